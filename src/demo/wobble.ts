import type { Chance } from './chance.ts'
import { LAST_WHOLE, shareOf, WEEKS } from './weeks.ts'

/** A number for each week, what is left of the first and the last week included. */
export type Weekly = readonly number[]

/** What happens in a whole week, by the number of the week. */
export type Course = (week: number) => number

export const along =
  (from: number, to: number, since = 1, until = LAST_WHOLE): Course =>
  week =>
    from + (to - from) * Math.min(1, Math.max(0, (week - since) / (until - since)))

/** Grows by the same share every week. */
export function growing(weekly: number): Course {
  const powers = [1]
  for (let week = 1; week < WEEKS; week++) powers.push(powers[week - 1]! * (1 + weekly))
  return week => powers[Math.max(0, Math.min(week, WEEKS - 1))]!
}

/**
 * Weeks are never alike, and some months are good ones: each lies off its course by up to `amplitude` of it for the one and as
 * much for the other. Each is chance of its own, so that no two numbers seem to have to do with each other.
 */
export function wobbled(chance: Chance, course: Course, amplitude: number): Course {
  const weeks = Array.from({ length: WEEKS }, () => 2 * chance.next() - 1)
  const months = Array.from({ length: WEEKS }, () => 2 * chance.next() - 1)
  return week => course(week) * (1 + amplitude * (weeks[week]! + months[Math.floor((week + 1) / WEEKS_A_MONTH)]!))
}

const WEEKS_A_MONTH = 4.35

/** Two quiet weeks at Christmas, and a slow one after. */
export function quietAtChristmas(course: Course): Course {
  return week => course(week) * (CHRISTMAS[week] ?? 1)
}

const CHRISTMAS: Readonly<Record<number, number>> = { 43: 0.7, 44: 0.6, 45: 0.92 }

/** A level in each week, such as a share or a median. */
export function levels(course: Course): Weekly {
  return Array.from({ length: WEEKS }, (_, week) => course(week))
}

/** How much there is of something in each week, which need not be whole. */
export function amounts(course: Course): Weekly {
  return Array.from({ length: WEEKS }, (_, week) => course(week) * shareOf(week))
}

/** Whole numbers that add up to the amounts at every point, so that rounding never grows into a trend. */
export function whole(amounts: Weekly): Weekly {
  let sum = 0
  let said = 0
  return amounts.map(amount => {
    sum += amount
    const count = Math.max(0, Math.round(sum) - said)
    said += count
    return count
  })
}

/**
 * `count` numbers from 0 to 1 spread evenly and in random order, so that a small sample has the middle it should have.
 */
export function spread(chance: Chance, count: number): number[] {
  const values = Array.from({ length: count }, (_, i) => (i + chance.next()) / count)
  return chance.some(values, count)
}

/** Which of `count` things have something that `share` of them should have. */
export function marked(chance: Chance, count: number, howMany: number): Set<number> {
  return new Set(
    chance.some(
      Array.from({ length: count }, (_, i) => i),
      howMany,
    ),
  )
}
