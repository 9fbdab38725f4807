import { createHash } from 'node:crypto'
import { type Question, type Reply, startVendor, type Vendor } from './vendor.ts'

export type HubSpotRecord = {
  id: string
  properties: Record<string, string | null>
  /** Values that properties have had, the newest first. */
  history?: Record<string, { value: string; timestamp: string; sourceType: string }[]>
  associations?: Record<string, { to: string; label: string | null }[]>
  /** Whether the search has learnt of its last change. */
  hidden?: boolean
}

export type HubSpot = Vendor & {
  records: Map<string, HubSpotRecord>
  /** Most results a search gives at once, and at all. */
  most: { page: number; all: number; associated: number }
  /** Properties that the company defined itself. */
  own: string[]
  scopes: Set<string>
  /** Sets properties of a record, and the instant of the change. */
  change(id: string, at: number, properties?: Record<string, string>): HubSpotRecord
}

/** HubSpot’s CRM API for one object, with what is awkward about it: sorting by one property, offsets, at most 10,000 results. */
export async function startHubSpot(object: string, token = 'pat-one'): Promise<HubSpot> {
  const modified = object === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate'
  const records = new Map<string, HubSpotRecord>()
  const answer = (question: Question): Reply => {
    if (question.headers.authorization !== `Bearer ${token}`)
      return failure(401, 'INVALID_AUTHENTICATION', `Authentication credentials ${question.headers.authorization}`)
    const asked = question.path.split('/')
    const about = asked[1] === 'crm' && asked[2] === 'v4' ? asked[4] : asked[3] === 'objects' ? asked[4] : asked[4]
    if (about !== object || !vendor.scopes.has(object)) return failure(403, 'MISSING_SCOPES', 'secret of the account')
    const body = question.body ? JSON.parse(question.body) : {}
    if (question.path === `/crm/v3/properties/${object}`) {
      const names = [
        ...vendor.own.map(name => ({ name, hubspotDefined: false })),
        { name: 'email', hubspotDefined: true },
      ]
      return { status: 200, body: { results: [...names, { name: 'hs_v2_date_entered_1', hubspotDefined: true }] } }
    }
    if (question.path === `/crm/v3/objects/${object}`) return { status: 200, body: { results: [] } }
    if (question.path === `/crm/v3/objects/${object}/search`)
      return question.body.length > 3000 ? failure(400, 'VALIDATION_ERROR', 'too long') : search(body)
    if (question.path === `/crm/v3/objects/${object}/batch/read`) return batch(body)
    return associations(asked[5] ?? '', body)
  }

  function search(body: SearchBody): Reply {
    const { filterGroups, sorts, properties, limit = 10, after = '0' } = body
    if (sorts.length > 1 || limit > 200) return failure(400, 'VALIDATION_ERROR', 'too many')
    const offset = Number(after)
    if (offset + limit > vendor.most.all) return failure(400, 'VALIDATION_ERROR', 'over 10,000')
    const sort = sorts[0]!.propertyName
    const found = [...records.values()]
      .filter(record => !record.hidden)
      .filter(record => filterGroups.some(({ filters }) => filters.every(filter => passes(record, filter))))
      .sort((a, b) => numberOf(a, sort) - numberOf(b, sort) || (mixed(a.id) < mixed(b.id) ? -1 : 1))
    const end = offset + Math.min(limit, vendor.most.page)
    const results = found.slice(offset, end).map(({ id, properties: all }) => ({
      id,
      properties: Object.fromEntries(['hs_object_id', ...properties].map(name => [name, all[name] ?? null])),
      createdAt: all.createdate,
      updatedAt: all[modified],
      archived: false,
    }))
    const paging = end < found.length ? { next: { after: String(end) } } : undefined
    return { status: 200, body: { total: found.length, results, paging } }
  }

  function batch(body: { inputs: { id: string }[]; properties: string[]; propertiesWithHistory?: string[] }): Reply {
    if (body.inputs.length > (body.propertiesWithHistory ? 50 : 100))
      return failure(400, 'VALIDATION_ERROR', 'too many')
    const results = body.inputs.flatMap(({ id }) => {
      const record = records.get(id)
      const names = body.propertiesWithHistory ?? []
      const versions = Object.fromEntries(names.map(name => [name, record?.history?.[name] ?? []]))
      if (!record) return []
      const asked = ['hs_object_id', ...body.properties].map(name => [name, record.properties[name] ?? null])
      return [{ id, properties: Object.fromEntries(asked), propertiesWithHistory: versions, archived: false }]
    })
    return { status: 200, body: { status: 'COMPLETE', results } }
  }

  function associations(to: string, { inputs }: { inputs: { id: string; after?: string }[] }): Reply {
    if (inputs.length > 1000) return failure(400, 'VALIDATION_ERROR', 'too many')
    const results = inputs.flatMap(({ id, after = '0' }) => {
      const all = records.get(id)?.associations?.[to] ?? []
      const end = Number(after) + vendor.most.associated
      const found = all.slice(Number(after), end).map(each => ({
        toObjectId: Number(each.to),
        associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 279, label: each.label }],
      }))
      const paging = end < all.length ? { next: { after: String(end) } } : undefined
      return found.length ? [{ from: { id }, to: found, paging }] : []
    })
    return { status: results.length < inputs.length ? 207 : 200, body: { status: 'COMPLETE', results } }
  }

  const vendor: HubSpot = Object.assign(await startVendor(answer), {
    records,
    most: { page: 200, all: 10_000, associated: 500 },
    own: [],
    scopes: new Set([object]),
    change(id: string, at: number, properties: Record<string, string> = {}) {
      const instant = new Date(at).toISOString()
      const old = records.get(id)?.properties ?? { hs_object_id: id, createdate: instant }
      const record = { ...records.get(id), id, properties: { ...old, ...properties, [modified]: instant } }
      records.set(id, record)
      return record
    },
  })
  return vendor
}

type Filter = { propertyName: string; operator: string; value: string }
type SearchBody = {
  filterGroups: { filters: Filter[] }[]
  sorts: { propertyName: string; direction: string }[]
  properties: string[]
  limit?: number
  after?: string
}

function passes(record: HubSpotRecord, { propertyName, operator, value }: Filter): boolean {
  const mine = numberOf(record, propertyName)
  const theirs = Number(value)
  return { EQ: mine === theirs, GT: mine > theirs, GTE: mine >= theirs }[operator] ?? false
}

function numberOf({ properties }: HubSpotRecord, name: string): number {
  const written = properties[name] ?? ''
  return /^\d+$/.test(written) ? Number(written) : Date.parse(written)
}

/** Records of one instant come in no order that means anything. */
const mixed = (id: string): string => createHash('md5').update(id).digest('hex')

function failure(status: number, category: string, message: string): Reply {
  return { status, body: { status: 'error', category, message } }
}
