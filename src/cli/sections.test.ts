import { expect, it } from 'vitest'
import { lastPeriods } from '../core/calendar.ts'
import { lineOf, type Marked, type Section } from '../features/scorecard/reading.ts'
import { drawSections, marksOver, targetText } from './sections.ts'
import { terminalOf, widthOf } from './terminal.ts'

const terminal = terminalOf({})
const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
const periods = lastPeriods(6, 'week', '2026-03-02', calendar)

const footnote = {
  on: '2026-02-10',
  kind: 'metric',
  name: 'demos',
  revision: 2,
  says: 'changed on 2026-02-10: of from “demo” to “demo_held”. All periods are counted under revision 2.',
}

const line = (metric: string, more: Partial<Parameters<typeof lineOf>[2]> = {}) =>
  lineOf(
    { metric, grain: 'week', points: periods.map((period, i) => ({ period, value: i })), yearAgo: null },
    undefined,
    { owner: 'web', signed: true, target: { operator: 'gte', target: 3 }, ...more },
  )

const section = (more: Partial<Section> = {}): Section => ({
  title: 'ARR',
  stakeholder: null,
  why: null,
  grain: 'week',
  periods,
  outcome: line('arr', { annotations: [1] }),
  lines: [line('demos', { annotations: [1, 2], footnotes: [footnote] })],
  ...more,
})

const annotations: Marked[] = [
  {
    mark: 1,
    name: 'fair',
    title: 'Fair',
    owner: 'web',
    on: '2026-02-03',
    until: '2026-02-05',
    text: 'We were at the fair.',
  },
  { mark: 2, name: 'outage', title: 'Outage', owner: 'web', on: '2026-02-17', text: 'Down.', about: ['metric/demos'] },
]

it('draws marks under the periods they belong to, and says beneath what they mean', () => {
  const drawn = drawSections({ sections: [section()], annotations }, [], terminal)
  expect(drawn.join('\n').split('\n')).toEqual([
    '┬    arr    web  5   +25 %  ▁▂▄▅▇█  on track, ≥ 3, better',
    '│                             1 2',
    '◆    demos  web  5   +25 %  ▁▂▄▅▇█  on track, ≥ 3, better [a]',
    '',
    '1  2026-02-03 to 2026-02-05: We were at the fair. (web)',
    '2  2026-02-17: Down. (metric/demos; web)',
    'a  metric/demos changed on 2026-02-10: of from “demo” to “demo_held”. All periods are counted under',
    '   revision 2.',
    '',
  ])
})

it('says whom a section is for and what is in it for them', () => {
  const board = section({ stakeholder: 'the board', why: 'growth it can plan with' })
  expect(drawSections({ sections: [board], annotations: [] }, [], terminal)[0]).toMatch(
    /^For the board: growth it can plan with\n┬/,
  )
  expect(drawSections({ sections: [section({ why: 'growth' })], annotations: [] }, [], terminal)[0]).toMatch(
    /^growth\n/,
  )
})

it('says which frozen numbers are other ones now, the newest of them', () => {
  const restated = line('demos', {
    restated: ({ value }) => (value === 1 ? null : { was: 1, frozenOn: '2026-03-05' }),
  })
  const drawn = drawSections({ sections: [section({ lines: [restated, restated] })], annotations: [] }, [], terminal)
  expect(drawn[0]).toContain('on track, ≥ 3, better [a]')
  expect(drawn[1]).toBe(
    'a  demos is restated since 2026-03-05: 2026-W07 1 → 3, 2026-W08 1 → 4, 2026-W09 1 → 5, and 2 more.\n',
  )
})

it.each([
  ['  1', [{ mark: 1, on: periods[2]!.start }]],
  ['1', [{ mark: 1, on: '2020-01-01' }]],
  ['  +', [1, 2].map(mark => ({ mark, on: periods[2]!.start }))],
  [' 12', [12].map(mark => ({ mark, on: periods[1]!.start }))],
  [' 9', [{ mark: 9, on: periods[1]!.start }]],
])('puts %j over the periods', (drawn, marked) => expect(marksOver(periods, marked)).toBe(drawn))

it.each([
  ['≥ 35 %', 'gte', 0.35, '%'],
  ['< 4', 'lt', 4, 'people'],
  ['= 4', 'eq', 4, 'people'],
  ['within 40 %–50 %', 'between', [0.4, 0.5], '%'],
  ['outside 3–5', 'outside', [3, 5], 'hours'],
] as const)('says %s', (text, operator, target, unit) => {
  expect(
    targetText({ operator, target: Array.isArray(target) ? [target[0], target[1]] : (target as number) }, unit),
  ).toBe(text)
})

it.each([40, 60, 80])('fits a window of %i columns', width => {
  const narrow = terminalOf({ isTTY: true, columns: width }, { NO_COLOR: '1' })
  const whole = section({ stakeholder: 'the board of the company', why: 'growth it can plan with for years to come' })
  const drawn = drawSections({ sections: [whole], annotations }, [], narrow).join('\n')
  expect(drawn.split('\n').filter(each => widthOf(each) > width)).toEqual([])
})
