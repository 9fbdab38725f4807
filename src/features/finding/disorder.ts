import { dateOfDay, localDay, type PlainDate, startOfDay } from '../../core/calendar.ts'

/** People of whom a later stage comes before an earlier one, counted while they stream by. */
export type DisorderCounts = {
  /** One person: the instant of each stage’s entry in the order of `stages`, NaN where there is none. */
  take(person: number, entries: readonly number[]): void
  result(): Found[]
}

export type Found = {
  earlier: string
  later: string
  people: number
  example: { person: number; later: PlainDate; earlier: PlainDate }
}

/**
 * Counts each person once per stage that came too early, against the first stage it preceded. Stages of equal order may come in
 * any order, and a date without time of day is before nothing of its own day.
 */
export function countDisorder(stages: readonly { name: string; order: number }[], zone: string): DisorderCounts {
  const found = new Map<string, Found>()
  return {
    take(person, entries) {
      for (const [at, later] of stages.entries()) {
        const before = stages.findIndex(
          (earlier, index) => earlier.order < later.order && isBefore(entries[at]!, entries[index]!, zone),
        )
        const earlier = stages[before]
        if (!earlier) continue
        const key = `${earlier.name} ${later.name}`
        const known = found.get(key)
        const dayOf = (instant: number) => dateOfDay(localDay(instant, zone))
        if (!known || person < known.example.person)
          found.set(key, {
            earlier: earlier.name,
            later: later.name,
            people: (known?.people ?? 0) + 1,
            example: { person, later: dayOf(entries[at]!), earlier: dayOf(entries[before]!) },
          })
        else known.people++
      }
    },
    result: () => [...found.values()],
  }
}

function isBefore(later: number, earlier: number, zone: string): boolean {
  if (!(later < earlier)) return false
  const day = localDay(later, zone)
  return day !== localDay(earlier, zone) || later !== startOfDay(dateOfDay(day), zone)
}
