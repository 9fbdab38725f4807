import { type Question, type Reply, startVendor, type Vendor } from './vendor.ts'

export type StripeThing = { id: string; object: string; created: number } & Record<string, unknown>
type Event = { id: string; object: 'event'; type: string; created: number; data: object; hidden?: boolean }

export type Stripe = Vendor & {
  /** Seconds of Stripe’s clock. */
  clock: number
  things: Map<string, StripeThing>
  events: Event[]
  /** What the key may read. */
  rights: Set<string>
  /** Most records of an answer. */
  page: number
  /** Makes or changes a record, which an event tells. */
  change(id: string, fields?: Record<string, unknown>): Event
  remove(id: string): void
}

const RIGHTS: Record<string, string> = {
  invoices: 'invoice',
  subscriptions: 'subscription',
  charges: 'charge',
  customers: 'customer',
}

/** Stripe’s API for one object and its events: lists with the newest first, events for thirty days. */
export async function startStripe(kind: string, key = 'rk_test_1'): Promise<Stripe> {
  let count = 0
  const answer = (question: Question): Reply => {
    const reply = answered(question)
    return typeof reply === 'string'
      ? reply
      : { ...reply, headers: { date: new Date(vendor.clock * 1000).toUTCString() } }
  }

  function answered({ path, query, headers }: Question): Reply {
    if (headers.authorization !== `Bearer ${key}`) return failure(401, 'api_key_expired')
    if (headers['stripe-version'] !== '2024-06-20') return failure(400, 'version')
    const [, , list = '', id] = path.split('/')
    const about = list === 'events' ? 'event' : RIGHTS[list]
    if (!about || !vendor.rights.has(about)) return failure(403, 'more_permissions_required')
    if (id) {
      const thing = vendor.things.get(id)
      return thing?.object === about ? { status: 200, body: thing } : failure(404, 'resource_missing')
    }
    if (about === 'event') return listed(heard(query.get('type') ?? '*'), query)
    const all = [...vendor.things.values()].filter(thing => thing.object === about && !thing.deleted).reverse()
    const isOpen = (thing: StripeThing) => query.get('status') === 'all' || thing.status !== 'canceled'
    return listed(about === 'subscription' ? all.filter(isOpen) : all, query)
  }

  function heard(pattern: string): Event[] {
    const isAsked = (type: string) => (pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern)
    return vendor.events
      .filter(({ created, hidden, type }) => created > vendor.clock - 30 * 86_400 && !hidden && isAsked(type))
      .reverse()
  }

  /** Records come sorted by when they were made, the newest first. */
  function listed(all: { id: string; created: number }[], query: URLSearchParams): Reply {
    const limit = Number(query.get('limit') ?? 10)
    if (limit > 100) return failure(400, 'limit')
    const after = query.get('starting_after')
    const sorted = all.toSorted((a, b) => b.created - a.created)
    const at = after ? sorted.findIndex(each => each.id === after) : -1
    if (after && at < 0) return failure(404, 'resource_missing')
    const [from, to] = [query.get('created[gte]') ?? 0, query.get('created[lte]') ?? Number.POSITIVE_INFINITY].map(
      Number,
    )
    const rest = sorted.slice(at + 1).filter(({ created }) => created >= from! && created <= to!)
    const data = rest.slice(0, Math.min(limit, vendor.page))
    return { status: 200, body: { object: 'list', data, has_more: data.length < rest.length } }
  }

  const prefix = kind === 'subscription' ? 'customer.subscription' : kind
  const vendor: Stripe = Object.assign(await startVendor(answer), {
    clock: Date.parse('2026-03-01T00:00:00Z') / 1000,
    things: new Map<string, StripeThing>(),
    events: [] as Event[],
    rights: new Set(['event', kind]),
    page: 100,
    change(id: string, fields: Record<string, unknown> = {}) {
      const old = vendor.things.get(id)
      const thing = { id, object: kind, created: vendor.clock, ...old, ...fields }
      vendor.things.set(id, thing)
      return tell(old ? 'updated' : 'created', thing)
    },
    remove(id: string) {
      const old = vendor.things.get(id)
      if (!old) return
      if (kind === 'customer') vendor.things.set(id, { id, object: kind, created: old.created, deleted: true })
      else vendor.things.delete(id)
      tell('deleted', old)
    },
  })

  function tell(what: string, thing: StripeThing): Event {
    const type = `${prefix}.${what}`
    const event: Event = {
      id: `evt_${++count}`,
      object: 'event',
      type,
      created: vendor.clock,
      data: { object: { ...thing } },
    }
    vendor.events.push(event)
    return event
  }
  return vendor
}

function failure(status: number, code: string): Reply {
  return { status, body: { error: { code, message: 'secret of the account', type: 'invalid_request_error' } } }
}
