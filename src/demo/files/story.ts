import type { FaultId } from '../faults.ts'
import type { Plan } from '../plan.ts'
import { DAY, type Minute, WEEK } from '../weeks.ts'
import type { Weekly } from '../wobble.ts'

/** What the files are written from: what happened, and what would have happened without any fault, which is what people hoped for. */
export type Story = { plan: Plan; hoped: Plan; has(fault: FaultId): boolean }

/** A text with the lines that are left out taken away; `when` gives a text or nothing. */
export function when(holds: boolean, text: string, otherwise = ''): string {
  return holds ? text : otherwise
}

/** Documents of one file, each as it stands in the source without the empty lines around it. */
export function documents(...parts: readonly (string | false)[]): string {
  return `${parts
    .filter(part => part !== false)
    .map(part => part.replace(/^\n+|\s+$/g, '').replaceAll(/\n{2,}/g, '\n'))
    .join('\n---\n')}\n`
}

/** Two digits that say something, the others nought: 4,300. */
export function about(value: number): number {
  const unit = 10 ** Math.max(-6, Math.floor(Math.log10(Math.abs(value) || 1)) - 1)
  return Number((Math.round(value / unit) * unit).toPrecision(6))
}

/** What a level was in the spring of the last year, and so what a team could ask of itself since. */
export function usual(weekly: Weekly, digits = 0): number {
  const level = SPRING.reduce((sum, week) => sum + weekly[week]!, 0) / SPRING.length
  return digits === 0 ? about(level) : Number(level.toFixed(digits))
}

/** The same of what adds up, in a month. */
export function usualMonth(weekly: Weekly): number {
  return about((SPRING.reduce((sum, week) => sum + weekly[week]!, 0) / SPRING.length) * WEEKS_A_MONTH)
}

const SPRING = [62, 63, 64, 65, 66, 67]
const WEEKS_A_MONTH = 4.35

/** How much of something that adds up came in the days `[from, to)`. */
export function sumOf(weekly: Weekly, from: Minute, to: Minute): number {
  let sum = 0
  for (let week = Math.floor(from / WEEK); week * WEEK < to && week < weekly.length; week++) {
    // Work is done on five days of the week.
    const [first, last] = [Math.max(from, week * WEEK), Math.min(to, (week + 1) * WEEK)]
    const days = Math.min(5, (last - week * WEEK) / DAY) - Math.min(5, (first - week * WEEK) / DAY)
    sum += week >= 79 ? weekly[week]! : (weekly[week]! * days) / 5
  }
  return sum
}

/** The level of something in the days `[from, to)`, on average. */
export function levelOf(weekly: Weekly, from: Minute, to: Minute): number {
  const [first, last] = [Math.floor(from / WEEK), Math.floor((to - 1) / WEEK)]
  let sum = 0
  for (let week = first; week <= last; week++) sum += weekly[Math.min(week, weekly.length - 1)]!
  return sum / (last - first + 1)
}
