import { expect, it } from 'vitest'
import { eachEvents } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { uuidOf } from '../hash.ts'
import type { Events } from './events.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 2, 1)

const fact = (name: string, rest: Partial<Fact> = {}): Fact => ({
  id: uuidOf(name, JSON.stringify(rest)),
  ts: START,
  source: 'test',
  props: {},
  ...rest,
})

const visit = (rest: Partial<Fact>): Fact => fact('visit', { name: 'visit', ...rest })

const persons = (events: Events) =>
  events.query<{ person: number; created: number; traits: Record<string, unknown> }>(
    'SELECT person, created, traits FROM person ORDER BY person',
    [],
    { json: true },
  )

const personOf = async (events: Events, kind: string, value: string): Promise<number> => {
  const found = await events.query<{ person: number }>('SELECT person FROM identifier WHERE kind = $1 AND value = $2', [
    kind,
    value,
  ])
  expect(found).toHaveLength(1)
  return found[0]!.person
}

const count = async (events: Events, table: string): Promise<number> =>
  (await events.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n

eachEvents(open => {
  it('keeps an event as it came, with its day in the zone', async () => {
    const events = await open({ zone: 'Asia/Tokyo' })
    const ts = Date.UTC(2026, 0, 31, 20)
    const given = visit({ ts, user: 'ada', props: { page: '/', seconds: 1.5, tags: ['a'], gone: null } })
    expect(await events.append([given])).toEqual(['stored'])
    const [row] = await events.query<Record<string, unknown>>('SELECT * FROM event', [], { json: true })
    expect(row).toEqual({
      person: 1,
      ts,
      id: given.id,
      visitor: 1,
      account: null,
      day: Date.UTC(2026, 1, 1) / DAY,
      source: 'test',
      name: 'visit',
      print: null,
      props: given.props,
    })
  })

  it('stores an id once, within a batch, across batches and when batches come at once', async () => {
    const events = await open()
    const a = visit({ user: 'a' })
    const b = visit({ user: 'b' })
    expect(await events.append([a, b, a])).toEqual(['stored', 'stored', 'duplicate'])
    const many = Array.from({ length: 10 }, () => events.append([a, visit({ user: 'c' })]))
    const verdicts = (await Promise.all(many)).flat()
    expect(verdicts.filter(verdict => verdict === 'stored')).toHaveLength(1)
    expect(await count(events, 'event')).toBe(3)
  })

  it('keeps the first fact of an id, and what a later one says changes nothing', async () => {
    const events = await open()
    const first = visit({ user: 'a', props: { price: 1 } })
    await events.append([first])
    const before = await events.watermark()
    const second = { ...first, props: { price: 2 }, email: 'a@x.io', traits: { plan: 'pro' } }
    expect(await events.append([second])).toEqual(['duplicate'])
    expect(await events.query(`SELECT ${events.dialect.number('props', 'price')} AS price FROM event`)).toEqual([
      { price: 1 },
    ])
    expect(await count(events, 'identifier')).toBe(1)
    expect(await events.watermark()).toBe(before)
  })

  it('recognises an id again whatever kind of fact it was, and in capitals', async () => {
    const events = await open()
    const facts = [
      visit({ user: 'a' }),
      fact('traits', { user: 'a', traits: { plan: 'free' } }),
      fact('account', { account: { id: '7' }, accountTraits: { size: 3 } }),
      fact('tie', { user: 'a', email: 'a@x.io' }),
    ]
    expect(await events.append(facts)).toEqual(facts.map(() => 'stored'))
    const shouted = facts.map(given => ({ ...given, id: given.id.toUpperCase() }))
    expect(await events.append(shouted)).toEqual(facts.map(() => 'duplicate'))
  })

  it('makes one person of user id, e-mail however written, and anonymous id', async () => {
    const events = await open()
    await events.append([
      visit({ anonymous: 'v1' }),
      visit({ anonymous: 'v1', email: ' Ada@Example.COM ' }),
      visit({ email: 'ada@example.com', user: 'u1' }),
      visit({ user: 'u1', props: { n: 2 } }),
    ])
    expect(await events.query('SELECT DISTINCT person FROM event')).toEqual([{ person: 1 }])
    expect(await personOf(events, 'email', 'ada@example.com')).toBe(1)
  })

  it('the same text as user id and as anonymous id is two people', async () => {
    const events = await open()
    await events.append([visit({ user: '7' }), visit({ anonymous: '7' })])
    expect(await events.query('SELECT count(DISTINCT person) AS n FROM event')).toEqual([{ n: 2 }])
  })

  it('merges into the older person, moves all that was the other’s, and remembers the visitor', async () => {
    const events = await open()
    await events.append([visit({ user: 'u1', traits: { plan: 'free' } })])
    await events.append([visit({ anonymous: 'v1', ts: START - DAY, traits: { ref: 'ad', plan: 'none' } })])
    expect(await personOf(events, 'anonymous', 'v1')).toBe(2)
    await events.append([fact('login', { user: 'u1', anonymous: 'v1' })])
    expect(await personOf(events, 'anonymous', 'v1')).toBe(1)
    expect(await events.query('SELECT person, visitor FROM event ORDER BY visitor')).toEqual([
      { person: 1, visitor: 1 },
      { person: 1, visitor: 2 },
    ])
    expect(await persons(events)).toEqual([{ person: 1, created: START - DAY, traits: { plan: 'free', ref: 'ad' } }])
    await events.append([visit({ user: 'new' })])
    expect(await personOf(events, 'user', 'new')).toBe(3)
  })

  it('joins a chain of people in one batch', async () => {
    const events = await open()
    await events.append(['a', 'b', 'c', 'd'].map(user => visit({ user })))
    await events.append([
      fact('1', { user: 'd', anonymous: 'x' }),
      fact('2', { user: 'c', anonymous: 'y' }),
      fact('3', { anonymous: 'x', email: 'e@x.io' }),
      fact('4', { anonymous: 'y', email: 'e@x.io' }),
    ])
    expect(await events.query('SELECT person FROM event ORDER BY person')).toEqual(
      [1, 2, 3, 3].map(person => ({ person })),
    )
    expect((await persons(events)).map(row => row.person)).toEqual([1, 2, 3])
  })

  it('makes one account of id and domain, and joins accounts as it joins people', async () => {
    const events = await open()
    await events.append([
      visit({ user: 'a', account: { domain: 'ACME.com' } }),
      visit({ user: 'b', account: { id: '1' } }),
      visit({ user: 'c', account: { id: '1', domain: ' acme.com' }, accountTraits: { size: 10 } }),
      visit({ user: 'd', account: { id: '2' }, accountTraits: { size: 5, city: 'Bonn' }, ts: START - 1 }),
    ])
    await events.append([fact('merge', { account: { id: '2', domain: 'acme.com' } })])
    expect(await events.query('SELECT DISTINCT account FROM event')).toEqual([{ account: 1 }])
    expect(await events.query('SELECT account, traits FROM account', [], { json: true })).toEqual([
      { account: 1, traits: { size: 10, city: 'Bonn' } },
    ])
  })

  it('an event of nobody is kept without a person', async () => {
    const events = await open()
    await events.append([fact('spend', { name: 'ad_spend', props: { cost: 12.5 } })])
    expect(await events.query('SELECT person, account, name FROM event')).toEqual([
      { person: null, account: null, name: 'ad_spend' },
    ])
    expect(await events.counts()).toMatchObject({ events: 1, persons: 0, accounts: 0 })
  })

  it('a trait has the value said last in time, not the one that came last', async () => {
    const events = await open()
    const say = (day: number, traits: Fact['traits']) =>
      fact(`say ${day}`, { user: 'a', ts: START + day * DAY, traits })
    await events.append([say(5, { plan: 'pro', city: 'Bonn' })])
    await events.append([say(3, { plan: 'free', size: 1 }), say(7, { city: 'Köln' })])
    await events.append([say(6, { plan: 'max', size: null }), say(4, { plan: 'trial' })])
    expect(await persons(events)).toEqual([
      { person: 1, created: START + 3 * DAY, traits: { plan: 'max', city: 'Köln', size: null } },
    ])
  })

  it('of values said at the same instant the one with the greater id stands', async () => {
    const events = await open()
    const [low, high] = ['00000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001']
    await events.append([fact('x', { id: high, user: 'a', traits: { plan: 'high' } })])
    await events.append([fact('x', { id: low, user: 'a', traits: { plan: 'low' } })])
    expect((await persons(events))[0]!.traits).toEqual({ plan: 'high' })
  })

  it('refuses a batch with an unstorable fact, says which and why, and stores none of it', async () => {
    const events = await open()
    const bad = [
      visit({ id: 'no-uuid', user: 'a' }),
      visit({ ts: 1.5, user: 'a' }),
      visit({ ts: Date.UTC(20260, 0, 1), user: 'a' }),
      fact('nothing', { name: ' \0', email: ' ' }),
    ]
    const refusal = await events.append([visit({ user: 'good' }), ...bad]).catch(error => error)
    expect(refusal).toMatchObject({ code: 'invalid' })
    expect(refusal.details.problems.map((problem: { path: unknown }) => problem.path)).toEqual([
      [1, 'id'],
      [2, 'ts'],
      [3, 'ts'],
      [4, 'name'],
    ])
    expect(await events.counts()).toMatchObject({ events: 0, persons: 0 })
  })
})
