import { z } from 'zod'
import { fail, ProductError } from '../../core/error.ts'
import { toInstant } from '../../core/instant.ts'
import type { JsonValue } from '../../core/json.ts'
import type { SalesforceObject } from './object.ts'
import { DATA, type Session } from './session.ts'

export type SalesforceRow = Record<string, JsonValue>

/** Some rows, and the instant of change from which on everything has to be asked for again when the reading breaks off here. */
export type Portion = { rows: SalesforceRow[]; since: number }

/** The fields of an object that can be asked for: of those named the ones the user may see, and the company’s own. */
export async function fieldsOf(session: Session, { from, fields }: SalesforceObject): Promise<string[]> {
  const seen = new Map([[from, await described(session, from)]])
  for (const parent of new Set(fields.map(parentOf)))
    if (parent && !seen.has(parent)) seen.set(parent, await described(session, parent))
  const known = fields.filter(name =>
    seen.get(parentOf(name) ?? from)?.some(field => field.name === name.split('.').at(-1)),
  )
  const own = seen.get(from)?.filter(({ custom, type }) => custom && !UNREAD.has(type)) ?? []
  let length = known.join(', ').length
  const isShortEnough = (name: string) => {
    length += name.length + 2
    return length <= LONGEST_QUERY
  }
  return [...known, ...own.map(({ name }) => name).filter(isShortEnough)]
}

/** The object that a field such as `Campaign.Name` belongs to. */
function parentOf(field: string): string | undefined {
  return field.includes('.') ? field.split('.')[0] : undefined
}

const Field = z.looseObject({ name: z.string(), type: z.string(), custom: z.boolean() })

async function described(session: Session, object: string): Promise<z.infer<typeof Field>[]> {
  const path = `${DATA}/sobjects/${object}/describe`
  try {
    return (await session.ask(path, z.looseObject({ fields: z.array(Field) }))).found.fields
  } catch (error) {
    if (!(error instanceof ProductError) || error.details.reason !== 'refused') throw error
    const advice = 'Give it a permission set that may.'
    return fail('forbidden', `The user of Salesforce may not read the object “${object}”. ${advice}`, {
      reason: 'scope',
    })
  }
}

/**
 * Every row of an object that changed since an instant, the oldest change first.
 *
 * The rows are those that the first answer found; what changes while pages are turned comes in its new state, with an instant
 * later than those of the rows that follow it. So only instants well before the first answer say how far the reading has come.
 * When Salesforce has forgotten the pages, it is asked anew from there.
 */
export async function* rowsSince(
  session: Session,
  object: SalesforceObject,
  fields: readonly string[],
  since: number | undefined,
): AsyncGenerator<Portion> {
  let from = since
  for (let restarts = 0; ; restarts++) {
    let next: string | undefined =
      `${DATA}/${object.archived ? 'queryAll' : 'query'}?${new URLSearchParams({ q: soql(object, fields, from) })}`
    let began = Number.POSITIVE_INFINITY
    try {
      while (next) {
        const { found, at }: { found: z.infer<typeof Queried>; at: number } = await session.ask(next, Queried)
        began = Math.min(began, at)
        next = found.done ? undefined : found.nextRecordsUrl
        const rows = found.records.map(record => rowOf(record))
        const latest = next ? began - WRITING_MS : began
        const stamps = rows.map(row => Date.parse(String(row[object.stamp]))).filter(stamp => stamp <= latest)
        from = Math.max(from ?? 0, ...stamps)
        if (rows.length) yield { rows, since: from }
      }
      return
    } catch (error) {
      if (!(error instanceof ProductError) || error.details.said !== 'INVALID_QUERY_LOCATOR' || restarts >= 5)
        throw error
    }
  }
}

/** How long a question, or a change in Salesforce, may take until it is done and seen by others. */
export const WRITING_MS = 600_000

// Of the 16,384 characters that an address may have.
const LONGEST_QUERY = 9000

const UNREAD = new Set(['base64', 'address', 'location', 'textarea', 'encryptedstring', 'complexvalue', 'anyType'])

const Queried = z.looseObject({
  records: z.array(z.record(z.string(), z.json())),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
})

function soql({ from, stamp }: SalesforceObject, fields: readonly string[], since: number | undefined): string {
  const where = since === undefined ? '' : ` WHERE ${stamp} >= ${toInstant(since)}`
  return `SELECT ${fields.join(', ')} FROM ${from}${where} ORDER BY ${stamp}, Id`
}

/** A record without what Salesforce says about the record itself, and with instants as others write them. */
function rowOf({ attributes, ...record }: SalesforceRow): SalesforceRow {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, plainValue(value)]))
}

function plainValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replace(/^(\d{4}-\d\d-\d\dT[\d:.]+)\+0000$/, '$1Z')
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? rowOf(value) : value
}
