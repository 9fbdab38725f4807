import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAYS_SHOWN, type DayRow, volumeOf, weeksOf } from './volume.ts'

const row = (day: number, events: number): DayRow => ({
  source: 'a',
  name: 'b',
  day,
  events,
  first: day * 86_400_000,
  last: day * 86_400_000 + 1,
})

const END = 20_000
const NOW = END * 86_400_000

describe('how much came', () => {
  it('is told by day, on average since it began, and with where it goes', () => {
    const growing = Array.from({ length: 56 }, (_, i) => row(END - 56 + i, 1 + i))
    const volume = volumeOf(growing, END, NOW)
    expect(volume.days.slice(0, 35)).toEqual(Array(35).fill(0))
    expect(volume).toMatchObject({ events: 1596, perDay: 28.5, trend: 'up', from: '2024-07-05' })
    expect(volumeOf([], END, NOW)).toMatchObject({ events: 0, first: null, last: null, perDay: 0, trend: 'flat' })
  })

  it('is no growth because it began in these weeks', () => {
    const level = Array.from({ length: 35 }, (_, i) => row(END - 35 + i, 10))
    expect(volumeOf(level, END, NOW)).toMatchObject({ trend: 'flat', perDay: 10 })
  })

  it('loses no event of these days, and counts those before and after', () => {
    const rows = fc.array(fc.record({ day: fc.integer({ min: END - 200, max: END + 3 }), events: fc.nat(50) }))
    fc.assert(
      fc.property(rows, each => {
        const volume = volumeOf(
          each.map(({ day, events }) => row(day, events)),
          END,
          NOW,
        )
        const within = each.filter(({ day }) => day >= END - DAYS_SHOWN && day < END)
        expect(volume.days.reduce((a, b) => a + b, 0)).toBe(within.reduce((sum, { events }) => sum + events, 0))
        expect(weeksOf(volume.days).reduce((a, b) => a + b, 0)).toBe(volume.days.reduce((a, b) => a + b, 0))
        expect(volume.events).toBe(each.reduce((sum, { events }) => sum + events, 0))
        if (volume.last) expect(Date.parse(volume.last)).toBeLessThanOrEqual(NOW)
      }),
    )
  })
})
