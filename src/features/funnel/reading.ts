import { type Calendar, dateOfDay, type Grain, localDay, type Period, periodOf } from '../../core/calendar.ts'
import { folder } from './fold.ts'
import { countingOf, type Funnel, type FunnelResult, stepNames } from './funnel.ts'
import { tally } from './summary.ts'

/** People's tracks as they come from the store: list `i` of `track` is `values.subarray(ends[i - 1] ?? 0, ends[i])`. */
export type TrackBatch = {
  rows: number
  track: { values: Float64Array; ends: Uint32Array }
  segments: readonly (readonly unknown[])[]
}

export type Cohorts = {
  calendar: Calendar
  /** Groups people by the period of their entry. */
  grain?: Grain
  /** Only people who entered in `[since, until)`, epoch ms. */
  since?: number
  until?: number
}

/**
 * Reads a funnel from batches of tracks. Whoever enters is folded over everything they did, so a person belongs to one
 * cohort whichever span is asked for, and the cohorts of a year add up to the year.
 */
export function funnelReader(funnel: Funnel, { calendar, grain, since = -Infinity, until = Infinity }: Cohorts) {
  const fold = folder(countingOf(funnel))
  const counted = tally(stepNames(funnel))
  const periods = new Map<number, Period>()
  const groups = new Map<string, number>()

  const periodAt = (ts: number): Period | null => {
    if (!grain) return null
    const day = localDay(ts, calendar.zone)
    const known = periods.get(day)
    if (known) return known
    const period = periodOf(dateOfDay(day), grain, calendar)
    periods.set(day, period)
    return period
  }

  const groupOf = (period: Period | null, segment: (string | null)[]): number => {
    const key = `${period?.start ?? ''} ${segment.length > 0 ? JSON.stringify(segment) : ''}`
    const known = groups.get(key)
    if (known !== undefined) return known
    const group = counted.group(period, segment)
    groups.set(key, group)
    return group
  }

  return {
    take({ rows, track: { values, ends }, segments }: TrackBatch): void {
      for (let row = 0; row < rows; row++) {
        const level = fold.fold(values, row === 0 ? 0 : (ends[row - 1] as number), ends[row] as number)
        if (level === 0) continue
        const entered = fold.times[0] as number
        if (entered < since || entered >= until) continue
        const segment = segments.map(column => textOf(column[row]))
        counted.add(groupOf(periodAt(entered), segment), level, fold.times)
      }
    },
    result: (): FunnelResult => counted.result(),
  }
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}
