import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, stage, team } from '../../../test/declare.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { stageEntries } from '../../semantics/sql/stage.ts'
import { uuidOf } from '../../store/hash.ts'
import type { Context } from '../context.ts'
import { stageRule } from '../stage/stage.ts'
import { listMembers } from './operations/listing.ts'
import { showCustomer } from './operations/showing.ts'
import { stagesReached } from './operations/stages.ts'
import { timelineOfCustomer } from './operations/timeline.ts'

const some = <T>(of: readonly T[]) => fc.constantFrom(...of)

const happening = fc.record({
  user: fc.option(some(['u1', 'u2', 'u3', 'u4']), { nil: undefined }),
  email: fc.option(some(['a@acme.com', 'b@bolt.io', 'c@gmail.com']), { nil: undefined }),
  account: fc.option(some([{ id: '1' }, { domain: 'acme.com' }, { id: '1', domain: 'bolt.io' }, { id: '2' }]), {
    nil: undefined,
  }),
  name: fc.option(some(['visit', 'call', 'deal']), { nil: undefined }),
  traits: fc.option(some([{ plan: 'pro' }, { plan: 'free' }, { score: 7 }, { plan: null, score: 3 }]), {
    nil: undefined,
  }),
  props: some<Record<string, string | number>>([{}, { n: 1 }, { n: 5 }, { page: 'x' }]),
  ts: fc.integer({ min: 0, max: 12 }),
})

const RULES = {
  seen: 'visit',
  busy: { event: ['visit', 'call'], times: 2, within: '3 days' },
  paying: { all: [{ event: 'deal', where: { n: { gte: 2 } } }, { trait: { plan: 'pro' } }] },
  warm: { any: [{ stage: 'busy' }, { trait: { score: { gte: 5 }, plan: { ne: 'free' } } }] },
} as const

const DAY = 86_400_000

const factsOf = (happenings: readonly (typeof happening extends fc.Arbitrary<infer T> ? T : never)[]): Fact[] =>
  happenings.flatMap(({ ts, ...each }, i) => {
    const said = Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined))
    if (Object.keys(said).length === 1) return []
    if (!each.name && !each.user && !each.email && !each.account) return []
    return [{ id: uuidOf(String(i)), ts: Date.UTC(2026, 0, 1) + ts * DAY, source: 'web', ...said } as Fact]
  })

async function allOf(ctx: Context, id: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await timelineOfCustomer(ctx, { id, limit: 3, ...(cursor ? { cursor } : {}) })
    ids.push(...page.items.filter(({ event }) => event !== null).map(each => each.id))
    cursor = page.next ?? undefined
  } while (cursor)
  return ids
}

eachStore((open, engine) => {
  it('an account’s timeline is what names it and the timelines of its people, and these are those who belong to it', {
    timeout: 120_000,
  }, async () => {
    const runs = engine === 'embedded' ? 12 : 5
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 14 }), async happenings => {
        const stores = await open(migrations)
        const { ctx } = await buildWorld(stores)
        await stores.events.append(factsOf(happenings))
        const persons = await stores.events.query<{ person: number }>('SELECT person FROM person ORDER BY person')
        const accounts = await stores.events.query<{ account: number }>('SELECT account FROM account')
        const belongs = new Map<string, string[]>()
        for (const { person } of persons)
          for (const { id } of (await showCustomer(ctx, { id: `p${person}` })).accounts)
            belongs.set(id, [...(belongs.get(id) ?? []), `p${person}`])
        for (const { account } of accounts) {
          const id = `a${account}`
          const people = (await listMembers(ctx, { id })).items.map(each => each.id)
          expect(people).toEqual(belongs.get(id) ?? [])
          const naming = await stores.events.query<{ id: string }>(
            'SELECT CAST(id AS TEXT) AS id FROM event WHERE account = $1',
            [account],
          )
          const theirs = new Set(naming.map(each => each.id))
          for (const person of people) for (const each of await allOf(ctx, person)) theirs.add(each)
          const own = await allOf(ctx, id)
          expect(own.toSorted()).toEqual([...theirs].toSorted())
        }
      }),
      { numRuns: runs },
    )
  })

  it('a person’s stages are those that the list of everybody’s entries says', { timeout: 120_000 }, async () => {
    const runs = engine === 'embedded' ? 20 : 6
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 20 }), async happenings => {
        const stores = await open(migrations)
        const { ctx } = await buildWorld(stores)
        await declare(ctx, [team('marketing'), ...Object.entries(RULES).map(([name, rule], i) => stage(name, i, rule))])
        await stores.events.append(factsOf(happenings))
        const persons = await stores.events.query<{ person: number }>('SELECT person FROM person ORDER BY person')
        const found = await stagesReached(
          ctx,
          persons.map(({ person }) => person),
        )
        const listed: string[] = []
        for (const [name, rule] of Object.entries(RULES)) {
          const find = (other: string) => ({ enters: RULES[other as keyof typeof RULES] }) as never
          const { text, params } = stageEntries(stageRule(rule as never, find), {}, stores.events.dialect)
          const rows = await stores.events.query<{ person: number; ts: number }>(text, params)
          listed.push(...rows.map(({ person, ts }) => `${person} ${name} ${ts}`))
        }
        expect(found.map(({ person, stage: { name }, ts }) => `${person} ${name} ${ts}`).toSorted()).toEqual(
          listed.toSorted(),
        )
      }),
      { numRuns: runs },
    )
  })
})
