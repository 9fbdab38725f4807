import { z } from 'zod'
import { must } from '../../core/error.ts'
import { toInstant, toMs } from '../../core/instant.ts'
import type { JsonValue } from '../../core/json.ts'
import type { Api, Asked } from '../connector.ts'
import { askHubSpot } from './asking.ts'
import { EMAIL_EVENTS, emailEvents } from './email.ts'
import { type CrmObject, OBJECTS } from './object.ts'
import { associationsOf, historyOf, propertiesOf, recordsOf, searchRecords } from './record.ts'
import { changedSince } from './search.ts'

/**
 * HubSpot’s CRM by the token of a private app. A cursor is the instant of the last change that was read.
 *
 * Reading begins a little before the cursor: the search learns of a change seconds after it was made, so that one may
 * appear behind others that are later. Records that were deleted in HubSpot are not heard of.
 */
export const hubspotApi: Api = {
  fields: [
    {
      name: 'token',
      title: 'Access token',
      secret: true,
      hint: 'In HubSpot: Settings, Integrations, Private apps, your app, Auth. It begins with pat-.',
    },
    {
      name: 'currency',
      title: 'Currency',
      secret: false,
      hint: 'Of deals for which HubSpot says none, such as EUR.',
      optional: true,
    },
  ],
  hosts: ['api.hubapi.com'],
  objects: [...Object.keys(OBJECTS), EMAIL_EVENTS],
  async test(asked) {
    const question = { path: '/crm/v3/objects/contacts?limit=1', scope: 'crm.objects.contacts.read' }
    await askHubSpot(asked, question, z.looseObject({ results: z.array(z.unknown()) }))
  },
  async *read(asked, name, cursor) {
    if (name === EMAIL_EVENTS) return yield* emailEvents(asked, cursor)
    const object = must(OBJECTS[name], `HubSpot has the object “${name}”`)
    const properties = object.history ? [] : await propertiesOf(asked, object)
    const since = cursor ? Math.max(0, toMs(cursor) - OVERLAP_MS) : 0
    for await (const found of changedSince(since, what => searchRecords(asked, object, what))) {
      const ids = found.map(({ id }) => id)
      yield { rows: await rowsOf(asked, object, properties, ids), cursor: toInstant(found.at(-1)!.changed) }
    }
  },
}

const OVERLAP_MS = 300_000

type Row = Record<string, JsonValue>

async function rowsOf(
  asked: Asked,
  object: CrmObject,
  properties: readonly string[],
  ids: readonly string[],
): Promise<Row[]> {
  const lists: (readonly [string, Map<string, string[]>])[] = []
  for (const to of object.beside) lists.push([to, await associationsOf(asked, object, to, ids)])
  const besideOf = (id: string): Row => Object.fromEntries(lists.map(([to, found]) => [to, found.get(id) ?? []]))
  if (!object.history)
    return (await recordsOf(asked, object, properties, ids)).map(({ id, properties: known, archived = false }) => {
      const values = properties.map(name => [name, known[name] ?? null])
      const row: Row = { ...Object.fromEntries(values), id, archived, ...besideOf(id) }
      if ('deal_currency_code' in row) row.deal_currency_code ||= asked.settings.currency?.trim() || null
      return row
    })
  const property = object.history
  const histories = await historyOf(asked, object, property, ids)
  return ids.flatMap(id =>
    (histories.get(id) ?? []).toReversed().map(({ value, timestamp, sourceType }) => ({
      deal_id: id,
      [property]: value,
      timestamp,
      source_type: sourceType,
      ...besideOf(id),
    })),
  )
}
