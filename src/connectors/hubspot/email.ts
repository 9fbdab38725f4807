import { z } from 'zod'
import { toInstant, toMs } from '../../core/instant.ts'
import type { JsonValue } from '../../core/json.ts'
import type { Asked, Page } from '../connector.ts'
import { askHubSpot } from './asking.ts'

/** The preset that reads them. */
export const EMAIL_EVENTS = 'email-events'

/**
 * What became of marketing e-mails, from the event log, which gives the newest first: read in spans of time from the cursor to
 * now, each to its end before the next. Spans grow where little happened and shrink where much did. A cursor is the instant
 * up to which all is read; the last hour before it is read again, for events come late.
 */
export async function* emailEvents(asked: Asked, cursor: string | undefined): AsyncGenerator<Page> {
  const now = asked.now()
  let span = DAY
  for (let from = cursor ? toMs(cursor) - LATE : BEGINNING; from < now; ) {
    const to = Math.min(now, from + span)
    let pages = 0
    for (let offset: string | undefined, more = true; more; pages++) {
      const found = await askEvents(asked, from, to, offset)
      more = found.hasMore && found.offset !== undefined && found.events.length > 0
      offset = found.offset
      const rows = found.events.map(rowOf)
      if (rows.length || !more) yield { rows, cursor: toInstant(more ? Math.max(from, 0) : to) }
    }
    from = to
    span = pages > 1 ? Math.max(HOUR, span / 2) : Math.min(64 * DAY, span * 2)
  }
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const LATE = HOUR
/** Before HubSpot kept such events. */
const BEGINNING = Date.UTC(2010, 0, 1)

/** What is kept of an event, besides when it was. Where people were and what they read with stays in HubSpot. */
const KEPT = [
  'id',
  'type',
  'recipient',
  'emailCampaignId',
  'url',
  'portalSubscriptionStatus',
  'filteredEvent',
  'appName',
]

const Event = z.looseObject({ id: z.string(), type: z.string(), created: z.number() }).catchall(z.json())
const Log = z.looseObject({ events: z.array(Event), hasMore: z.boolean(), offset: z.string().optional() })

function askEvents(asked: Asked, from: number, to: number, offset: string | undefined): Promise<z.infer<typeof Log>> {
  const query = new URLSearchParams({
    startTimestamp: String(from),
    endTimestamp: String(to),
    limit: '1000',
    ...(offset && { offset }),
  })
  return askHubSpot(asked, { path: `/email/public/v1/events?${query}`, scope: 'content' }, Log)
}

function rowOf(event: z.infer<typeof Event>): Record<string, JsonValue> {
  const kept = KEPT.map((name): [string, JsonValue] => [name, event[name] ?? null])
  return { ...Object.fromEntries(kept), created: toInstant(event.created) }
}
