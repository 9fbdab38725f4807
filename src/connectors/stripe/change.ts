import { z } from 'zod'
import type { Asked } from '../connector.ts'
import { askStripe } from './asking.ts'
import type { StripeObject, StripeRecord } from './object.ts'

const Record = z.looseObject({ id: z.string(), object: z.string().optional() }).catchall(z.json())
const Page = z.looseObject({ data: z.array(Record), has_more: z.boolean() })
const Event = z
  .looseObject({ id: z.string(), type: z.string(), created: z.number(), data: z.looseObject({ object: Record }) })
  .catchall(z.json())
const Events = z.looseObject({ data: z.array(Event), has_more: z.boolean() })
export type StripeEvent = z.infer<typeof Event>

const AT_ONCE = 100

/** Where a pass over a whole list has come to: the newest record that is still to be read was created then, or follows `after`. */
export type Place = { created: number; after: string }

/**
 * Every record of an object, the newest first as Stripe lists them. A record after which the list would go on and which is
 * gone by then is replaced by the second it was made in.
 */
export async function* wholeList(
  asked: Asked,
  { path, query, right }: StripeObject,
  place: Place | undefined,
): AsyncGenerator<{ records: StripeRecord[]; place: Place | undefined }> {
  let from: Record<string, string> = place ? { starting_after: place.after } : {}
  let created = place?.created
  for (;;) {
    const question = { path, query: { ...query, limit: String(AT_ONCE), ...from }, right }
    const told = await askStripe(asked, question, Page)
    if (!told && from.starting_after) {
      from = { 'created[lte]': String(created) }
      continue
    }
    if (!told) return
    const { data, has_more } = told.found
    const last = data.at(-1)
    if (!last) return
    created = Number(last.created)
    yield { records: data as StripeRecord[], place: has_more ? { created, after: last.id } : undefined }
    if (!has_more) return
    from = { ...from, starting_after: last.id }
  }
}

/**
 * Every event of some types since a second, the oldest first, with the seconds in which they were asked for first and last:
 * never, when events have been forgotten between the pages.
 */
export async function eventsSince(
  asked: Asked,
  type: string,
  since: number,
): Promise<{ events: StripeEvent[]; from: number; until: number }> {
  const events: StripeEvent[] = []
  let from: number | undefined
  for (let after: string | undefined; ; after = events.at(-1)!.id) {
    const query = {
      type,
      'created[gte]': String(since),
      limit: String(AT_ONCE),
      ...(after && { starting_after: after }),
    }
    const told = await askStripe(asked, { path: '/v1/events', query, right: 'Events' }, Events)
    from ??= told?.at ?? since
    events.push(...(told?.found.data ?? []))
    if (!told?.found.has_more || !told.found.data.length)
      return { events: events.toReversed(), from, until: told?.at ?? Number.POSITIVE_INFINITY }
  }
}

/** The record that an event is about, if it is about one of that object: itself, or the one that it belongs to. */
export function subjectOf({ data: { object } }: StripeEvent, { kind, parts = [] }: StripeObject): string | undefined {
  if (object.object === kind) return object.id
  const whole = parts.includes(String(object.object)) ? object[kind] : undefined
  return typeof whole === 'string' ? whole : undefined
}

/** Records as they are now; those that are gone are left out. */
export async function recordsNow(
  asked: Asked,
  { path, right }: StripeObject,
  ids: readonly string[],
): Promise<StripeRecord[]> {
  const records: StripeRecord[] = []
  for (let at = 0; at < ids.length; at += TOGETHER) {
    const some = ids.slice(at, at + TOGETHER)
    const told = await Promise.all(
      some.map(id => askStripe(asked, { path: `${path}/${encodeURIComponent(id)}`, right }, Record)),
    )
    records.push(...told.flatMap(each => (each ? [each.found as StripeRecord] : [])))
  }
  return records
}

/** How many questions are put at the same time; Stripe allows 25 a second in test mode and 100 otherwise. */
const TOGETHER = 4
