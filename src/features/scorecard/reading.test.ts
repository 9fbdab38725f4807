import { describe, expect, it } from 'vitest'
import { type Calendar, type Grain, lastPeriods, periodNamed } from '../../core/calendar.ts'
import type { Metric } from '../metric/metric.ts'
import { lineOf, type Status, statusOf, targetOf } from './reading.ts'
import { courseOf, type Series, type Target } from './scorecard.ts'
import { yearBefore } from './year-before.ts'

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

const spec: Metric = { class: 'activity', unit: 'demos', direction: 'up', measure: 'count', of: 'demo', target: 40 }

describe('a line', () => {
  it('shows the last complete period, the one before and the change', () => {
    const line = lineOf(series([1, 30, 36], { yearAgo: 20 }), { title: 'Demos', owner: 'marketing', spec }, undefined)
    expect(line).toMatchObject({ value: 36, previous: 30, change: 6, yearAgo: 20, owner: 'marketing', unit: 'demos' })
  })

  it('knows nothing where the last period has no number, and never says zero', () => {
    const line = lineOf(
      series([1, 30, null]),
      { title: 'Demos', owner: 'marketing', spec },
      { operator: 'gte', target: 1 },
    )
    expect(line).toMatchObject({ value: null, previous: 30, change: null, status: 'pending' })
  })

  it('keeps its place when its metric cannot be measured, with the reason', () => {
    const line = lineOf(series([null, null], { problem: 'It is not in force.' }), undefined, undefined)
    expect(line).toMatchObject({
      metric: 'demos',
      title: 'demos',
      value: null,
      trend: null,
      problem: 'It is not in force.',
    })
  })
})

describe('statusOf', () => {
  const atLeast: Target = { operator: 'gte', target: 100 }
  const atMost: Target = { operator: 'lte', target: 50 }
  const between: Target = { operator: 'between', target: [10, 20] }
  it.each<[Status, number | null, Target | undefined]>([
    ['on track', 100, atLeast],
    ['at risk', 90, atLeast],
    ['off track', 89, atLeast],
    ['on track', 50, atMost],
    ['at risk', 55, atMost],
    ['off track', 56, atMost],
    ['on track', 10, between],
    ['on track', 20, between],
    ['at risk', 9, between],
    ['off track', 23, between],
    ['off track', 1, { operator: 'lte', target: 0 }],
    ['at risk', -105, { operator: 'gte', target: -100 }],
    ['pending', null, atLeast],
    ['pending', 5, undefined],
  ])('is %s at %s with %j', (status, value, target) => expect(statusOf(value, target)).toBe(status))
})

describe('targetOf', () => {
  const average: Metric = { ...spec, measure: { average: 'score' } }
  it.each<[string, Target | undefined, Parameters<typeof targetOf>[0], Metric, Grain]>([
    ['the metric’s own in its own grain', { operator: 'gte', target: 40 }, {}, spec, 'week'],
    ['none of a count read in longer periods', undefined, {}, spec, 'month'],
    ['the same of an average in any period', { operator: 'gte', target: 40 }, {}, average, 'month'],
    ['the line’s before the metric’s', { operator: 'gte', target: 160 }, { target: 160 }, spec, 'month'],
    [
      'at most where down is good',
      { operator: 'lte', target: 3 },
      { target: 3 },
      { ...spec, direction: 'down' },
      'week',
    ],
    ['between for a pair', { operator: 'between', target: [3, 5] }, { target: [3, 5] }, spec, 'week'],
    ['the operator that is written', { operator: 'lte', target: 3 }, { target: 3, operator: 'lte' }, spec, 'week'],
  ])('is %s', (_what, expected, line, metric, grain) => {
    expect(targetOf(line, metric, grain, () => undefined)).toEqual(expected)
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
