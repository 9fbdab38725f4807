import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { naiveState, stateOf } from '../../../test/naive-events.ts'
import { eachEvents } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { DEFAULT_RULES, type Identifier, type IdentityRules } from '../../core/identity-rules.ts'
import { uuidOf } from '../hash.ts'
import type { Events } from './events.ts'

const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 })

const anyFact: fc.Arbitrary<Fact> = fc
  .record({
    number: fc.nat(1000),
    ts: fc.integer({ min: 0, max: 6 }).map(day => Date.UTC(2026, 0, 1 + day)),
    name: maybe(['visit']),
    source: fc.constant('web'),
    user: maybe(['u1', 'u2', 'u3', 'u4']),
    email: maybe(['a@x.io', 'b@x.io', 'c@x.io']),
    phone: maybe(['+49 1', '+49-2']),
    anonymous: maybe(['v1', 'v2', 'v3', 'v4']),
    ids: maybe<Record<string, string>>([{ hubspot: '1' }, { hubspot: '2', salesforce: '1' }]),
    account: maybe([{ id: '1' }]),
    props: fc.constant({}),
    traits: fc.option(fc.dictionary(fc.constantFrom('plan', 'city'), fc.constantFrom('a', 7)), { nil: undefined }),
  })
  .map(({ number, ...fact }) => ({ ...fact, id: uuidOf(String(number)) }))
  .filter(fact => Boolean(fact.name ?? fact.user ?? fact.email ?? fact.phone ?? fact.anonymous ?? fact.ids))

const named = (text: string): Identifier => {
  const [kind = '', value = ''] = text.split(':')
  return { kind, value }
}
const identifier = fc
  .constantFrom('user:u1', 'user:u2', 'email:a@x.io', 'email:b@x.io', 'anonymous:v1', 'hubspot:1', 'phone:+491')
  .map(named)
const pairs = fc.array(fc.tuple(identifier, identifier), { maxLength: 2 })

const rules: fc.Arbitrary<IdentityRules> = fc.record({
  order: fc.shuffledSubarray(['user', 'ids', 'email', 'phone', 'anonymous']),
  limits: fc.dictionary(fc.constantFrom('user', 'email', 'anonymous', '*'), fc.integer({ min: 1, max: 3 })),
  crowd: fc.constantFrom(2, 4, 100, 100),
  blocked: fc.array(fc.oneof(identifier, fc.constant(named('email:*@x.io'))), { maxLength: 1 }),
  apart: pairs,
  together: fc.oneof(fc.constant([]), pairs),
})

/** Facts in batches, in any order, some of them again, and rules between them. */
const life = fc.uniqueArray(anyFact, { selector: fact => fact.id, maxLength: 25 }).chain(facts =>
  fc.record({
    facts: fc.constant(facts),
    steps: fc
      .tuple(
        fc.shuffledSubarray(facts, { minLength: facts.length }),
        fc.subarray(facts),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.option(rules, { nil: undefined, freq: 2 }), { minLength: 1, maxLength: 8 }),
      )
      .map(([order, again, sizes, rules]) => {
        const steps: { batch: Fact[]; rules: IdentityRules | undefined }[] = []
        const all = [...order, ...again]
        for (let start = 0; start < all.length; start += steps.at(-1)!.batch.length)
          steps.push({
            batch: all.slice(start, start + sizes[steps.length % sizes.length]!),
            rules: rules[steps.length],
          })
        return steps
      }),
  }),
)

const START = Date.UTC(2026, 2, 1)
const fact = (name: string, rest: Partial<Fact>): Fact => ({
  id: uuidOf(name, JSON.stringify(rest)),
  ts: START,
  source: 'test',
  props: {},
  ...rest,
})
const visit = (rest: Partial<Fact>): Fact => fact('visit', { name: 'visit', ...rest })

const everything = async (events: Events) => ({
  event: await events.query('SELECT * FROM event ORDER BY id'),
  trait: await events.query('SELECT * FROM trait ORDER BY id'),
  person: await events.query('SELECT person, created, traits FROM person ORDER BY person'),
  identifier: await events.query('SELECT kind, value, person, node FROM identifier ORDER BY node'),
  link: await events.query('SELECT * FROM link ORDER BY a, b'),
})

const personOf = async (events: Events, kind: string, value: string): Promise<number | undefined> => {
  const found = await events.query<{ person: number }>('SELECT person FROM identifier WHERE kind = $1 AND value = $2', [
    kind,
    value,
  ])
  return found[0]?.person
}

