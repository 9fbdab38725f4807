import { lastPeriods } from '../../src/core/calendar.ts'
import type { FeedCheck, PlanBreach } from '../../src/features/finding/survey.ts'
import { type RuleCase, scorecard } from './rule-case.ts'

const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const

/** Weeks up to 30 March 2026 with so many events each. */
const weeks = (...values: number[]): FeedCheck['weeks'] =>
  lastPeriods(values.length, 'week', '2026-03-30', calendar).map((period, i) => ({ period, value: values[i] ?? 0 }))

const feed = (source: string, fields: Partial<FeedCheck> = {}): FeedCheck => ({
  source,
  title: source,
  events: 1000,
  traits: 0,
  recent: 100,
  last: '2026-03-29',
  names: [],
  isExpected: false,
  lately: { brought: 1000, kept: 0 },
  weeks: [],
  ...fields,
})

const web = (fields: Partial<FeedCheck> = {}) => feed('web', { title: 'Website', owner: 'marketing', ...fields })

const breach = (fields: Partial<PlanBreach>): PlanBreach => ({
  plan: 'website',
  event: 'page_viewed',
  property: 'page',
  code: 'missing',
  count: 40,
  looked: 2000,
  example: '“page_viewed” has no “page”.',
  ...fields,
})

const plan = { kind: 'tracking-plan', name: 'website', title: 'Website', owner: 'marketing' }

const expecting = (expects: object) => ({
  kind: 'source',
  name: 'web',
  title: 'Website',
  spec: { events: [], expects },
})

const overdue = (event: string | null, expected: string, hours: number | null) => ({
  arrivals: [{ source: 'web', events: 1, last: '2026-03-29', overdue: [{ event, expected, hours }] }],
})

/** A calm feed of about a hundred a week, and what it has had in the last weeks. */
const calm = [101, 98, 104, 97, 100, 103, 99, 102, 96, 105]
const season = (level: number) => Array.from({ length: 52 }, (_, week) => (week % 13 < 10 ? level : level * 0.4))

