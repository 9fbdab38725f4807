import { type Question, type Reply, startVendor, type Vendor } from './vendor.ts'

export type SalesforceRecord = Record<string, string | number | boolean | null | object>

export type Salesforce = Vendor & {
  records: Map<string, SalesforceRecord>
  /** Records that a transaction has written and not yet ended. */
  hidden: Set<string>
  /** Fields the user may see, with their types; those that end in `__c` are the company’s own. */
  fields: Record<string, string>
  /** Other objects that the user may see. */
  parents: string[]
  /** Most rows of an answer. */
  page: number
  /** Epoch milliseconds of Salesforce’s clock. */
  clock: number
  /** Tokens that are good. */
  tokens: Set<string>
  /** What was asked of the token’s address. */
  grants: Record<string, string>[]
  /** Pages that it still remembers. */
  locators: Map<string, { ids: string[]; fields: string[] }>
  change(id: string, fields?: SalesforceRecord): void
}

/** Salesforce’s REST API for one object: tokens, a description, SOQL with pages that are kept on the server. */
export async function startSalesforce(from: string, secret = 'hush'): Promise<Salesforce> {
  let count = 0
  const answer = (question: Question): Reply => {
    const reply = answered(question)
    if (typeof reply === 'string') return reply
    return { ...reply, headers: { date: new Date(vendor.clock).toUTCString(), ...reply.headers } }
  }

  function answered(question: Question): Reply {
    if (question.path === '/services/oauth2/token') return grant(Object.fromEntries(new URLSearchParams(question.body)))
    const token = question.headers.authorization?.replace('Bearer ', '') ?? ''
    if (!vendor.tokens.has(token)) return failure(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    const data = '/services/data/v62.0'
    if (question.path === `${data}/sobjects`) return { status: 200, body: { sobjects: [] } }
    if ([from, ...vendor.parents].some(name => question.path === `${data}/sobjects/${name}/describe`))
      return { status: 200, body: { fields: described() } }
    if (question.path.startsWith(`${data}/sobjects/`)) return failure(404, 'NOT_FOUND', 'secret')
    if ([`${data}/query`, `${data}/queryAll`].includes(question.path)) return query(question.query.get('q') ?? '')
    const locator = /^\/services\/data\/v62\.0\/query\/(\w+)-(\d+)$/.exec(question.path)
    if (!locator) return failure(404, 'NOT_FOUND', 'secret')
    return pageOf(locator[1]!, Number(locator[2]))
  }

  function grant(asked: Record<string, string>): Reply {
    vendor.grants.push(asked)
    if (asked.client_id !== 'app')
      return { status: 400, body: { error: 'invalid_client_id', error_description: secret } }
    if (asked.client_secret !== secret)
      return { status: 400, body: { error: 'invalid_client', error_description: secret } }
    const isGood = asked.grant_type === 'client_credentials' || asked.refresh_token === 'again'
    if (!isGood) return { status: 400, body: { error: 'invalid_grant', error_description: secret } }
    const token = `token-${++count}`
    vendor.tokens.add(token)
    return {
      status: 200,
      body: { access_token: token, instance_url: 'https://acme.my.salesforce.com', token_type: 'Bearer' },
    }
  }

  const described = () =>
    Object.entries(vendor.fields).map(([name, type]) => ({ name, type, custom: name.endsWith('__c') }))

  function query(text: string): Reply {
    const asked = /^SELECT (.+) FROM (\w+)(?: WHERE \w+ >= (\S+))? ORDER BY \w+, Id$/.exec(text)
    if (!asked) return failure(400, 'MALFORMED_QUERY', 'secret')
    const fields = asked[1]!.split(', ')
    const unknown = fields.find(name => !name.includes('.') && !(name in vendor.fields))
    if (unknown) return failure(400, 'INVALID_FIELD', `No such column '${unknown}'`)
    const since = asked[3] ? Date.parse(asked[3]) : 0
    const ids = [...vendor.records.keys()]
      .filter(id => !vendor.hidden.has(id) && stampOf(id) >= since)
      .sort((a, b) => stampOf(a) - stampOf(b) || (a < b ? -1 : 1))
    const name = `01gRO000${++count}`
    vendor.locators.set(name, { ids, fields })
    return pageOf(name, 0)
  }

  function pageOf(name: string, at: number): Reply {
    const locator = vendor.locators.get(name)
    if (!locator) return failure(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
    const { ids, fields } = locator
    const end = Math.min(ids.length, at + vendor.page)
    const records = ids.slice(at, end).map(id => ({
      attributes: { type: from, url: `/services/data/v62.0/sobjects/${from}/${id}` },
      ...Object.fromEntries(
        fields.map(field => [field.split('.')[0], vendor.records.get(id)![field.split('.')[0]!] ?? null]),
      ),
    }))
    const done = end >= ids.length
    const more = done ? {} : { nextRecordsUrl: `/services/data/v62.0/query/${name}-${end}` }
    return { status: 200, body: { totalSize: ids.length, done, records, ...more } }
  }

  const stampOf = (id: string): number => Date.parse(String(vendor.records.get(id)?.SystemModstamp))

  const vendor: Salesforce = Object.assign(await startVendor(answer), {
    records: new Map<string, SalesforceRecord>(),
    hidden: new Set<string>(),
    fields: { Id: 'id', SystemModstamp: 'datetime', CreatedDate: 'datetime', Name: 'string' } as Record<string, string>,
    parents: ['Opportunity', 'Campaign'],
    page: 2000,
    clock: Date.parse('2026-03-01T00:00:00Z'),
    tokens: new Set<string>(),
    grants: [] as Record<string, string>[],
    locators: new Map<string, { ids: string[]; fields: string[] }>(),
    change(id: string, fields: SalesforceRecord = {}) {
      const stamp = new Date(Math.floor(vendor.clock / 1000) * 1000).toISOString().replace('Z', '+0000')
      const old = vendor.records.get(id) ?? { Id: id, CreatedDate: stamp }
      vendor.records.set(id, { ...old, ...fields, SystemModstamp: stamp })
    },
  })
  return vendor
}

function failure(status: number, errorCode: string, message: string): Reply {
  return { status, body: [{ message, errorCode }] }
}
