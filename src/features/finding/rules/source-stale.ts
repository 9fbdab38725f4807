import { daysBetween } from '../days.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { counted, quoted } from '../wording.ts'

export const sourceStale: Rule = {
  id: 'source-stale',
  severity: 'warning',
  about: 'data',
  says: 'Nothing has come from a source for longer than it says.',
  why: 'Every number that rests on it goes on looking complete while it is about the past.',
  fix: 'Start the export or the connection again, or correct “everyDays” if the rhythm has changed.',
  find: ({ facts, sources, today }) => {
    if (!facts) return []
    return sources.flatMap(source => {
      const expected = source.spec.expects?.everyDays
      if (expected === undefined) return []
      const last = facts.arrivals.find(each => each.source === source.name)?.last ?? null
      const days = last === null ? null : daysBetween(last, today)
      if (days !== null && days <= expected) return []
      const since =
        days === null ? 'never has' : `last did ${counted(days, 'day', 'days')} ago, with data up to ${last}`
      return [
        {
          objects: [objectOf(source)],
          teams: [source.owner],
          message: `${quoted(source.title)} should send data every ${counted(expected, 'day', 'days')} and ${since}.`,
          numbers: { everyDays: expected, ...(days === null ? {} : { days }) },
          main: 'days',
        },
      ]
    })
  },
}