export const feeds: RuleCase[] = [
  {
    rule: 'source-stale',
    what: 'a tracker that should send every few hours',
    in: { others: [expecting({ everyHours: 4 })], facts: overdue(null, 'every 4 hours', 7) },
    says: '“Website” should send data every 4 hours and last did 7 hours ago.',
    about: ['source/web'],
  },
  {
    rule: 'source-stale',
    what: 'one event that has stopped',
    in: {
      others: [expecting({ everyDays: 2, events: { demo: { everyDays: 1 } } })],
      facts: overdue('demo', 'every day', 75),
    },
    says: '“Website” should send “demo” every day and last did 3 days ago.',
    about: ['source/web'],
  },
  {
    rule: 'source-stale',
    what: 'one event that never came',
    in: { others: [expecting({ events: { demo: { everyHours: 1 } } })], facts: overdue('demo', 'every hour', null) },
    says: '“Website” should send “demo” every hour and never has.',
    about: ['source/web'],
  },
  {
    rule: 'feed-silent',
    what: 'a tracker that fell off the page',
    in: { facts: { feeds: [web({ silence: { days: 12, longest: 2, last: 20_530 } })] } },
    says: '“Website” last sent something 12 days ago; it has never taken more than 2 days before.',
    about: ['source/web'],
  },
  {
    rule: 'feed-silent',
    what: 'a usual pause, what says how often it sends, what ended long ago, and what has no rhythm',
    in: {
      facts: {
        feeds: [
          web({ silence: { days: 12, longest: 4, last: 0 } }),
          web({ source: 'crm', isExpected: true, silence: { days: 40, longest: 1, last: 0 } }),
          web({ source: 'old', silence: { days: 400, longest: 1, last: 0 } }),
          web({ source: 'fair' }),
        ],
      },
    },
  },
  {
    rule: 'volume-dropped',
    what: 'a tracker that half of the pages lost',
    in: { facts: { feeds: [web({ weeks: weeks(...calm, 41, 38, 40) })] } },
    says: '“Website” has sent 40 events a week in the last 3 weeks; before, a week usually had 101: 60 % less.',
    about: ['source/web'],
  },
  {
    rule: 'volume-dropped',
    what: 'a fall by less than half, one low week among three, a silent one, few events, and a source that has just begun',
    in: {
      facts: {
        feeds: [
          web({ weeks: weeks(...calm, 60, 61, 59) }),
          web({ source: 'a', weeks: weeks(...calm, 40, 98, 40) }),
          web({ source: 'b', weeks: weeks(...calm, 40, 40, 0) }),
          web({ source: 'c', weeks: weeks(...calm.map(value => value / 10), 1, 1, 1) }),
          web({ source: 'd', weeks: weeks(100, 99, 40, 40, 40) }),
        ],
      },
    },
  },
  {
    rule: 'volume-dropped',
    what: 'a fall that comes every year',
    in: { facts: { feeds: [web({ weeks: weeks(...season(100), ...season(100)) })] } },
  },
  {
    rule: 'feed-rejects-much',
    what: 'an export whose dates changed their form',
    in: { facts: { feeds: [web({ lately: { brought: 1000, kept: 120 } })] } },
    says: '120 of 1,000 rows and messages that came from “Website” in the last four weeks could not be used: 12 %.',
    about: ['source/web'],
  },
  {
    rule: 'feed-rejects-much',
    what: 'a few of many, and most of very few',
    in: {
      facts: {
        feeds: [
          web({ lately: { brought: 10_000, kept: 120 } }),
          web({ source: 'a', lately: { brought: 12, kept: 12 } }),
        ],
      },
    },
  },
  {
    rule: 'feed-unowned',
    what: 'a tracker on which a number rests',
    in: {
      metrics: { visits: { title: 'Visits', of: 'page_viewed' }, deals: { of: 'deal_won' } },
      facts: { feeds: [feed('web', { names: ['page_viewed'] })] },
    },
    says: '100 events came from “web” in the last 28 days, and nobody declared it. “Visits” rests on it.',
    about: ['source/web'],
  },
  {
    rule: 'feed-unowned',
    what: 'a tracker that nobody uses',
    in: { facts: { feeds: [feed('web')] } },
    says: '100 events came from “web” in the last 28 days, and nobody declared it.',
    about: ['source/web'],
  },
  {
    rule: 'feed-unowned',
    what: 'a declared source, and one that sent next to nothing lately',
    in: { facts: { feeds: [web(), feed('trial', { recent: 5 })] } },
  },
  {
    rule: 'team-feeds-nothing',
    what: 'a department with numbers on the scorecard that are made of what others write down',
    in: {
      teams: { marketing: 'Marketing', sales: 'Sales', email: 'Marketing' },
      metrics: { deals: { owner: 'sales' }, visits: { owner: 'marketing' } },
      others: [scorecard('monday', 'deals', ['visits'], { title: 'Monday', owner: 'sales', binds: ['marketing'] })],
      facts: { feeds: [feed('web', { owner: 'email' }), feed('app'), feed('crm', { owner: 'sales', events: 0 })] },
    },
    says: 'Sales has 1 number on the scorecard “Monday” and feeds none of the 2 sources.',
    about: ['team/sales'],
  },
  {
    rule: 'team-feeds-nothing',
    what: 'a department that only signs',
    in: {
      teams: { marketing: 'Marketing', it: 'IT' },
      metrics: { visits: { owner: 'marketing' } },
      others: [scorecard('monday', 'visits', [], { title: 'Monday', owner: 'marketing', binds: ['it'] })],
      facts: { feeds: [web()] },
    },
    says: 'IT signs the scorecard “Monday” and feeds none of the 1 source.',
    about: ['team/it'],
  },
  {
    rule: 'team-feeds-nothing',
    what: 'every department with a source, one that stands on no scorecard, and a company whose sources nobody owns',
    in: {
      teams: { marketing: 'Marketing', legal: 'Legal' },
      metrics: { visits: { owner: 'marketing' } },
      others: [scorecard('monday', 'visits', [], { owner: 'marketing' })],
      facts: { feeds: [web()] },
    },
  },
  {
    rule: 'team-feeds-nothing',
    what: 'a company whose sources nobody owns',
    in: {
      teams: { marketing: 'Marketing' },
      metrics: { visits: { owner: 'marketing' } },
      others: [scorecard('monday', 'visits', [], { owner: 'marketing' })],
      facts: { feeds: [feed('web')] },
    },
  },
  {
    rule: 'tracking-plan-violated',
    what: 'a property that is missing from one in fifty',
    in: { others: [plan], facts: { breaches: [breach({}), breach({ property: 'plan', code: 'type', count: 30 })] } },
    says:
      '40 of the 2,000 newest “page_viewed” break the tracking plan “Website” (2 %): “page_viewed” has no “page”. ' +
      'They break it in 1 other way too.',
    about: ['tracking-plan/website'],
  },
  {
    rule: 'tracking-plan-violated',
    what: 'an event that the plan does not name',
    in: {
      others: [plan],
      facts: {
        breaches: [
          breach({
            event: 'page_veiwed',
            property: null,
            code: 'unplanned_event',
            count: 7,
            looked: 7,
            example: '“page_veiwed” is not in the plan. Did you mean “page_viewed”?',
          }),
        ],
      },
    },
    says:
      '7 events came that the tracking plan “Website” does not name: ' +
      '“page_veiwed” is not in the plan. Did you mean “page_viewed”?',
    about: ['tracking-plan/website'],
  },
  {
    rule: 'tracking-plan-violated',
    what: 'many kinds of events at once',
    in: {
      others: [plan],
      facts: { breaches: Array.from({ length: 11 }, (_, i) => breach({ event: `event_${i}` })) },
    },
    says: '11 kinds of events break the tracking plans “website”. See “catalogue violations”.',
    about: [],
  },
  {
    rule: 'tracking-plan-violated',
    what: 'one in two thousand, and no plan',
    in: { others: [plan], facts: { breaches: [breach({ count: 1 })] } },
  },
]
