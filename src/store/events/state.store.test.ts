import fc from 'fast-check'
import { expect, it } from 'vitest'
import { naiveState, stateOf } from '../../../test/naive-events.ts'
import { eachEvents } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { uuidOf } from '../hash.ts'

const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 })

const traits = fc.option(fc.dictionary(fc.constantFrom('plan', 'city', 'size'), fc.constantFrom('a', 7, null, true)), {
  nil: undefined,
})

const anyFact: fc.Arbitrary<Fact> = fc
  .record({
    number: fc.nat(1000),
    ts: fc.integer({ min: 0, max: 6 }).map(day => Date.UTC(2026, 0, 1 + day)),
    name: maybe(['visit', 'signup']),
    source: fc.constantFrom('web', 'crm'),
    user: maybe(['u1', 'u2', 'u3', 'u4']),
    email: maybe(['a@x.io', ' A@X.io ', 'b@x.io', 'c@x.io']),
    anonymous: maybe(['v1', 'v2', 'v3', 'v4', 'v5']),
    account: maybe([{ id: '1' }, { domain: 'x.io' }, { domain: 'X.IO', id: '2' }, { domain: ' ' }]),
    props: fc.dictionary(fc.constantFrom('k', 'n'), fc.constantFrom('v', 1.5, null)),
    traits,
    accountTraits: traits,
  })
  .map(({ number, ...fact }) => ({ ...fact, id: uuidOf(String(number)) }))
  .filter(fact => Boolean(fact.name ?? fact.user ?? fact.email ?? fact.anonymous ?? fact.account?.id))

/** Facts, and batches in which they come: in any order, split anywhere, some of them again. */
const history = fc.uniqueArray(anyFact, { selector: fact => fact.id, maxLength: 30 }).chain(facts =>
  fc.record({
    facts: fc.constant(facts),
    batches: fc
      .tuple(
        fc.shuffledSubarray(facts, { minLength: facts.length }),
        fc.subarray(facts),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
      )
      .map(([order, again, sizes]) => split([...order, ...again], sizes)),
  }),
)

function split<T>(items: readonly T[], sizes: readonly number[]): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += parts.at(-1)!.length)
    parts.push(items.slice(start, start + sizes[parts.length % sizes.length]!))
  return parts
}

eachEvents((open, engine) => {
  it('however facts are ordered, split into batches and repeated, the same people, accounts and events come out', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ facts, batches }) => {
        const events = await open()
        let stored = 0
        for (const batch of batches)
          stored += (await events.append(batch)).filter(verdict => verdict === 'stored').length
        expect(stored).toBe(facts.length)
        expect(await stateOf(events)).toEqual(naiveState(facts))
        await events.close()
      }),
      { numRuns: engine === 'duckdb' ? 40 : 20 },
    )
  })

  it('batches appended at once give the same state', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ facts, batches }) => {
        const events = await open()
        const verdicts = (await Promise.all(batches.map(batch => events.append(batch)))).flat()
        expect(verdicts.filter(verdict => verdict === 'stored')).toHaveLength(facts.length)
        expect(await stateOf(events)).toEqual(naiveState(facts))
        await events.close()
      }),
      { numRuns: 10 },
    )
  })
})
