import { describe, expect, it } from 'vitest'
import { type Calendar, type Grain, lastPeriods, periodNamed, yearBefore } from '../../core/calendar.ts'
import type { Metric } from '../metric/metric.ts'
import { type Beside, lineOf } from './reading.ts'
import { courseOf, type Point, type Series } from './scorecard.ts'

const calendar: Calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' }

const points = (values: (number | null)[], grain: Grain = 'week') =>
  lastPeriods(values.length, grain, '2026-03-30', calendar).map((period, i) => ({ period, value: values[i] ?? null }))

const series = (values: (number | null)[], more: Partial<Series> = {}): Series => ({
  metric: 'demos',
  grain: 'week',
  points: points(values),
  yearAgo: null,
  ...more,
})

const atLeastOne = { operator: 'gte', target: 1 } as const

const spec: Metric = { class: 'activity', unit: 'demos', direction: 'up', measure: 'count', of: 'demo', target: 40 }

const beside: Beside = { owner: 'marketing', signed: true, target: undefined }

describe('a line', () => {
  it('shows the last complete period, the one before, the year before, and the changes', () => {
    expect(lineOf(series([1, 30, 36], { yearAgo: 20 }), { title: 'Demos', spec }, beside)).toMatchObject({
      value: 36,
      previous: 30,
      change: 6,
      yearAgo: 20,
      yearChange: 16,
      owner: 'marketing',
      signed: true,
      unit: 'demos',
    })
  })

  it('knows nothing where the last period has no number, and never says zero', () => {
    const line = lineOf(
      series([1, 30, null], { yearAgo: 20 }),
      { title: 'Demos', spec },
      { ...beside, target: atLeastOne },
    )
    expect(line).toMatchObject({ value: null, previous: 30, change: null, yearChange: null, status: 'pending' })
  })

  it('says of every period how it stands, and what was frozen of it where that is another number', () => {
    const restated = ({ period }: Point) => (period.label === '2026-W12' ? { was: 2, frozenOn: '2026-04-02' } : null)
    const { points } = lineOf(
      series([0, null, 36]),
      { title: 'Demos', spec },
      { ...beside, target: atLeastOne, restated },
    )
    expect(points.map(({ period, status, restated }) => [period.label, status, restated?.was])).toEqual([
      ['2026-W11', 'off track', undefined],
      ['2026-W12', 'pending', 2],
      ['2026-W13', 'on track', undefined],
    ])
  })

  it('tells which way it goes from all that was read, however little is shown', () => {
    const line = lineOf(series([1, 2, 3, 4, 5]), { title: 'Demos', spec }, { ...beside, count: 2 })
    expect(line).toMatchObject({ trend: 'better', value: 5, previous: 4 })
    expect(line.points.map(({ value }) => value)).toEqual([4, 5])
  })

  it('says of a claim that it is only stated', () => {
    const claim = { drives: 'arr', via: [], lag: undefined, why: 'demos sell' }
    expect(lineOf(series([1]), { title: 'Demos', spec }, { ...beside, claim }).claim).toEqual({
      drives: 'arr',
      via: [],
      lag: null,
      why: 'demos sell',
      strength: 'stated',
    })
  })

  it('keeps its place when its metric cannot be measured, with the reason', () => {
    const line = lineOf(series([null, null], { problem: 'It is not in force.' }), undefined, beside)
    expect(line).toMatchObject({
      metric: 'demos',
      title: 'demos',
      value: null,
      trend: null,
      problem: 'It is not in force.',
    })
  })
})

describe('courseOf', () => {
  it.each<[string | null, 'up' | 'down', (number | null)[]]>([
    ['better', 'up', [1, 2, 3, 4]],
    ['worse', 'down', [1, 2, 3, 4]],
    ['better', 'down', [9, 8, 5, 4, 3]],
    ['flat', 'up', [1, 2, 4, 3]],
    ['flat', 'up', [0, 0, 0, 0]],
    ['better', 'up', [9, 9, 9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['better', 'up', [1, null, 2, 3, 4]],
    [null, 'up', [null, null, null, null, null, 1, 2, 3]],
  ])('is %s when good is %s and the periods were %j', (course, good, values) => {
    expect(courseOf(points(values), good)).toBe(course)
  })

  it('can leave out the newest periods', () => {
    expect(courseOf(points([1, 2, 3, 4, 0, 0, 0]), 'up', 3)).toBe('better')
  })
})

describe('yearBefore', () => {
  it.each([
    ['2026-W10', '2025-W10'],
    ['2021-W01', '2020-W02'],
    ['2026-03-02', '2025-03-03'],
    ['2024-02', '2023-02'],
    ['2025-03', '2024-03'],
    ['2026-Q1', '2025-Q1'],
    ['2026', '2025'],
    ['FY2026-P12', 'FY2025-P12'],
  ])('of %s is %s', (label, before) => {
    expect(yearBefore(periodNamed(label, calendar), calendar).label).toBe(before)
  })
})
