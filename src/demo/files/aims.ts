import type { Plan } from '../plan.ts'
import { DAY, type Minute, startOf } from '../weeks.ts'
import type { Weekly } from '../wobble.ts'
import { levelOf, type Story, sumOf } from './story.ts'

/** Where key results start, where people wanted to get, and how far they were on a day. */
export type Aim = { from: number; to: number; on(day: Minute): { progress: number; expected: number } }

export const QUARTER = { before: startOf('2026-04-01'), start: startOf('2026-07-01'), end: startOf('2026-10-01') }
const YEAR = { start: startOf('2026-01-01'), end: startOf('2027-01-01') }
/** October to Christmas, from which the year was planned. */
const AUTUMN = { start: startOf('2025-10-01'), end: startOf('2025-12-17') }
const KNOWN = startOf('2026-09-01')

type Series = (plan: Plan) => Weekly

/** A number that adds up, over the quarter. */
export function sumAim({ plan, hoped }: Story, series: Series): Aim {
  const before = (of: Plan) => sumOf(series(of), QUARTER.before, QUARTER.start)
  return added(series(plan), series(hoped), { ...QUARTER, base: before(plan), hopedBase: before(hoped) })
}

/** A number that adds up, over the year. */
export function yearAim({ plan, hoped }: Story, series: Series): Aim {
  const whole = (YEAR.end - YEAR.start) / (AUTUMN.end - AUTUMN.start)
  const before = (of: Plan) => whole * sumOf(series(of), AUTUMN.start, AUTUMN.end)
  return added(series(plan), series(hoped), { ...YEAR, base: before(plan), hopedBase: before(hoped) })
}

type Base = { start: Minute; end: Minute; base: number; hopedBase: number }

function added(own: Weekly, hoped: Weekly, { start, end, base, hopedBase }: Base): Aim {
  const elapsed = (KNOWN - start) / (end - start)
  const gain = sumOf(hoped, start, KNOWN) / elapsed - hopedBase
  const from = about3(base)
  const to = about3(base + AMBITION * gain)
  return {
    from,
    to: to === from ? from + Math.sign(gain) : to,
    on(day) {
      const passed = (day - start) / (end - start)
      return { progress: (sumOf(own, start, day) - from * passed) / (to - from), expected: passed }
    },
  }
}

/** A level, such as a share or a median, over the quarter: from where it stands most of the way to where everybody hoped to be. */
export function levelAim({ plan, hoped }: Story, series: Series): Aim {
  const before = levelOf(series(plan), QUARTER.before, QUARTER.start)
  const from = about3(before)
  const to = about3(before + AMBITION * (levelOf(series(hoped), QUARTER.start, KNOWN) - before))
  return {
    from,
    to,
    on: day => ({
      progress: (levelOf(series(plan), QUARTER.start, Math.max(day, QUARTER.start + DAY)) - from) / (to - from),
      expected: (day - QUARTER.start) / (QUARTER.end - QUARTER.start),
    }),
  }
}

/** How much of what would have come by itself people dared to promise. */
const AMBITION = 0.75

/** Three digits that say something. */
function about3(value: number): number {
  const unit = 10 ** Math.max(-4, Math.floor(Math.log10(Math.abs(value) || 1)) - 2)
  return unit >= 1 ? Math.round(value / unit) * unit : Number((Math.round(value / unit) * unit).toFixed(4))
}

export const thousands = (value: number): string => Math.round(value).toLocaleString('en')
