import { z } from 'zod'
import { Cadence } from '../../core/cadence.ts'
import { addDays, Calendar, PlainDate, periodNamed } from '../../core/calendar.ts'
import { Name, nameAmong } from '../../core/name.ts'
import type { Reference } from '../agreement/agreement.ts'
import type { Among } from '../kind.ts'

/**
 * A stretch of time in which goals are worked on, and the rhythm of looking at them. Cycles nest: a quarter lies in its year.
 */

/** When something is worked on: a period by its label, or days of its own. */
export const Stretch = z.union([
  z.string().min(1).meta({ description: 'A period by its label: 2026-Q1, 2026, 2026-03, FY2026-Q1' }),
  z.int().min(1900).max(2199).transform(String).meta({ description: 'A year' }),
  z.strictObject({ from: PlainDate.describe('First day'), to: PlainDate.describe('Day after the last') }),
])
export type Stretch = z.output<typeof Stretch>

export const Cycle = z.object({
  period: Stretch.describe('Its days: a label such as 2026-Q1, a year, or from and to'),
  parent: nameAmong('cycle').optional().describe('The longer cycle it lies in'),
  checkIn: Cadence.optional().describe('How often its goals are checked in; weekly on Mondays, when absent'),
  notDoing: z
    .array(z.string().min(1).max(500))
    .optional()
    .describe('What we have decided to leave, so that the rest fits'),
})
export type Cycle = z.output<typeof Cycle>

/** Half-open days with a label for people. */
export type Span = { label: string; start: PlainDate; end: PlainDate }

/** The days of a stretch; fails as `invalid` when there is no such period. */
export function spanOf(stretch: Stretch, calendar: Calendar): Span {
  if (typeof stretch !== 'string')
    return { label: `${stretch.from} to ${addDays(stretch.to, -1)}`, start: stretch.from, end: stretch.to }
  const { label, start, end } = periodNamed(stretch, calendar)
  return { label, start, end }
}

/** How the company declared beside it counts its years; absent where none is. */
export function calendarOf(among: Pick<Among, 'find' | 'names'>): Calendar | undefined {
  const [name] = among.names('company')
  const company = name === undefined ? undefined : among.find('company', name)?.spec
  const { zone, weekStart, fiscalStart, fiscalPattern } = (company ?? {}) as Record<string, unknown>
  return company ? Calendar.safeParse({ zone, weekStart, fiscalStart, fiscalPattern }).data : undefined
}

/** Whether a word can only be the name of a declared cycle: labels of periods begin with a digit or a capital letter. */
export function isCycleName(stretch: Stretch): stretch is string {
  return typeof stretch === 'string' && /^[a-z]/.test(stretch) && Name.safeParse(stretch).success
}

/** The cycle it lies in. */
export function refersTo({ parent }: Cycle): Reference[] {
  return parent === undefined ? [] : [{ kind: 'cycle', name: parent }]
}
