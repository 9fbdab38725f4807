import type { Going } from '../../src/features/finding/survey.ts'
import type { RuleCase } from './rule-case.ts'

/** 2026-03-30 is the 84th of 119 days. */
const cycle = { from: '2026-01-05', to: '2026-05-04' }
const steady = [10, 11, 9, 10, 12, 9, 10, 11, 10, 9, 11, 10]
const rising = [4, 5, 5, 6, 7, 7, 8, 9, 9, 10, 11, 12]
const restless = [40, 120, 20, 90, 10, 150, 60, 30, 110, 15, 140, 70]

const change = (metric: string, to: number, more: object = {}) => ({
  name: `More ${metric}`,
  metric,
  from: 0,
  to,
  kind: 'committed' as const,
  ...more,
})

/** How a goal goes whose only result stands at a number. */
const at = (current: number | null, more: Partial<Going> = {}): Going => ({
  status: 'on track',
  health: null,
  elapsed: 84 / 119,
  expected: 84 / 119,
  progress: null,
  confidence: null,
  checkIn: { last: null, overdueDays: 0 },
  results: [{ name: 'x', status: 'on track', progress: null, current }],
  ...more,
})

const said = (goal: string, on: string, more: object) => ({ goal, at: `${on}T09:00:00.000Z`, ...more })

