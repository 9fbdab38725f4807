import type { JsonValue } from '../../core/json.ts'
import type { Element } from './json-reader.ts'
import type { Row } from './table.ts'

/**
 * One JSON object as a row: objects inside it become columns with dots, and numbers with more digits than a number keeps
 * stay as their text. Of the fields in `pairs` each `{ key, value }` becomes a column.
 */
export function rowOf({ line, raw, fault }: Element, damaged: boolean, pairs: readonly string[] = []): Row {
  if (fault) return { line, values: {}, raw, fault }
  if (damaged && raw.includes('\ufffd'))
    return {
      line,
      values: {},
      raw,
      fault: `The row on line ${line} holds bytes that are not UTF-8. Name its encoding.`,
    }
  let value: unknown
  try {
    value = MANY_DIGITS.test(raw) ? JSON.parse(raw, keepDigits as Reviver) : JSON.parse(raw)
  } catch {
    return { line, values: {}, raw, fault: `The row on line ${line} is not valid JSON. Correct it.` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { line, values: {}, raw, fault: `The row on line ${line} is no JSON object with a name for each value.` }
  return { line, values: flatRow(value as Record<string, JsonValue>, pairs), raw }
}

/** The cells of an object: what objects inside it hold becomes columns with dots, so do `pairs`, other lists stay values. */
export function flatRow(value: Readonly<Record<string, JsonValue>>, pairs: readonly string[] = []): Row['values'] {
  const values: Row['values'] = Object.hasOwn(value, '__proto__') ? Object.create(null) : {}
  flatten(value, '', values)
  for (const field of pairs) spreadPairs(field, values)
  return values
}

/**
 * A list of `{ key, value }` as columns; a value that is an object of which one member is there, as BigQuery writes
 * `{ string_value }` or `{ int_value }`, is that member. What is no such list stays as it is.
 */
function spreadPairs(field: string, values: Row['values']): void {
  const list = Object.hasOwn(values, field) ? values[field] : undefined
  if (!Array.isArray(list) || !list.every(isPair)) return
  delete values[field]
  for (const { key, value } of list) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) values[`${field}.${key}`] = value ?? null
    else {
      const there = Object.values(value).filter(member => member !== null)
      if (there.length < 2) values[`${field}.${key}`] = there[0] ?? null
      else flatten(value, `${field}.${key}.`, values)
    }
  }
}

const isPair = (item: JsonValue): item is { key: string; value: JsonValue } =>
  typeof item === 'object' && item !== null && !Array.isArray(item) && typeof item.key === 'string'

function flatten(value: Readonly<Record<string, JsonValue>>, prefix: string, into: Row['values']): void {
  for (const key of Object.keys(value)) {
    const inner = value[key]!
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) flatten(inner, `${prefix}${key}.`, into)
    else into[prefix + key] = inner
  }
}

const MANY_DIGITS = /[\d.]{16}/

type Reviver = (key: string, value: unknown) => unknown

function keepDigits(_key: string, value: unknown, context: { source?: string }): unknown {
  const { source } = context
  if (typeof value !== 'number' || source === undefined || /e/i.test(source)) return value
  const digits = source.replace(/[-.]/g, '').replace(/^0+/, '')
  return digits.length > 17 || (!source.includes('.') && !Number.isSafeInteger(value)) ? source : value
}
