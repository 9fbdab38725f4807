import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAYS_SHOWN, type OnDay, type Sum, volumeOf, weeksOf } from './volume.ts'

const sumOf = (rows: OnDay[]): Sum[] =>
  rows.map(({ day, events }) => ({ events, begin: day, first: day * 86_400_000, last: day * 86_400_000 + 1 }))

const volume = (rows: OnDay[]) => volumeOf(sumOf(rows), rows, { end: END, now: NOW })

const END = 20_000
const NOW = END * 86_400_000

describe('how much came', () => {
  it('is told by day, on average since it began, and with where it goes', () => {
    const growing = Array.from({ length: 56 }, (_, i) => ({ day: END - 56 + i, events: 1 + i }))
    const grown = volume(growing)
    expect(grown.days.slice(0, 35)).toEqual(Array(35).fill(0))
    expect(grown).toMatchObject({ events: 1596, perDay: 28.5, trend: 'up', from: '2024-07-05' })
    expect(volume([])).toMatchObject({ events: 0, first: null, last: null, perDay: 0, trend: 'flat' })
  })

  it('is no growth because it began in these weeks', () => {
    const level = Array.from({ length: 35 }, (_, i) => ({ day: END - 35 + i, events: 10 }))
    expect(volume(level)).toMatchObject({ trend: 'flat', perDay: 10 })
  })

  it('loses no event of these days, and counts those before and after', () => {
    const rows = fc.array(fc.record({ day: fc.integer({ min: END - 200, max: END + 3 }), events: fc.nat(50) }))
    fc.assert(
      fc.property(rows, each => {
        const known = volume(each)
        const within = each.filter(({ day }) => day >= END - DAYS_SHOWN && day < END)
        expect(known.days.reduce((a, b) => a + b, 0)).toBe(within.reduce((sum, { events }) => sum + events, 0))
        expect(weeksOf(known.days).reduce((a, b) => a + b, 0)).toBe(known.days.reduce((a, b) => a + b, 0))
        expect(known.events).toBe(each.reduce((sum, { events }) => sum + events, 0))
        if (known.last) expect(Date.parse(known.last)).toBeLessThanOrEqual(NOW)
      }),
    )
  })
})