export const going: RuleCase[] = [
  {
    rule: 'out-of-reach',
    what: 'twice as many as ever, with two thirds of the time gone',
    in: {
      metrics: { hires: { title: 'Hires', unit: 'hires', values: steady } },
      goals: { grow: { title: 'Grow', owner: 'people', cycle, results: [change('hires', 240)] } },
      readings: { grow: at(122) },
    },
    says:
      '“More hires” in the goal “Grow” of people is out of reach: after 71 % of the time it is 122 of 240 hires. ' +
      'The last 12 weeks lead to 172, at best to 185 hires: 118 hires are missing with 35 days to go, and a week makes 10 hires.',
    about: ['goal/grow', 'metric/hires'],
  },
  {
    rule: 'out-of-reach',
    what: 'a share that cannot make up any more for what it was',
    in: {
      metrics: {
        won: {
          title: 'Won share',
          unit: '%',
          measure: undefined,
          ratio: { numerator: 'a', denominator: 'b' },
          values: steady.map(value => value / 100),
        },
      },
      goals: { grow: { title: 'Grow', owner: 'sales', cycle, results: [change('won', 0.2, { from: 0.1 })] } },
      readings: { grow: at(0.1) },
    },
    says:
      '“More won” in the goal “Grow” of sales is out of reach: after 71 % of the time it is 10 % of 20 %. ' +
      'The last 12 weeks lead to 10 %, at best to 11 %: the 35 days that are left would have to be at 44 %, and it is at 10 % now.',
    about: ['goal/grow', 'metric/won'],
  },
  {
    rule: 'out-of-reach',
    what: 'a wait that even no wait at all would not bring down in time',
    in: {
      metrics: {
        wait: {
          title: 'Wait',
          unit: 'h',
          direction: 'down',
          measure: { median: 'hours' },
          values: steady,
        },
      },
      goals: { answer: { title: 'Answer', owner: 'sales', cycle, results: [change('wait', 4, { from: 12 })] } },
      readings: { answer: at(10) },
    },
    says:
      '“More wait” in the goal “Answer” of sales is out of reach: after 71 % of the time it is 10 of 4 h. ' +
      'The last 12 weeks lead to 10, at best to 9.32 h: nothing that the 35 days that are left can bring makes up for it.',
    about: ['goal/answer', 'metric/wait'],
  },
  {
    rule: 'out-of-reach',
    what: 'losses that should be fewer',
    in: {
      metrics: { lost: { title: 'Lost', unit: 'customers', direction: 'down', values: steady } },
      goals: { keep: { title: 'Keep', owner: 'sales', cycle, results: [change('lost', 130, { from: 200 })] } },
      readings: { keep: at(122) },
    },
    says:
      '“More lost” in the goal “Keep” of sales is out of reach: after 71 % of the time it is 122 of 130 customers. ' +
      'The last 12 weeks lead to 172, at best to 161 customers: in 35 days only 8 customers more may come, and a week makes 10 customers.',
    about: ['goal/keep', 'metric/lost'],
  },
  {
    rule: 'out-of-reach',
    what: 'a straight line that falls short of what rises towards its target',
    in: {
      metrics: { hires: { values: rising } },
      goals: { grow: { cycle, results: [change('hires', 155)] } },
      readings: { grow: at(93) },
    },
  },
  {
    rule: 'out-of-reach',
    what: 'a number so restless that it may yet come',
    in: {
      metrics: { hires: { values: restless } },
      goals: { grow: { cycle, results: [change('hires', 1400)] } },
      readings: { grow: at(855) },
    },
  },
  {
    rule: 'out-of-reach',
    what: 'a stretch of which 70 % is good, a cycle that has just begun, and a result without a number',
    in: {
      metrics: { hires: { values: steady } },
      goals: {
        stretch: { cycle, results: [change('hires', 230, { kind: 'aspirational' })] },
        young: { cycle: { from: '2026-03-02', to: '2026-12-31' }, results: [change('hires', 9000)] },
        unknown: { cycle, results: [change('hires', 240)] },
      },
      readings: { stretch: at(122), young: at(40), unknown: at(null) },
    },
  },
  {
    rule: 'reported-on-track-but-flat',
    what: 'green words over a number that stands still',
    in: {
      metrics: { use: { title: 'Use', unit: 'people', over: '28 days', values: steady } },
      goals: { used: { title: 'Used', owner: 'product', cycle, results: [change('use', 20)] } },
      readings: { used: at(10) },
      checkIns: [said('used', '2026-03-23', { health: 'on track', confidence: 0.8 })],
    },
    says:
      'product reported the goal “Used” on track on 2026-03-23 with a confidence of 80 %, and “Use” has stood still, ' +
      'from about 10 to 10 people in the 12 weeks to 2026-W13; at best it ends at 13.88 people, not 20 people.',
    about: ['goal/used', 'metric/use'],
  },
  {
    rule: 'reported-on-track-but-flat',
    what: 'confidence in a number that gets worse',
    in: {
      metrics: { use: { title: 'Use', unit: 'people', over: '28 days', values: rising.toReversed() } },
      goals: { used: { title: 'Used', owner: 'product', cycle, results: [change('use', 20)] } },
      readings: { used: at(4) },
      checkIns: [said('used', '2026-03-23', { result: 'More use', confidence: 0.8 })],
    },
    says:
      'product reported the goal “Used” in reach on 2026-03-23 with a confidence of 80 %, and “Use” got worse, ' +
      'from about 10.5 to 5 people in the 12 weeks to 2026-W13; at best it ends at 8.39 people, not 20 people.',
    about: ['goal/used', 'metric/use'],
  },
  {
    rule: 'reported-on-track-but-flat',
    what: 'a number that rises, a red report, a report taken back, and words from long ago',
    in: {
      metrics: { rising: { over: '28 days', values: rising }, still: { over: '28 days', values: steady } },
      goals: {
        rises: { cycle, results: [change('rising', 15)] },
        honest: { cycle, results: [change('still', 20)] },
        doubted: { cycle, results: [change('still', 20)] },
        silent: { cycle, results: [change('still', 20)] },
      },
      readings: { rises: at(12), honest: at(10), doubted: at(10), silent: at(10) },
      checkIns: [
        said('rises', '2026-03-23', { health: 'on track' }),
        said('honest', '2026-03-23', { health: 'off track', confidence: 0.9 }),
        said('doubted', '2026-03-16', { confidence: 0.9 }),
        said('doubted', '2026-03-23', { confidence: 0.3 }),
        said('silent', '2026-01-20', { health: 'on track' }),
      ],
    },
  },
  {
    rule: 'never-checked-in',
    what: 'a goal nobody speaks of',
    in: { goals: { grow: { title: 'Grow', owner: 'sales', cycle, results: [] } } },
    says: 'Nobody has checked in the goal “Grow” of sales in the 84 days it has been running; it should be every week.',
    about: ['goal/grow'],
  },
  {
    rule: 'never-checked-in',
    what: 'a result by hand that is not known without it',
    in: {
      goals: {
        grow: {
          title: 'Grow',
          owner: 'sales',
          cycle,
          results: [{ name: 'x', from: 0, to: 1, kind: 'committed' }],
          checkIn: { every: 'month', on: 'monday', at: '09:00' },
        },
      },
    },
    says:
      'Nobody has checked in the goal “Grow” of sales in the 84 days it has been running; it should be every month. ' +
      '1 key result is not known without it.',
    about: ['goal/grow'],
  },
  {
    rule: 'never-checked-in',
    what: 'a goal that was checked in once, one that is done, one that has just begun, and one that is over',
    in: {
      goals: {
        spoken: { cycle, results: [] },
        done: { cycle, results: [] },
        young: { cycle: { from: '2026-03-16', to: '2026-12-31' }, results: [] },
        over: { cycle: '2025-Q3', results: [] },
      },
      readings: { done: at(null, { status: 'done' }) },
      checkIns: [said('spoken', '2026-01-12', { note: 'off we go' })],
    },
  },
  {
    rule: 'check-in-overdue',
    what: 'three weeks of silence',
    in: {
      goals: { grow: { title: 'Grow', owner: 'sales', cycle, results: [] } },
      readings: { grow: at(null, { checkIn: { last: '2026-03-02T09:00:00.000Z', overdueDays: 21 } }) },
    },
    says: 'The goal “Grow” of sales should be checked in every week and last was on 2026-03-02: that is 21 days overdue.',
    about: ['goal/grow'],
  },
  {
    rule: 'check-in-overdue',
    what: 'one week left out',
    in: {
      goals: { grow: { cycle, results: [] } },
      readings: { grow: at(null, { checkIn: { last: '2026-03-16T09:00:00.000Z', overdueDays: 7 } }) },
    },
  },
  {
    rule: 'milestone-missed',
    what: 'a release that has not come and is said to be on track',
    in: {
      goals: {
        launch: {
          title: 'Launch',
          owner: 'product',
          cycle,
          results: [{ name: 'Released', done: 'Customers have it', by: '2026-03-01', kind: 'committed' }],
        },
      },
      readings: { launch: at(null) },
      checkIns: [said('launch', '2026-03-23', { health: 'on track' })],
    },
    says:
      '“Released” in the goal “Launch” of product should have been done by 2026-03-01 and is not, 29 days later; ' +
      'on 2026-03-23 the goal was still reported on track.',
    about: ['goal/launch'],
  },
  {
    rule: 'milestone-missed',
    what: 'a baseline nobody measured',
    in: {
      metrics: { nps: {} },
      goals: {
        learn: {
          title: 'Learn',
          owner: 'product',
          cycle,
          results: [{ name: 'First NPS', metric: 'nps', establish: true, by: '2026-03-29', kind: 'committed' }],
        },
      },
      readings: { learn: at(null) },
    },
    says: '“First NPS” in the goal “Learn” of product should have been measured by 2026-03-29 and is not, 1 day later.',
    about: ['goal/learn', 'metric/nps'],
  },
  {
    rule: 'milestone-missed',
    what: 'one that is done, one whose day is today, and one of a year ago',
    in: {
      goals: {
        done: { cycle, results: [{ name: 'a', done: 'it', by: '2026-03-01', kind: 'committed' }] },
        today: { cycle, results: [{ name: 'b', done: 'it', by: '2026-03-30', kind: 'committed' }] },
        old: { cycle: '2025-Q1', results: [{ name: 'c', done: 'it', kind: 'committed' }] },
      },
      readings: {
        done: at(null, { results: [{ name: 'a', status: 'done', progress: 1, current: 1 }] }),
        today: at(null),
        old: at(null),
      },
    },
  },
]
