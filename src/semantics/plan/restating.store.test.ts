import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asked, facts, questionOf, runs, ZONE } from '../../../test/semantics/arbitrary.ts'
import { answerOf, worldOf } from '../../../test/semantics/oracle.ts'
import { eachEvents } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { DEFAULT_RULES, type IdentityRules } from '../../core/identity-rules.ts'
import type { Events } from '../../store/events/events.ts'
import { answerAll } from './answer.ts'

/** People of `facts` who are put together or kept apart by hand between two readings. */
const ref = fc
  .constantFrom('user:u1', 'user:u2', 'user:u3', 'anonymous:a1', 'anonymous:a2')
  .map(text => ({ kind: text.split(':')[0] ?? '', value: text.split(':')[1] ?? '' }))
const pairs = fc.array(fc.tuple(ref, ref), { maxLength: 2 })
const rules: fc.Arbitrary<IdentityRules> = fc.record({
  ...Object.fromEntries(Object.entries(DEFAULT_RULES).map(([key, value]) => [key, fc.constant(value)])),
  together: pairs,
  apart: pairs,
}) as unknown as fc.Arbitrary<IdentityRules>

type Step = { batch: Fact[]; rules: IdentityRules | undefined; erased: string | undefined }

/** Facts in the order of their arrival, up to 150 days after they happened, with what is decided about people between them. */
const life = facts.chain(given =>
  fc.record({
    given: fc.constant(given),
    late: fc.array(fc.integer({ min: 0, max: 150 }), { minLength: given.length, maxLength: given.length }),
    decisions: fc.array(
      fc.record({
        rules: fc.option(rules, { nil: undefined, freq: 2 }),
        erased: fc.option(fc.constantFrom('u1', 'u2'), { nil: undefined, freq: 1 }),
      }),
      { minLength: 4, maxLength: 4 },
    ),
  }),
)

function stepsOf({ given, late, decisions }: typeof life extends fc.Arbitrary<infer T> ? T : never): Step[] {
  const arrival = (i: number): number => given[i]!.ts + (late[i] ?? 0) * 86_400_000
  const order = given.map((_, i) => i).sort((a, b) => arrival(a) - arrival(b))
  const size = Math.ceil(order.length / decisions.length)
  return decisions.map((decision, n) => ({
    ...decision,
    batch: order.slice(n * size, (n + 1) * size).map(i => given[i]!),
  }))
}

const textOf = (cells: { segment: (string | null)[]; period: { label: string }; value: number | null }[]): string[] =>
  cells.map(({ segment, period, value }) => JSON.stringify([segment, period.label, rounded(value)])).sort()

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(12)) + 0)

eachEvents((open, engine) => {
  it('numbers read again after late facts, merges, splits and erasures are those of a store that was filled at once', async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.array(asked, { minLength: 1, maxLength: 5 }), async (lived, list) => {
        const questions = list.map(questionOf)
        const grown = await open({ zone: ZONE })
        try {
          let kept: Fact[] = []
          let last = DEFAULT_RULES
          const barred = new Set<string>()
          for (const { batch, rules: decided, erased } of stepsOf(lived)) {
            await grown.append(batch)
            kept.push(...batch.filter(fact => !namesAny(fact, barred)))
            last = decided ?? last
            if (decided) await grown.identity.apply(decided)
            if (erased !== undefined) {
              const gone = await erase(grown, erased)
              for (const identifier of gone.identifiers) barred.add(identifier)
              last = await grown.identity.rules()
              kept = kept.flatMap(fact => (gone.facts.has(fact.id) ? remainder(fact) : [fact]))
            }
            const atOnce = await open({ zone: ZONE })
            await atOnce.identity.apply(last)
            await atOnce.append(kept)
            const [again, fresh] = [await answerAll(grown, questions), await answerAll(atOnce, questions)]
            expect(again.map(textOf)).toEqual(fresh.map(textOf))
            await atOnce.close()
            if (last.together.length + last.apart.length + barred.size === 0) {
              const world = worldOf(kept, ZONE)
              expect(again.map(textOf)).toEqual(questions.map(question => textOf(answerOf(question, world))))
            }
          }
        } finally {
          await grown.close()
        }
      }),
      runs(engine === 'duckdb' ? 10 : 4),
    )
  }, 600_000)
})

/** What is left of a fact about somebody erased: what it says about an account, which is no person. */
const remainder = ({ id, ts, source, account, accountTraits }: Fact): Fact[] =>
  account && Object.keys(account).length > 0
    ? [{ id, ts, source, props: {}, account, ...(accountTraits ? { accountTraits } : {}) }]
    : []

const namesAny = ({ user, anonymous }: Fact, barred: ReadonlySet<string>): boolean =>
  barred.has(`user:${user}`) || barred.has(`anonymous:${anonymous}`)

/** Erases somebody; the facts that name them are gone, and their identifiers are barred. */
async function erase(events: Events, user: string): Promise<{ identifiers: string[]; facts: Set<string> }> {
  const theirs = await events.query<{ person: number; named: string }>(
    "SELECT person, kind || ':' || value AS named FROM identifier WHERE person IN (SELECT person FROM identifier WHERE kind = 'user' AND value = $1)",
    [user],
  )
  const person = theirs[0]?.person
  if (person === undefined) return { identifiers: [], facts: new Set() }
  const facts = await events.query<{ id: string }>(
    'SELECT id FROM event WHERE person = $1 UNION SELECT id FROM trait WHERE person = $1',
    [person],
  )
  await events.erase([person])
  return { identifiers: theirs.map(each => each.named), facts: new Set(facts.map(each => each.id)) }
}
