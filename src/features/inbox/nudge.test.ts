import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Owed } from './inbox.ts'
import { MOST_A_WEEK, nudgesOf, type Told } from './nudge.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 2, 10)

const owed = (id: string, what: Owed['what'] = 'signature'): Owed => ({
  id,
  what,
  object: 'metric/mqls',
  title: 'MQLs',
  team: 'sales',
  says: id,
  since: null,
})

const things = fc.uniqueArray(
  fc.record({
    id: fc.string(),
    what: fc.constantFrom('signature', 'objection', 'check-in', 'mention', 'drift', 'connection', 'feed'),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
)

describe('nudges', () => {
  it('tell of a thing once', () => {
    const told: Told[] = [{ id: 'a', atMs: NOW - 30 * DAY }]
    expect(nudgesOf([owed('a'), owed('b')], told, NOW).now.map(({ id }) => id)).toEqual(['b'])
  })

  it('tell first of what holds others up', () => {
    const all = [owed('d', 'drift'), owed('c', 'check-in'), owed('s'), owed('o', 'objection')]
    expect(nudgesOf(all, [], NOW).now.map(({ id }) => id)).toEqual(['o', 's', 'c', 'd'])
  })

  it('are five in a week, and the rest goes to the digest', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(id => owed(id))
    expect(nudgesOf(all, [], NOW).later.map(({ id }) => id)).toEqual(['f', 'g'])
    const told = ['x', 'y', 'z'].map(id => ({ id, atMs: NOW - 6 * DAY }))
    expect(nudgesOf(all, told, NOW).now).toHaveLength(2)
    expect(nudgesOf(all, told, NOW + DAY).now).toHaveLength(5)
  })

  it('are never more than five in any seven days, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 * DAY }), things), { maxLength: 12 }), visits => {
        const told: Told[] = []
        let now = NOW
        for (const [later, all] of visits) {
          now += later
          const { now: fresh } = nudgesOf(
            all.map(({ id, what }) => owed(id, what as Owed['what'])),
            told,
            now,
          )
          for (const { id } of fresh) told.push({ id, atMs: now })
          expect(told.filter(({ atMs }) => atMs > now - 7 * DAY).length).toBeLessThanOrEqual(MOST_A_WEEK)
        }
        expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
      }),
    )
  })
})
