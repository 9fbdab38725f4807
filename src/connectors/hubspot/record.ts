import { z } from 'zod'
import type { JsonValue } from '../../core/json.ts'
import type { Asked } from '../connector.ts'
import { askHubSpot } from './asking.ts'
import type { CrmObject } from './object.ts'
import type { Results, Search } from './search.ts'

/** How many records a search gives at once, and how many a batch takes. */
const AT_ONCE = { search: 200, records: 100, history: 50, associations: 1000 }

const Found = z.looseObject({
  id: z.string(),
  properties: z.record(z.string(), z.json()),
  archived: z.boolean().optional(),
})
export type CrmRecord = z.infer<typeof Found>

const More = z.looseObject({ next: z.looseObject({ after: z.string() }).optional() }).optional()
const Searched = z.looseObject({ results: z.array(Found), paging: More })

/** The properties to ask for: those the preset reads, those of a pattern, and those that the company defined itself. */
export async function propertiesOf(asked: Asked, object: CrmObject): Promise<string[]> {
  const Defined = z.looseObject({ name: z.string(), hubspotDefined: z.boolean().optional() })
  const question = { path: `/crm/v3/properties/${object.path}?archived=false`, scope: object.scope }
  const { results } = await askHubSpot(asked, question, z.looseObject({ results: z.array(Defined) }))
  const own = results.filter(({ name, hubspotDefined }) => hubspotDefined === false || object.pattern?.test(name))
  return [...new Set([...object.properties, object.modified, ...own.map(({ name }) => name)])]
}

/**
 * One search of records by the instant of their last change. It gives their ids only: a search may be 3,000 characters long,
 * and the names of all properties are longer.
 */
export async function searchRecords(asked: Asked, object: CrmObject, what: Search): Promise<Results> {
  const changed = (operator: string, ms: number) => ({ propertyName: object.modified, operator, value: String(ms) })
  const filters =
    'since' in what
      ? [changed('GTE', what.since)]
      : [changed('EQ', what.at), { propertyName: 'hs_object_id', operator: 'GT', value: what.after }]
  const by = 'since' in what ? object.modified : 'hs_object_id'
  const body = {
    filterGroups: [{ filters }],
    sorts: [{ propertyName: by, direction: 'ASCENDING' }],
    properties: [object.modified],
    limit: AT_ONCE.search,
  }
  const question = { path: `/crm/v3/objects/${object.path}/search`, body, scope: object.scope }
  const { results, paging } = await askHubSpot(asked, question, Searched)
  return {
    found: results.map(({ id, properties }) => ({ id, changed: instantOf(properties[object.modified]) })),
    more: paging?.next !== undefined,
  }
}

/** Records as they are now; those that are gone are left out. */
export async function recordsOf(
  asked: Asked,
  object: CrmObject,
  properties: readonly string[],
  ids: readonly string[],
): Promise<CrmRecord[]> {
  const records: CrmRecord[] = []
  for (let at = 0; at < ids.length; at += AT_ONCE.records) {
    const inputs = ids.slice(at, at + AT_ONCE.records).map(id => ({ id }))
    const path = `/crm/v3/objects/${object.path}/batch/read`
    const question = { path, body: { inputs, properties }, scope: object.scope }
    records.push(...(await askHubSpot(asked, question, z.looseObject({ results: z.array(Found) }))).results)
  }
  return records
}

/** The ids of what records are associated with, by the record’s id; the primary ones first. */
export async function associationsOf(
  asked: Asked,
  object: CrmObject,
  to: 'contacts' | 'companies',
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const Association = z.looseObject({ typeId: z.number(), label: z.string().nullish() })
  const To = z.looseObject({ toObjectId: z.union([z.number(), z.string()]), associationTypes: z.array(Association) })
  const From = z.looseObject({ from: z.looseObject({ id: z.string() }), to: z.array(To), paging: More })
  const primary = new Map<string, string[]>()
  const others = new Map<string, string[]>()
  let open: { id: string; after?: string }[] = ids.map(id => ({ id }))
  while (open.length) {
    const inputs = open.slice(0, AT_ONCE.associations)
    const path = `/crm/v4/associations/${object.path}/${to}/batch/read`
    const question = { path, body: { inputs }, scope: object.scope }
    const { results } = await askHubSpot(asked, question, z.looseObject({ results: z.array(From) }))
    open = open.slice(AT_ONCE.associations)
    for (const { from, to: found, paging } of results) {
      for (const { toObjectId, associationTypes } of found) {
        const into = associationTypes.some(({ label }) => label === 'Primary') ? primary : others
        into.set(from.id, [...(into.get(from.id) ?? []), String(toObjectId)])
      }
      if (paging?.next) open.push({ id: from.id, after: paging.next.after })
    }
  }
  return new Map(ids.map(id => [id, [...new Set([...(primary.get(id) ?? []), ...(others.get(id) ?? [])])]]))
}

/** Every value that a property of the records has had, by the record’s id, the newest first. */
export async function historyOf(
  asked: Asked,
  object: CrmObject,
  property: string,
  ids: readonly string[],
): Promise<Map<string, { value: JsonValue; timestamp: string; sourceType: string | null }[]>> {
  const Version = z.looseObject({
    value: z.json().default(null),
    timestamp: z.string(),
    sourceType: z.string().nullish().default(null),
  })
  const Historic = z.looseObject({ id: z.string(), propertiesWithHistory: z.record(z.string(), z.array(Version)) })
  const histories = new Map<string, { value: JsonValue; timestamp: string; sourceType: string | null }[]>()
  for (let at = 0; at < ids.length; at += AT_ONCE.history) {
    const inputs = ids.slice(at, at + AT_ONCE.history).map(id => ({ id }))
    const body = { inputs, properties: [property], propertiesWithHistory: [property] }
    const question = { path: `/crm/v3/objects/${object.path}/batch/read`, body, scope: object.scope }
    const { results } = await askHubSpot(asked, question, z.looseObject({ results: z.array(Historic) }))
    for (const { id, propertiesWithHistory } of results) histories.set(id, propertiesWithHistory[property] ?? [])
  }
  return histories
}

function instantOf(written: JsonValue | undefined): number {
  const text = String(written ?? '')
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text)
}
