import { addDays, type PlainDate } from '../../core/calendar.ts'
import type { Span } from '../cycle/cycle.ts'
import { formOf, type KeyResult } from './goal.ts'
import {
  elapsedOn,
  expectedInBand,
  expectedOf,
  held,
  paceOf,
  progressOf,
  type Status,
  statusByDay,
  statusInBand,
  statusOf,
} from './progress.ts'
import type { ResultReading } from './reading.ts'
import { newest, numbersSaid, type Said, saidOf } from './said.ts'

/** A metric as measured for one result, with what must be known of it to read it. */
export type Known = {
  title: string
  unit: string
  accumulates: boolean
  /** Over the cycle so far, as one period. */
  value: number | null
  /** In the periods of its own grain, in their order; the last may still be running. */
  periods: readonly { value: number | null; complete: boolean }[]
  /** Whether it is a sum or a count of which nothing ever came. */
  unheard?: boolean
  problem?: string
}

/** The days of a cycle, up to the last day of a result, of which something is known; none before it has begun. */
export function soFar(cycle: Span, by: PlainDate | undefined, day: PlainDate): Span | undefined {
  const ends = [cycle.end, day, ...(by === undefined ? [] : [addDays(by, 1)])]
  const end = ends.reduce((a, b) => (b < a ? b : a))
  return end > cycle.start ? { ...cycle, end } : undefined
}

type Time = { cycle: Span; day: PlainDate }

/** What a form makes of the numbers. */
type Reached = {
  current: number | null
  progress: number | null
  expected: number
  status: Status
  source?: string | undefined
  periods?: { inside: number; of: number }
}

/** How far one key result has come on a day, by its metric or, without one, by what people said. */
export function readResult(
  result: KeyResult,
  { cycle, day }: Time,
  given: Known | undefined,
  said: Said,
): ResultReading {
  const known = given?.unheard && isGoodAtNothing(result) ? { ...given, ...UNHEARD } : given
  const by = result.by ?? addDays(cycle.end, -1)
  const elapsed = elapsedOn(day, cycle.start, addDays(by, 1))
  const own = saidOf(said, result.name)
  const { source, ...reached } = reach(result, elapsed, known, said)
  const isOver = day >= cycle.end
  return {
    ...result,
    form: formOf(result),
    weight: result.weight ?? 1,
    by,
    title: known?.title ?? result.name,
    unit: known?.unit ?? result.unit ?? '',
    ...(source === undefined ? {} : { source }),
    saidAt: own[0]?.at ?? null,
    elapsed,
    ...reached,
    pace: paceOf(reached.progress, reached.expected),
    confidence: newest(own, 'confidence') ?? null,
    score: isOver && reached.progress !== null ? held(reached.progress) : null,
    ...(known?.problem === undefined ? {} : { problem: known.problem }),
  }
}

/**
 * Whether nothing would be good news. Of a number of which nothing ever came it is none: whether there was no churn or nobody
 * has told of any is the same to see.
 */
function isGoodAtNothing({ from = 0, to = 0, keep, ...result }: KeyResult): boolean {
  if (keep) return keep[0] <= 0 && keep[1] >= 0
  return formOf(result) !== 'change' || to < from
}

const UNHEARD = { value: null, periods: [], problem: 'Nothing that it counts has come yet.' }

function reach(result: KeyResult, elapsed: number, known: Known | undefined, said: Said): Reached {
  const spoken = numbersSaid(said, result.name)
  if (elapsed === 0) return { current: null, progress: null, expected: 0, status: 'pending' }
  const form = formOf(result)
  if (form === 'band') return band(result, elapsed, known ?? asPeriods(spoken), spoken[0]?.source)
  if (form === 'milestone') return milestone(elapsed, known, spoken)
  if (form === 'baseline') return baseline(elapsed, known, spoken)
  return change(result, elapsed, known, spoken[0])
}

type Spoken = { value: number; source: string | undefined }

function change(result: KeyResult, elapsed: number, known: Known | undefined, spoken: Spoken | undefined): Reached {
  const { from, to, kind } = result
  const value = known ? known.value : (spoken?.value ?? null)
  const isKnown = value !== null && from !== undefined && to !== undefined
  const progress = isKnown ? progressOf({ from, to }, value, elapsed, known?.accumulates ?? false) : null
  const expected = expectedOf(kind, elapsed)
  const status = statusOf(progress, expected, elapsed)
  return { current: value, progress, expected, status, source: known ? undefined : spoken?.source }
}

type Periods = Pick<Known, 'accumulates' | 'periods'>

/** What was said one time after the other, as if each were a period. */
const asPeriods = (spoken: readonly Spoken[]): Periods => ({
  accumulates: false,
  periods: spoken.map(({ value }) => ({ value, complete: true })).reverse(),
})

/** Of a band the complete periods count; a level that lies outside in the period that runs is seen at once. */
function band(result: KeyResult, elapsed: number, known: Periods, source: string | undefined): Reached {
  const [low, high] = result.keep ?? [0, 0]
  const isInside = (value: number) => value >= low && value <= high
  const values = (periods: Periods['periods']) => periods.flatMap(({ value }) => (value === null ? [] : [value]))
  const counted = values(known.periods.filter(each => each.complete))
  const inside = counted.filter(isInside).length
  const current = (known.accumulates ? counted : values(known.periods)).at(-1) ?? null
  const progress = counted.length === 0 ? null : inside / counted.length
  const expected = expectedInBand(result.kind)
  const status = statusInBand(progress, expected, elapsed, current === null || isInside(current))
  return { current, progress, expected, status, source, periods: { inside, of: counted.length } }
}

function milestone(elapsed: number, known: Known | undefined, spoken: readonly Spoken[]): Reached {
  const [said] = spoken
  const values = [known?.value ?? null, said?.value ?? null].filter(value => value !== null)
  const current = values.length === 0 ? null : Math.max(...values)
  const progress = held(current ?? 0)
  const status = statusByDay(progress === 1, current !== null, elapsed)
  return { current, progress, expected: elapsed === 1 ? 1 : 0, status, source: said?.source }
}

/** A baseline is established by a number over a whole period; what only counts, and never counted anything, is none. */
function baseline(elapsed: number, known: Known | undefined, spoken: readonly Spoken[]): Reached {
  const values = known?.periods.flatMap(({ value, complete }) => (complete && value !== null ? [value] : [])) ?? []
  const measured = known?.accumulates && values.every(value => value === 0) ? undefined : values.at(-1)
  const current = measured ?? spoken[0]?.value ?? null
  const isDone = current !== null
  const status = statusByDay(isDone, false, elapsed)
  const source = measured === undefined ? spoken[0]?.source : undefined
  return { current, progress: isDone ? 1 : 0, expected: elapsed === 1 ? 1 : 0, status, source }
}
