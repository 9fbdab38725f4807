import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eachEvents } from '../../../test/stores.ts'
import type { Window } from '../plan/step.ts'
import { placedIn } from './period.ts'
import type { Source } from './source.ts'

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 90 })

/** Windows of these lengths, one after the other. */
const following = lengths.map(each => {
  const ends = each.map((_, i) => each.slice(0, i + 1).reduce((sum, length) => sum + length, 20_000))
  return ends.map((closes, i): Window => ({ opens: closes - each[i]!, closes }))
})

const overlapping = fc
  .tuple(following, fc.integer({ min: 1, max: 60 }))
  .map(([windows, back]) => windows.map(({ closes }): Window => ({ opens: closes - back, closes })))

/** Days, or the instants at which they begin in UTC, as rows of `e`. */
const sources = [
  { byDay: true, scale: 1, cast: 'INTEGER' },
  { byDay: false, scale: 86_400_000, cast: 'BIGINT' },
]

eachEvents(open => {
  it.each([
    ['windows that follow each other', following],
    ['windows that overlap', overlapping],
  ])('%s hold the days that lie in them, and no other', async (_, some) => {
    const events = await open()
    await fc.assert(
      fc.asyncProperty(some, fc.constantFrom(...sources), async (windows, { byDay, scale, cast }) => {
        const source = { byDay, place: 'e.place' } as Source
        const { period, join = '', span } = placedIn(windows, source, 'UTC')
        const [from, to] = [19_900, windows.at(-1)!.closes + 50]
        const rows = await events.query<{ place: number; period: number }>(
          `SELECT e.place, ${period} AS period
           FROM (SELECT CAST(d.day AS ${cast}) * ${scale} AS place FROM generate_series(${from}, ${to}) AS d (day)) AS e
           ${join} WHERE ${span}`,
        )
        const found = rows.map(row => `${row.place / scale} in ${row.period}`)
        const expected = windows.flatMap(({ opens, closes }, i) =>
          Array.from({ length: closes - opens }, (_, day) => `${opens + day} in ${i}`),
        )
        expect(found.sort()).toEqual(expected.sort())
      }),
      { numRuns: 25 },
    )
  })
})
