import { canonicalJson, type JsonValue } from '../../core/json.ts'

/** A change put on top of another that was faster; what both changed stays as it was typed, and is named. */
export type Rebased = { value: Record<string, unknown>; both: string[] }

/** Puts what I changed of `base` on top of what others made of it, field by field; inside lists nothing is merged. */
export function rebase(
  base: Record<string, unknown>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
  path = '',
): Rebased {
  const value: Record<string, unknown> = {}
  const both: string[] = []
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [was, my, their] = [base[key], mine[key], theirs[key]]
    const place = path === '' ? key : `${path}.${key}`
    if (same(my, was)) set(value, key, their)
    else if (same(their, was) || same(my, their)) set(value, key, my)
    else if (isRecord(was) && isRecord(my) && isRecord(their)) {
      const inner = rebase(was, my, their, place)
      value[key] = inner.value
      both.push(...inner.both)
    } else {
      set(value, key, my)
      both.push(place)
    }
  }
  return { value, both }
}

function set(value: Record<string, unknown>, key: string, to: unknown): void {
  if (to !== undefined) value[key] = to
}

function same(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b
  return canonicalJson(a as JsonValue) === canonicalJson(b as JsonValue)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
