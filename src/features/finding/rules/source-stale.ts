import { daysBetween } from '../days.ts'
import type { Hit, Rule } from '../rule.ts'
import { objectOf, type Survey } from '../survey.ts'
import { counted, quoted } from '../wording.ts'

export const sourceStale: Rule = {
  id: 'source-stale',
  severity: 'warning',
  about: 'data',
  says: 'Nothing has come from a source, or one of its events has not, for longer than it says.',
  why: 'Every number that rests on it goes on looking complete while it is about the past.',
  fix: 'Start the export, the tracker or the connection again, or correct what the source expects if the rhythm has changed.',
  find: survey =>
    survey.facts ? survey.sources.flatMap(source => [...wholeOf(survey, source), ...restOf(survey, source)]) : [],
}

type Source = Survey['sources'][number]

/** The source as a whole, counted in days of the calendar. */
function wholeOf({ facts, today }: Survey, source: Source): Hit[] {
  const expected = source.spec.expects?.everyDays
  if (expected === undefined) return []
  const last = facts?.arrivals.find(each => each.source === source.name)?.last ?? null
  const days = last === null ? null : daysBetween(last, today)
  if (days !== null && days <= expected) return []
  const since = days === null ? 'never has' : `last did ${counted(days, 'day', 'days')} ago, with data up to ${last}`
  return [
    {
      objects: [objectOf(source)],
      teams: [source.owner],
      message: `${quoted(source.title)} should send data every ${counted(expected, 'day', 'days')} and ${since}.`,
      numbers: { everyDays: expected, ...(days === null ? {} : { days }) },
      main: 'days',
    },
  ]
}

/** What should come within hours, and single events. */
function restOf({ facts }: Survey, source: Source): Hit[] {
  const overdue = facts?.arrivals.find(each => each.source === source.name)?.overdue ?? []
  const isOther = (event: string | null) => event !== null || source.spec.expects?.everyDays === undefined
  return overdue
    .filter(({ event }) => isOther(event))
    .map(({ event, expected, hours }) => ({
      objects: [objectOf(source)],
      ...(event === null ? {} : { part: event }),
      teams: [source.owner],
      message:
        `${quoted(source.title)} should send ${event === null ? 'data' : quoted(event)} ${expected} and ` +
        `${hours === null ? 'never has' : `last did ${agoOf(hours)} ago`}.`,
      numbers: { ...(hours === null ? {} : { hours }) },
      main: 'hours',
    }))
}

const agoOf = (hours: number): string =>
  hours < 48 ? counted(hours, 'hour', 'hours') : counted(Math.floor(hours / 24), 'day', 'days')
