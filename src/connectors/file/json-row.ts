import type { JsonValue } from '../../core/json.ts'
import type { Element } from './json-reader.ts'
import type { Row } from './table.ts'

/**
 * One JSON object as a row: objects inside it become columns with dots, and numbers with more digits than a number keeps
 * stay as their text.
 */
export function rowOf({ line, raw, fault }: Element, damaged: boolean): Row {
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
  const values: Row['values'] = Object.hasOwn(value, '__proto__') ? Object.create(null) : {}
  flatten(value as Record<string, JsonValue>, '', values)
  return { line, values, raw }
}

function flatten(value: Record<string, JsonValue>, prefix: string, into: Row['values']): void {
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
