import { z } from 'zod'
import { must } from '../../core/error.ts'
import type { Api, Asked, Page } from '../connector.ts'
import { askStripe } from './asking.ts'
import { eventsSince, type Place, recordsNow, subjectOf, wholeList } from './change.ts'
import { KEPT_OF_EVENT, OBJECTS, rowOf, type StripeObject } from './object.ts'

/**
 * Stripe by a restricted or secret key. Its lists know when a record was made and not when it changed, so what changed is told
 * by its events, which it keeps for thirty days: each record they name is read as it is now. The first time, and whenever the
 * cursor is older than that, all records are read instead.
 *
 * A cursor is `events:<second>`, up to which events have been heard, or `all:<second>:<created>:<id>` in the middle of reading
 * everything, begun in that second.
 */
export const stripeApi: Api = {
  fields: [
    {
      name: 'key',
      title: 'Restricted key',
      secret: true,
      hint: 'In Stripe: Developers, API keys, Create restricted key, with Read for Events and for what you want to bring.',
    },
  ],
  hosts: ['api.stripe.com'],
  objects: [...Object.keys(OBJECTS), 'subscription-changes'],
  async test(asked) {
    await heard(asked)
  },
  async *read(asked, name, cursor) {
    const now = await heard(asked)
    const place = cursor === undefined ? undefined : placeOf(cursor)
    if (name === 'subscription-changes')
      return yield* changesOf(asked, Math.max(place?.second ?? 0, now - HORIZON), now)
    const object = must(OBJECTS[name], `Stripe has the object “${name}”`)
    if (place?.within) yield* everything(asked, object, place.second, place.within)
    else if (place && place.second > now - HORIZON) yield* changed(asked, object, place.second, now)
    else yield* everything(asked, object, now, undefined)
  },
}

const DAY = 86_400
/** Seconds for which events are surely kept, and a day for the reading itself. */
const HORIZON = 29 * DAY
/** Seconds within which an event appears after it happened, at the latest. */
const OVERLAP = 300
const TOGETHER = 100

/** The second it is on Stripe’s clock; fails when the key may not read events. */
async function heard(asked: Asked): Promise<number> {
  const question = { path: '/v1/events', query: { limit: '1' }, right: 'Events' }
  const told = await askStripe(asked, question, z.looseObject({ data: z.array(z.unknown()) }))
  return must(told, 'a list is always there').at
}

function placeOf(cursor: string): { second: number; within: Place | undefined } {
  const [kind, second, created, ...after] = cursor.split(':')
  const within = kind === 'all' && after.length ? { created: Number(created), after: after.join(':') } : undefined
  return { second: Number(second), within }
}

async function* everything(
  asked: Asked,
  object: StripeObject,
  began: number,
  from: Place | undefined,
): AsyncGenerator<Page> {
  let isEmpty = true
  for await (const { records, place } of wholeList(asked, object, from)) {
    isEmpty = false
    const cursor = place ? `all:${began}:${place.created}:${place.after}` : `events:${began}`
    yield { rows: records.map(record => rowOf(record, object.keeps)), cursor }
  }
  if (isEmpty) yield { rows: [], cursor: `events:${began}` }
}

/** Records in the order of the first event that names them: all events up to that of the last are then settled. */
async function* changed(asked: Asked, object: StripeObject, since: number, now: number): AsyncGenerator<Page> {
  const { events, from, until } = await eventsSince(asked, object.events, since - OVERLAP)
  if (since < until - HORIZON) return yield* everything(asked, object, now, undefined)
  const first = new Map<string, number>()
  for (const event of events) {
    const id = subjectOf(event, object)
    if (id !== undefined && !first.has(id)) first.set(id, event.created)
  }
  const ids = [...first.keys()]
  for (let start = 0; start < ids.length; start += TOGETHER) {
    const some = ids.slice(start, start + TOGETHER)
    const records = await recordsNow(asked, object, some)
    const reached = start + TOGETHER < ids.length ? first.get(some.at(-1)!) : from
    yield { rows: records.map(record => rowOf(record, object.keeps)), cursor: `events:${reached}` }
  }
  if (!ids.length) yield { rows: [], cursor: `events:${from}` }
}

/** The events themselves, of which each tells what a subscription was and what it became. */
async function* changesOf(asked: Asked, since: number, now: number): AsyncGenerator<Page> {
  const { events } = await eventsSince(asked, 'customer.subscription.updated', since - OVERLAP)
  for (let start = 0; start < events.length; start += TOGETHER) {
    const some = events.slice(start, start + TOGETHER)
    const reached = start + TOGETHER < events.length ? some.at(-1)!.created : now
    yield { rows: some.map(event => rowOf(event, KEPT_OF_EVENT)), cursor: `events:${reached}` }
  }
  if (!events.length) yield { rows: [], cursor: `events:${now}` }
}
