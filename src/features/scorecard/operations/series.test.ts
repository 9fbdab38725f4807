import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Calendar, dateOfDay, type Grain, nextPeriod, type Period, periodOf } from '../../../core/calendar.ts'
import { periodsIn } from './series.ts'

const calendar: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constant('UTC'),
  weekStart: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
  fiscalStart: fc.integer({ min: 1, max: 12 }),
  fiscalPattern: fc.constantFrom('months', '4-4-5', '4-5-4', '5-4-4'),
}) as fc.Arbitrary<Calendar>

const day = fc.integer({ min: 10_957, max: 25_000 }).map(dateOfDay)
const whole = fc.constantFrom<Grain>('month', 'quarter', 'year', 'fiscal-month', 'fiscal-quarter', 'fiscal-year')

it('periods in one whole after the other follow each other without gap or overlap, and end within theirs', () => {
  fc.assert(
    fc.property(calendar, day, whole, fc.constantFrom<Grain>('day', 'week', 'month'), (calendar, day, grain, part) => {
      const first = periodOf(day, grain, calendar)
      const wholes = [first, nextPeriod(first, calendar), nextPeriod(nextPeriod(first, calendar), calendar)]
      const parts = wholes.map(each => periodsIn(each, part, calendar))
      for (const [i, within] of wholes.entries())
        for (const { end } of parts[i] as Period[]) expect(end > within.start && end <= within.end).toBe(true)
      const all = parts.flat()
      for (const [i, period] of all.slice(1).entries()) expect(period.start).toBe((all[i] as Period).end)
    }),
  )
})
