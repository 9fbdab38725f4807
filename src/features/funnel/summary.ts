import type { Period } from '../../core/calendar.ts'
import { shareOf } from '../../core/share.ts'
import type { FunnelReading, FunnelResult, Spread, StepReading } from './funnel.ts'
import { percentile } from './percentile.ts'

/** Counts folded people into a funnel, cohort by cohort and segment by segment. */
export interface Tally {
  /**
   * The number under which people of one cohort and segment are added; the same again for the same period label and segment.
   * Ask once per period and segment, not per person.
   */
  group(period: Period | null, segment: readonly (string | null)[]): number
  /** Counts one person, with the level and times that `Folder` gave; level 0 is nobody. */
  add(group: number, level: number, times: Float64Array): void
  /** The funnel so far. Rows are by period, then by segment, the missing one last. */
  result(): FunnelResult
}

/**
 * A tally of nobody yet for a funnel with such step names.
 *
 * Percentiles are exact, so the lengths are kept: 8 bytes for a person who reached the second step, 16 for each step after,
 * nothing for those who only entered. A million people who all come through five steps take 56 MB, up to twice that while growing.
 */
export function tally(steps: readonly string[]): Tally {
  const groups: Group[] = []
  const numbers = new Map<string, number>()

  return { group, add, result }

  function group(period: Period | null, segment: readonly (string | null)[]): number {
    const key = JSON.stringify([period?.label ?? null, segment])
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, groups.length)
    return groups.push({ period, segment: [...segment], ...nobody(steps.length) }) - 1
  }

  function add(number: number, level: number, times: Float64Array): void {
    const { people, sinceEntry, sincePrevious } = groups[number]!
    if (level === 0) return
    people[0]!++
    for (let step = 1; step < level; step++) {
      people[step]!++
      keep(sinceEntry[step]!, times[step]! - times[0]!)
      if (step > 1) keep(sincePrevious[step]!, times[step]! - times[step - 1]!)
    }
  }

  function result(): FunnelResult {
    const filled = groups.filter(one => one.people[0]! > 0).sort(byPeriodThenSegment)
    const rows = filled.map(
      (one): FunnelReading => ({ period: one.period, segment: [...one.segment], steps: readSteps(steps, one) }),
    )
    const total = filled.length === 1 ? rows[0]!.steps : readSteps(steps, everybody(filled, steps.length))
    return { steps: [...steps], rows, total }
  }
}

/** Lengths of time in ms, `values[0, count)`, in no order. */
type Lengths = { values: Float64Array; count: number; sum: number }

/** People at each step, and how long those took who reached it; at the second step both lengths are the same. */
type Counts = { people: number[]; sinceEntry: Lengths[]; sincePrevious: Lengths[] }

type Group = Counts & { period: Period | null; segment: readonly (string | null)[] }

function nobody(steps: number): Counts {
  const lengths = () => Array.from({ length: steps }, () => ({ values: new Float64Array(0), count: 0, sum: 0 }))
  const counts = { people: new Array<number>(steps).fill(0), sinceEntry: lengths(), sincePrevious: lengths() }
  if (steps > 1) counts.sincePrevious[1] = counts.sinceEntry[1]!
  return counts
}

function keep(into: Lengths, length: number): void {
  if (into.count === into.values.length) {
    const larger = new Float64Array(Math.max(8, into.count * 2))
    larger.set(into.values)
    into.values = larger
  }
  into.values[into.count++] = length
  into.sum += length
}

function everybody(groups: readonly Group[], steps: number): Counts {
  const sum = nobody(steps)
  for (let step = 0; step < steps; step++) {
    sum.people[step] = groups.reduce((people, one) => people + one.people[step]!, 0)
    sum.sinceEntry[step] = together(groups.map(one => one.sinceEntry[step]!))
    sum.sincePrevious[step] = step === 1 ? sum.sinceEntry[1]! : together(groups.map(one => one.sincePrevious[step]!))
  }
  return sum
}

function together(parts: readonly Lengths[]): Lengths {
  const count = parts.reduce((all, part) => all + part.count, 0)
  const values = new Float64Array(count)
  let at = 0
  for (const part of parts) {
    values.set(part.values.subarray(0, part.count), at)
    at += part.count
  }
  return { values, count, sum: parts.reduce((sum, part) => sum + part.sum, 0) }
}

function readSteps(names: readonly string[], { people, sinceEntry, sincePrevious }: Counts): StepReading[] {
  return names.map((step, i) => {
    const fromEntry = spreadOf(sinceEntry[i]!)
    return {
      step,
      people: people[i]!,
      conversion: i === 0 ? null : shareOf(people[i]!, people[i - 1]!),
      overall: shareOf(people[i]!, people[0]!),
      dropOff: i === 0 ? 0 : people[i - 1]! - people[i]!,
      sincePrevious: i === 1 ? fromEntry : spreadOf(sincePrevious[i]!),
      sinceEntry: fromEntry,
    }
  })
}

function spreadOf({ values, count, sum }: Lengths): Spread | null {
  if (count === 0) return null
  return { median: percentile(values, count, 0.5), p90: percentile(values, count, 0.9), mean: sum / count }
}

function byPeriodThenSegment(a: Group, b: Group): number {
  const difference = compare(a.period?.start ?? null, b.period?.start ?? null)
  if (difference !== 0) return difference
  for (const [i, value] of a.segment.entries()) {
    const order = compare(value, b.segment[i] ?? null)
    if (order !== 0) return order
  }
  return 0
}

function compare(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