eachEvents((open, engine) => {
  it('whatever comes in whatever order, and whatever rules come between, the state is that of all facts under the last rules', async () => {
    await fc.assert(
      fc.asyncProperty(life, async ({ facts, steps }) => {
        const events = await open()
        let last = DEFAULT_RULES
        for (const { batch, rules } of steps) {
          await events.append(batch)
          if (!rules) continue
          last = rules
          const foreseen = await events.identity.preview(rules)
          const { acts, ...done } = await events.identity.apply(rules)
          expect({ ...foreseen, acts: foreseen.acts.length }).toEqual({ ...done, acts: acts.length })
        }
        expect(await stateOf(events)).toEqual(naiveState(facts, last))
        expect(await events.query('SELECT person FROM identifier GROUP BY person HAVING min(node) <> person')).toEqual(
          [],
        )
        await events.close()
      }),
      { numRuns: engine === 'duckdb' ? 50 : 20 },
    )
  })

  it('the same facts give the same people in the same state, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(life, rules, async ({ facts, steps }, rules) => {
        const events = await open()
        await events.identity.apply(rules)
        for (const { batch } of steps) await events.append(batch)
        expect(await stateOf(events)).toEqual(naiveState(facts, rules))
        if (rules.together.length) await events.identity.apply({ ...rules, together: [] })
        if (rules.together.length) expect(await stateOf(events)).toEqual(naiveState(facts, { ...rules, together: [] }))
        await events.identity.apply(rules)
        const held = await events.query('SELECT a, b, held FROM link ORDER BY a, b')
        const { moved, acts } = await events.identity.apply(rules)
        expect({ moved, acts }).toEqual({ moved: 0, acts: [] })
        expect(await events.query('SELECT a, b, held FROM link ORDER BY a, b')).toEqual(held)
        await events.close()
      }),
      { numRuns: engine === 'duckdb' ? 40 : 15 },
    )
  })

  describe('rules', () => {
    it('are the default ones until others are kept, and kept after', async () => {
      const events = await open()
      expect(await events.identity.rules()).toEqual(DEFAULT_RULES)
      const rules = { ...DEFAULT_RULES, blocked: [{ kind: 'email', value: ' Info@X.io' }] }
      await events.identity.apply(rules)
      expect(await events.identity.rules()).toEqual({ ...rules, blocked: [{ kind: 'email', value: 'info@x.io' }] })
    })

    it('a preview writes nothing', async () => {
      const events = await open()
      await events.append([visit({ user: 'a', anonymous: 'v' }), visit({ user: 'b', anonymous: 'v' })])
      const before = await everything(events)
      const foreseen = await events.identity.preview({ ...DEFAULT_RULES, limits: { user: 1 } })
      expect(foreseen).toMatchObject({ before: 1, after: 2, moved: 1, held: { 'limit user': 1 } })
      expect(await everything(events)).toEqual(before)
      expect(await events.identity.rules()).toEqual(DEFAULT_RULES)
    })

    it('a split takes every event, saying and account with it, and undoing it puts everything back', async () => {
      const events = await open()
      await events.append([
        visit({ user: 'a', traits: { plan: 'free' }, account: { id: '1' } }),
        visit({ anonymous: 'v', ts: START - 9, traits: { ref: 'ad' }, account: { id: '2' } }),
        visit({ anonymous: 'v', user: 'b', ts: START + 1 }),
      ])
      await events.append([fact('login', { user: 'a', anonymous: 'v', ts: START + 2 })])
      const before = await everything(events)
      const person = await personOf(events, 'user', 'a')
      expect(await personOf(events, 'user', 'b')).toBe(person)
      const apart: IdentityRules['apart'] = [[named('user:a'), named('user:b')]]
      await events.identity.apply({ ...DEFAULT_RULES, apart })
      const other = await personOf(events, 'user', 'b')
      expect(other).not.toBe(person)
      expect(await personOf(events, 'anonymous', 'v')).toBe(other)
      expect(await events.query('SELECT person, account FROM event ORDER BY ts')).toEqual([
        { person: other, account: 2 },
        { person, account: 1 },
        { person: other, account: null },
      ])
      expect(
        await events.query('SELECT person, created, traits FROM person ORDER BY created', [], { json: true }),
      ).toEqual([
        { person: other, created: START - 9, traits: { ref: 'ad' } },
        { person, created: START, traits: { plan: 'free' } },
      ])
      await events.identity.apply(DEFAULT_RULES)
      expect(await everything(events)).toEqual(before)
      expect(await events.identity.history({ limit: 9 })).toEqual([
        expect.objectContaining({ act: 'merge', person, other, fact: null }),
        expect.objectContaining({ act: 'split', person, other, fact: null }),
        expect.objectContaining({ act: 'merge', person, fact: expect.any(String) }),
      ])
    })

    it('a merge by hand puts two people together, and undoing it takes them apart as they were', async () => {
      const events = await open()
      await events.append([
        visit({ user: 'a', traits: { plan: 'free' } }),
        visit({ user: 'b', email: 'b@x.io', ts: START - 1, traits: { plan: 'pro' } }),
      ])
      const before = await everything(events)
      await events.identity.apply({ ...DEFAULT_RULES, together: [[named('email:B@x.io'), named('user:a')]] })
      expect(await events.query('SELECT DISTINCT person FROM event')).toEqual([{ person: 1 }])
      await events.append([visit({ email: 'b@x.io', ts: START + 5 })])
      expect(await events.query('SELECT DISTINCT person FROM event')).toEqual([{ person: 1 }])
      await events.identity.apply(DEFAULT_RULES)
      const after = await everything(events)
      expect({ ...after, event: after.event.length }).toEqual({ ...before, event: before.event.length + 1 })
    })

    it('what a rule names may come later', async () => {
      const events = await open()
      await events.identity.apply({
        ...DEFAULT_RULES,
        together: [[named('user:a'), named('user:b')]],
        apart: [[named('user:a'), named('user:c')]],
      })
      await events.append([visit({ user: 'a' })])
      await events.append([visit({ user: 'b' })])
      await events.append([visit({ user: 'c', anonymous: 'v' }), visit({ user: 'b', anonymous: 'v' })])
      expect(await personOf(events, 'user', 'b')).toBe(await personOf(events, 'user', 'a'))
      expect(await personOf(events, 'user', 'c')).not.toBe(await personOf(events, 'user', 'a'))
    })
  })

  it('an identifier that is met with more others than a crowd falls out of every profile', async () => {
    const events = await open()
    await events.identity.apply({ ...DEFAULT_RULES, crowd: 3 })
    for (const user of ['a', 'b', 'c']) await events.append([visit({ user, anonymous: 'kiosk' })])
    expect(await events.query('SELECT count(*) AS n FROM person')).toEqual([{ n: 1 }])
    await events.append([visit({ user: 'd', anonymous: 'kiosk' })])
    expect(await events.query('SELECT count(*) AS n FROM person')).toEqual([{ n: 5 }])
    expect(await events.query('SELECT DISTINCT held FROM link')).toEqual([{ held: 'crowded' }])
    await events.append([visit({ user: 'e', anonymous: 'kiosk' })])
    expect(await events.query('SELECT count(*) AS n FROM person')).toEqual([{ n: 6 }])
  })

  it('when somebody is erased, what their links held back is given to others, and no rule names them', async () => {
    const events = await open()
    const apart: IdentityRules['apart'] = [[named('user:a'), named('user:c')]]
    await events.identity.apply({ ...DEFAULT_RULES, limits: { user: 1 }, apart })
    await events.append([
      visit({ user: 'a', anonymous: 'v', email: 'a@x.io' }),
      visit({ user: 'b', anonymous: 'w', ts: START + 1 }),
      fact('tie', { anonymous: 'v', email: 'a@x.io', phone: '1', ts: START + 2 }),
      visit({ user: 'b', phone: '1', ts: START + 3 }),
      visit({ user: 'b', anonymous: 'v', ts: START + 4 }),
    ])
    await events.erase([(await personOf(events, 'user', 'a'))!])
    expect(await events.query(`SELECT DISTINCT held FROM link`)).toEqual([{ held: null }])
    expect(await events.query('SELECT kind, value FROM identifier ORDER BY node')).toEqual([
      { kind: 'user', value: 'b' },
      { kind: 'anonymous', value: 'w' },
    ])
    expect((await events.identity.rules()).apart).toEqual([])
  })

  it('shows a profile: what ties it, what was held back and why', async () => {
    const events = await open()
    await events.identity.apply({ ...DEFAULT_RULES, limits: { user: 1 } })
    const facts = [
      visit({ user: 'a', email: 'a@x.io' }),
      visit({ user: 'a', anonymous: 'v', ts: START + 1 }),
      visit({ user: 'b', anonymous: 'v', ts: START + 2 }),
    ]
    await events.append(facts)
    expect(await events.identity.profile(1)).toEqual({
      person: 1,
      identifiers: [
        { node: 1, kind: 'user', value: 'a', seen: START },
        { node: 2, kind: 'email', value: 'a@x.io', seen: START },
        { node: 3, kind: 'anonymous', value: 'v', seen: START + 1 },
      ],
      links: [
        { a: 1, b: 2, ts: START, id: facts[0]!.id },
        { a: 1, b: 3, ts: START + 1, id: facts[1]!.id },
      ],
      held: [
        {
          node: 3,
          other: { node: 4, kind: 'user', value: 'b', person: 4, seen: START + 2 },
          ts: START + 2,
          id: facts[2]!.id,
          held: 'limit user',
        },
      ],
    })
    expect(await events.identity.profile(99)).toBeUndefined()
  })
})
