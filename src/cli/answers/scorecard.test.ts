import { expect, it } from 'vitest'
import { type Grain, lastPeriods } from '../../core/calendar.ts'
import type { Freeze } from '../../features/scorecard/operations/freezing.ts'
import { type Line, lineOf, type ScorecardReading } from '../../features/scorecard/reading.ts'
import type { Target } from '../../features/scorecard/scorecard.ts'
import { print } from '../format.ts'
import { terminalOf } from '../terminal.ts'
import { freezeForm, frozenForm, scorecardForm } from './scorecard.ts'

const terminal = terminalOf({})
const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
const periods = (grain: Grain) => lastPeriods(2, grain, '2026-03-02', calendar)

const line = (metric: string, grain: Grain, target?: Target): Line => {
  const points = periods(grain).map((period, i) => ({ period, value: 10 * (i + 1) }))
  const claim =
    metric === 'arr' ? undefined : { drives: 'arr', via: [], lag: undefined, why: 'who has seen it buys it' }
  return lineOf({ metric, grain, points, yearAgo: 5 }, undefined, { owner: 'web', signed: false, target, claim })
}

const section = (title: string, grain: Grain, lines: Line[]): ScorecardReading['sections'][number] => ({
  title,
  stakeholder: 'the board',
  why: null,
  grain,
  periods: periods(grain),
  outcome: line('arr', grain),
  lines,
})

const reading: ScorecardReading = {
  scorecard: 'board',
  title: 'Board',
  sections: [
    section('By week', 'week', [line('demos', 'week', { operator: 'between', target: [3, 5] })]),
    section('By month', 'month', []),
  ],
  without: ['people'],
  objections: [
    {
      id: 'x',
      revision: 1,
      team: 'web',
      person: 'p',
      reason: 'Opens lie.',
      at: '2026-03-01T00:00:00.000Z',
      settledAt: null,
      outcome: null,
    },
  ],
  annotations: [],
  frozen: [
    { period: '2026-01', number: 1, frozenOn: '2026-02-02', intact: true },
    { period: '2025-12', number: 1, frozenOn: '2026-01-02', intact: false },
  ],
  receipt: { uses: [], zone: 'UTC', asOf: '2026-03-02', watermark: 1 },
}

it('is one row a line in a spreadsheet, with a column for each period of any grain, the oldest first', () => {
  expect(print({ value: reading, ...scorecardForm(reading) }, 'csv', terminal)).toBe(
    [
      'section,stakeholder,metric,title,owner,drives,unit,operator,target,status,trend,yearAgo,2026-01,2026-02,2026-W08,2026-W09',
      'By week,the board,arr,arr,web,,,,,pending,,5,,,10,20',
      'By week,the board,demos,demos,web,arr,,between,3 to 5,off track,,5,,,10,20',
      'By month,the board,arr,arr,web,,,,,pending,,5,10,20,,',
      '',
    ].join('\n'),
  )
})

it('says beneath the numbers who is not behind them', () => {
  const text = print({ value: reading, ...scorecardForm(reading) }, 'text', terminal)
  expect(text).toMatch(/^Board · UTC, known until 2026-03-02\n\nFor the board\n┬/)
  expect(text.split('\n').slice(-6)).toEqual([
    'web objects: Opens lie.',
    'Not signed by web.',
    'Without a line: people.',
    '2026-01 was frozen on 2026-02-02.',
    'The freeze of 2025-12 was changed after 2026-01-02; nothing is compared with it.',
    '',
  ])
})

const freeze: Freeze = {
  scorecard: 'board',
  period: '2026-01',
  number: 1,
  state: 'frozen',
  frozenAt: '2026-02-02T08:00:00.000Z',
  by: 'ada',
  why: null,
  hash: 'abc',
  intact: true,
  watermark: 7,
  signatures: [{ team: 'web', person: 'ada', at: '2026-02-02T09:00:00.000Z' }],
  missing: [],
}

it.each<[string, Partial<Freeze>]>([
  ['somebody besides its author', {}],
  ['sales, people', { missing: ['sales', 'people'] }],
  ['it was changed in the store; restore it from a backup', { intact: false }],
  ['–', { state: 'signed off' }],
])('a freeze waits for %s', (waits, more) => {
  const form = freezeForm({ ...freeze, ...more }, id => id.toUpperCase())
  const text = print({ value: freeze, ...form }, 'text', terminal)
  expect(text).toMatch(new RegExp(`^waits for +${waits}$`, 'm'))
  expect(text).toMatch(/^signed by +web \(ADA\)$/m)
})

const compared = (restated: number) => ({
  scorecard: 'board',
  freezable: [],
  freezes: [freeze],
  reading: {
    period: '2026-01',
    number: 1,
    frozenOn: '2026-02-02',
    restated,
    lines: [
      {
        section: 'Growth',
        stakeholder: null,
        metric: 'demos',
        title: 'Demos',
        owner: 'web',
        unit: 'demos',
        grain: 'week' as const,
        points: periods('week').map((period, i) => ({
          period,
          reported: 2,
          now: 2 + i * restated,
          restated: i * restated > 0 ? { from: 2, to: 3, reason: 'facts arrived later' } : null,
        })),
      },
    ],
  },
})

it('shows people only the numbers that are other ones now, and spreadsheets all of them', () => {
  const one = compared(1)
  expect(print({ value: one, ...frozenForm(one, id => id) }, 'csv', terminal)).toBe(
    [
      'section,metric,title,owner,unit,period,reported,now,reason',
      'Growth,demos,Demos,web,demos,2026-W08,2,2,',
      'Growth,demos,Demos,web,demos,2026-W09,2,3,facts arrived later',
      '',
    ].join('\n'),
  )
  const text = print({ value: one, ...frozenForm(one, id => id) }, 'text', terminal)
  expect(text).toMatch(/^2026-01 as frozen on 2026-02-02: 2 numbers, 1 is another now\.\n/)
  expect(text).toMatch(/Demos +2026-W09 +2 demos +3 demos +facts arrived later\n$/)
  expect(text).not.toContain('2026-W08')
  const none = compared(0)
  expect(print({ value: none, ...frozenForm(none, id => id) }, 'text', terminal)).toMatch(/all are the same now\.\n$/)
})
