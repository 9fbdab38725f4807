import { holds, type Operators } from '../../core/condition.ts'
import { conditionOf, type Filter } from '../../core/filter.ts'

/**
 * A filter under other names of its properties, without those that `nameOf` does not know: what it says of them counts as it
 * does of something missing. True or false where nothing else decides.
 */
export function narrowFilter(filter: Filter, nameOf: (property: string) => string | undefined): Filter | boolean {
  const kept: Filter[] = []
  for (const [key, part] of Object.entries(filter)) {
    const narrowed = narrowPart(key, part, nameOf)
    if (narrowed === false) return false
    if (narrowed !== true) kept.push(narrowed)
  }
  if (kept.length === 0) return true
  const keys = kept.flatMap(part => Object.keys(part))
  return new Set(keys).size === keys.length ? Object.assign({}, ...kept) : { and: kept }
}

function narrowPart(
  key: string,
  part: Filter[string],
  nameOf: (property: string) => string | undefined,
): Filter | boolean {
  if (part === undefined) return true
  if (key === 'and') {
    const parts = (part as Filter[]).map(each => narrowFilter(each, nameOf))
    if (parts.includes(false)) return false
    const open = parts.filter(each => typeof each === 'object')
    return open.length === 0 ? true : open.length === 1 ? open[0]! : { and: open }
  }
  if (key === 'or') {
    const branches = (part as Filter[]).map(branch => narrowFilter(branch, nameOf))
    if (branches.includes(true)) return true
    const open = branches.filter(branch => typeof branch === 'object')
    if (open.length === 0) return false
    return open.length === 1 ? open[0]! : { or: open }
  }
  if (key === 'not') {
    const inner = narrowFilter(part as Filter, nameOf)
    return typeof inner === 'boolean' ? !inner : { not: inner }
  }
  const name = nameOf(key)
  return name === undefined ? holds(conditionOf({ [key]: part as Operators }), {}) : { [name]: part as Operators }
}
