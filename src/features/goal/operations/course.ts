import { z } from 'zod'
import { addDays, dayNumber, type PlainDate } from '../../../core/calendar.ts'
import { Name } from '../../../core/name.ts'
import { PlainDate as Day } from '../../../core/plain-date.ts'
import { Share } from '../../../core/share.ts'
import { operation } from '../../operation.ts'
import { measureGoals } from './measure.ts'

const At = z.object({
  day: Day.describe('First day of which nothing counts yet'),
  progress: z.number().nullable(),
  expected: Share.describe('How much should have been done by then'),
  confidence: Share.nullable(),
  results: z
    .array(z.object({ current: z.number().nullable(), progress: z.number().nullable() }))
    .describe('Its key results, in their order'),
})

const Course = z.object({
  goal: z.string(),
  results: z.array(z.object({ name: z.string(), unit: z.string() })),
  days: z.array(At).describe('From the start of the cycle to the end of what is known, the last as it stands'),
})

export const courseOfGoal = operation({
  name: 'goal.course',
  does: 'Show how a goal came to where it is: progress, what was expected and how sure people were, over its cycle.',
  needs: 'goal:read',
  shared: true,
  input: z.object({ name: Name.describe('Name of the goal') }),
  output: Course,
  async run(ctx, { name }) {
    const [now] = await measureGoals(ctx, { names: [name] })
    if (!now) return { goal: name, results: [], days: [] }
    const { start, end } = now.cycle
    const last = now.receipt.asOf < end ? now.receipt.asOf : end
    const days = daysBetween(start, last)
    const before = await Promise.all(days.slice(0, -1).map(at => measureGoals(ctx, { names: [name], at })))
    const readings = days.length > 0 ? [...before, [now]] : []
    return {
      goal: name,
      results: now.results.map(result => ({ name: result.name, unit: result.unit })),
      days: readings.flatMap(([reading], index) => {
        if (!reading) return []
        const { progress, expected, confidence, results } = reading
        const each = results.map(result => ({ current: result.current, progress: result.progress }))
        return [{ day: days[index] ?? last, progress, expected, confidence, results: each }]
      }),
    }
  },
})

const MOST_DAYS = 14

/** Days with a week between them, or more where that would be too many; the last of them always. */
export function daysBetween(start: PlainDate, last: PlainDate): PlainDate[] {
  const length = dayNumber(last) - dayNumber(start)
  if (length < 1) return []
  const step = 7 * Math.max(1, Math.ceil(length / 7 / (MOST_DAYS - 1)))
  const before = Array.from({ length: Math.ceil(length / step) }, (_, i) => addDays(last, -i * step))
  return before.filter(day => day > start).toReversed()
}
