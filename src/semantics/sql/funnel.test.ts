import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dimension, facts, relation, runs, ZONE } from '../../../test/semantics/arbitrary.ts'
import { type Known, rowsOf, segmentOf, worldOf } from '../../../test/semantics/oracle.ts'
import { eachEvents } from '../../../test/stores.ts'
import type { ProductError } from '../../core/error.ts'
import { postgres } from '../../store/events/dialect.ts'
import { type Tracks, tracksOf } from './funnel.ts'

const tracks: fc.Arbitrary<Tracks> = fc.record(
  {
    steps: fc.array(relation, { minLength: 1, maxLength: 4 }),
    by: fc.array(dimension, { maxLength: 2 }),
    span: fc.constantFrom({ since: Date.UTC(2026, 2, 20) }, { until: Date.UTC(2026, 2, 29) }),
    others: fc.boolean(),
  },
  { requiredKeys: ['steps'] },
)

/** Every person's segment and packed steps, by brute force. */
function tracksIn({ steps, by = [], span = {}, others = false }: Tracks, world: ReturnType<typeof worldOf>): string[] {
  const inSpan = ({ ts }: Known) => ts >= (span.since ?? -Infinity) && ts < (span.until ?? Infinity)
  const rows = steps.map(step => rowsOf(step, world).filter(row => inSpan(row.fact)))
  const scale = 2 ** steps.length
  const people = [...new Set(world.facts.flatMap(fact => fact.person ?? []))]
  return people.flatMap(person => {
    const own = rows.map(each => each.filter(row => row.fact.person === person))
    const events = world.facts.filter(fact => fact.name && fact.person === person && inSpan(fact))
    const codes = events.map(fact => ({
      ts: fact.ts,
      code: own.reduce((sum, of, i) => sum + (of.some(row => !row.entry && row.fact.id === fact.id) ? 2 ** i : 0), 0),
    }))
    const entries = own.flatMap((of, i) => of.filter(row => row.entry).map(row => ({ ts: row.fact.ts, code: 2 ** i })))
    const packed = [...codes.filter(({ code }) => others || code > 0), ...entries]
      .map(({ ts, code }) => ts * scale + code)
      .sort((a, b) => a - b)
    if (!packed.length) return []
    const first = own[0]![0]?.fact
    const known = world.facts.find(fact => fact.person === person)!
    const segment = by.map(each => {
      if ('trait' in each) return segmentOf(known, [each])[0]!
      return first ? segmentOf(first, [each])[0]! : null
    })
    return [JSON.stringify([segment, packed])]
  })
}

eachEvents(open => {
  it('lists for each person when which step happened', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(tracks, { minLength: 3, maxLength: 6 }), async (given, list) => {
        const events = await open({ zone: ZONE })
        try {
          await events.append(given)
          const world = worldOf(given, ZONE)
          for (const each of list) {
            const { text, params, bits } = tracksOf(each, events.dialect)
            expect(bits).toBe(each.steps.length)
            const found = await events.query<{ track: number[]; [segment: string]: unknown }>(text, params)
            const rows = found.map(row => JSON.stringify([(each.by ?? []).map((_, i) => row[`s${i + 1}`]), row.track]))
            expect(rows.sort()).toEqual(tracksIn(each, world).sort())
          }
        } finally {
          await events.close()
        }
      }),
      runs(25),
    )
  }, 600_000)
})

describe('tracksOf', () => {
  it('refuses more steps than fit beside an instant, and a step without events, all at once', () => {
    const steps = Array.from({ length: 11 }, () => ({ events: [] }))
    try {
      tracksOf({ steps }, postgres)
      expect.unreachable()
    } catch (error) {
      expect((error as ProductError).details.problems).toHaveLength(12)
    }
  })
})
