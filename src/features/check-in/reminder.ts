import { nextReminder, type Rhythm } from '../../core/cadence.ts'

/** A goal that a person has to check in, and how its reminders are counted where that person is. */
export type OwedGoal = { goal: string; rhythm: Rhythm; owedMs: number }

/** Somebody who may be reminded: what they owe, and when they were reminded in the days before. */
export type Owing = { person: string; goals: readonly OwedGoal[]; remindedMs: readonly number[] }

/** One reminder to one person of everything that is owed at that instant. */
export type Reminder = { person: string; atMs: number; goals: string[] }

/** More reminders than these in a week nobody reads. */
export const MOST_A_WEEK = 5

/**
 * Who is to be reminded in the time after one instant and until another, in order: everybody who owes a goal when its
 * reminder comes, once for all goals of the same instant, and at most five times within any seven days.
 */
export function remindersBetween(afterMs: number, untilMs: number, people: readonly Owing[]): Reminder[] {
  const reminders = people.flatMap(({ person, goals, remindedMs }) => {
    const due = goals.flatMap(goal => instantsOf(goal, afterMs, untilMs).map(atMs => ({ atMs, goal: goal.goal })))
    const moments = [...Map.groupBy(due, each => each.atMs)].toSorted(([a], [b]) => a - b)
    const sent = [...remindedMs]
    return moments.flatMap(([atMs, owed]): Reminder[] => {
      if (sent.filter(ms => ms > atMs - WEEK_MS && ms <= atMs).length >= MOST_A_WEEK) return []
      sent.push(atMs)
      return [{ person, atMs, goals: owed.map(each => each.goal).toSorted() }]
    })
  })
  return reminders.toSorted((a, b) => a.atMs - b.atMs || (a.person < b.person ? -1 : a.person > b.person ? 1 : 0))
}

const WEEK_MS = 7 * 86_400_000

function instantsOf({ rhythm, owedMs }: OwedGoal, afterMs: number, untilMs: number): number[] {
  const instants: number[] = []
  for (let at = nextReminder(rhythm, Math.max(afterMs, owedMs - 1)); at <= untilMs; at = nextReminder(rhythm, at))
    instants.push(at)
  return instants
}
