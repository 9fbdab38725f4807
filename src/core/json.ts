import { fail } from './error.ts'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/**
 * The value as every store can hold it: without NUL characters and lone surrogates in keys and texts, and with `null` for
 * numbers that JSON cannot write.
 *
 * One such character makes PostgreSQL refuse the whole batch it arrives in. A value that needs no change is returned
 * itself. Nesting of any depth is walked; see `depthOf`.
 */
export function storable<T extends JsonValue>(value: T): T {
  if (!isContainer(value)) return storableScalar(value) as T
  if (isStorable(value)) return value
  const copies = new Map<Container, Container>()
  const order = containersOf(value)
  for (const container of order.reverse()) {
    const copy = storableContainer(container, copies)
    if (copy !== container) copies.set(container, copy)
  }
  return (copies.get(value) ?? value) as T
}

/** How many lists and objects lie around the innermost value; 0 for a text, number, boolean or null. */
export function depthOf(value: unknown): number {
  let depth = 0
  for (let level = [value].filter(isContainer); level.length; depth++)
    level = level.flatMap(container => Object.values(container).filter(isContainer))
  return depth
}

/** One text for equal values: JSON without spaces, keys sorted by code unit, absent members left out. */
export function canonicalJson(value: JsonValue): string {
  return written(value, 0)
}

type Container = JsonValue[] | { [key: string]: JsonValue }

const DEEPEST = 1000

function written(value: JsonValue, depth: number): string {
  if (!isContainer(value)) return JSON.stringify(value) ?? 'null'
  if (depth >= DEEPEST) fail('invalid', `This is nested more than ${DEEPEST} levels deep. Flatten it.`)
  if (Array.isArray(value)) return `[${value.map(item => written(item, depth + 1)).join(',')}]`
  const members = Object.keys(value)
    .filter(key => value[key] !== undefined)
    .sort()
    .map(key => `${JSON.stringify(key)}:${written(value[key]!, depth + 1)}`)
  return `{${members.join(',')}}`
}

/** Every list and object within a value, each before what it holds. */
function containersOf(value: Container): Container[] {
  const found = [value]
  for (let i = 0; i < found.length; i++)
    for (const item of Object.values(found[i]!)) if (isContainer(item)) found.push(item)
  return found
}

/** Whether nothing needs to change; what most values pass, without copying. */
function isStorable(value: Container): boolean {
  const found = [value]
  for (let container = found.pop(); container; container = found.pop()) {
    const isArray = Array.isArray(container)
    for (const key of Object.keys(container)) {
      if (!isArray && storableText(key) !== key) return false
      const item = (container as Record<string, JsonValue>)[key]!
      if (isContainer(item)) found.push(item)
      else if (storableScalar(item) !== item) return false
    }
  }
  return true
}

function storableContainer(container: Container, copies: Map<Container, Container>): Container {
  const child = (value: JsonValue): JsonValue =>
    isContainer(value) ? (copies.get(value) ?? value) : storableScalar(value)
  if (Array.isArray(container)) {
    const items = container.map(child)
    return items.some((item, i) => item !== container[i]) ? items : container
  }
  let changed = false
  const members = Object.entries(container).map(([key, value]): [string, JsonValue] => {
    const member: [string, JsonValue] = [storableText(key), child(value)]
    if (member[0] !== key || member[1] !== value) changed = true
    return member
  })
  return changed ? Object.fromEntries(members) : container
}

function storableScalar(value: JsonValue): JsonValue {
  if (typeof value === 'string') return storableText(value)
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

function storableText(text: string): string {
  if (text.isWellFormed() && !text.includes('\0')) return text
  return text.replaceAll(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}
