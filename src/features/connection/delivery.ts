import { fail } from '../../core/error.ts'
import { depthOf, type JsonValue } from '../../core/json.ts'

/** One row of what was sent. */
export type SentRow = Record<string, JsonValue>

/** The most rows of one delivery, and how deep they may nest. */
const MOST_ROWS = 5000
const DEEPEST = 100

/** The body of a delivery; fails as `invalid` on what is no JSON. */
export function bodyIn(text: string): JsonValue {
  let body: JsonValue
  try {
    body = JSON.parse(text)
  } catch {
    return fail('invalid', 'The body is not JSON. Send an object, or a list of objects.', { reason: 'not_json_body' })
  }
  if (depthOf(body) > DEEPEST) fail('invalid', `The body is nested deeper than ${DEEPEST} levels.`)
  return body
}

/** The rows of a body: itself, its items, or what is under a field such as `data.items`. */
export function rowsIn(body: JsonValue, list: string | undefined): SentRow[] {
  const found = list === undefined ? body : valueAt(body, list)
  if (found === undefined) fail('invalid', `The body has no “${list}”. Send the rows there.`)
  const rows = Array.isArray(found) ? found : [found]
  if (rows.length > MOST_ROWS)
    fail('limit', `A delivery has at most ${MOST_ROWS} rows; this one has ${rows.length}. Send less at once.`, {
      reason: 'too_large',
    })
  return rows.map(row =>
    isRow(row) ? row : fail('invalid', 'A row is no object with a name for each value. Send objects.'),
  )
}

/** What tells a delivery from others, where a field of its body does. */
export function idIn(body: JsonValue, field: string): string | undefined {
  const found = valueAt(body, field)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
}

function valueAt(body: JsonValue, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = body
  for (const key of path.split('.')) value = isRow(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return value
}

const isRow = (value: JsonValue | undefined): value is SentRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
