import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questionOf, asked as random } from '../../../test/semantics/arbitrary.ts'
import { offences, sqlOf } from '../../../test/semantics/golden.ts'
import { type Calendar, lastPeriods, periodsBetween } from '../../core/calendar.ts'
import { ProductError } from '../../core/error.ts'
import { duckdb, postgres } from '../../store/events/dialect.ts'
import type { Measure } from '../model/measure.ts'
import type { MetricModel } from '../model/metric.ts'
import { print } from '../sql/step.ts'
import { combine } from './combine.ts'
import { plan, planAll } from './plan.ts'
import { checkQuestion, type Question } from './question.ts'

const calendar: Calendar = { zone: 'Europe/Berlin', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' }
const simple = (measure: Measure, event = 'deal_won'): MetricModel => ({
  kind: 'simple',
  measure,
  of: { events: [event] },
})
const asked = (metric: MetricModel, more: Partial<Question> = {}): Question => ({
  metric,
  calendar,
  periods: lastPeriods(2, 'week', '2026-03-16', calendar),
  ...more,
})

describe('planAll', () => {
  it('reads a relation once, however many numbers are taken of it', () => {
    const { steps } = planAll([
      asked(simple({ count: 'rows' })),
      asked(simple({ sum: 'amount' })),
      asked({ kind: 'ratio', numerator: simple({ average: 'amount' }), denominator: simple({ count: 'rows' }) }),
      asked(simple({ count: 'rows' }, 'demo')),
    ])
    expect(steps).toHaveLength(2)
    expect(steps[0]).toMatchObject({ aggregates: [{ count: 'rows' }, { sum: 'amount' }, { values: 'amount' }] })
  })

  it('keeps apart what differs in periods, scope or segments', () => {
    const metric = simple({ count: 'rows' })
    const { steps } = planAll([
      asked(metric),
      asked(metric, { periods: lastPeriods(3, 'week', '2026-03-16', calendar) }),
      asked(metric, { where: { aggregates: 1 } }),
      asked(metric, { where: { aggregates: 2 } }),
      asked(metric, { by: [{ property: 'country' }] }),
    ])
    expect(steps).toHaveLength(5)
  })

  it('refuses a question with all that is wrong with it', () => {
    const weeks = lastPeriods(3, 'week', '2026-03-16', calendar)
    const wrong = asked(simple({ sum: '' }), {
      periods: [weeks[0]!, weeks[2]!],
      by: [{ property: '' }, ...Array.from({ length: 4 }, () => ({ trait: 'x' }))],
      traits: { x: [1] as never },
    })
    expect(checkQuestion(wrong).map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'metric.measure.sum empty',
      'periods gap',
      'by too_many',
      'by.0.property empty',
      'traits.x list_without_operator',
    ])
    expect(checkQuestion(asked(simple({ count: 'rows' }), { periods: [] }))).toHaveLength(1)
    expect(() => plan(wrong)).toThrow(ProductError)
  })
})

describe('periods', () => {
  const sql = (metric: MetricModel, grain: 'day' | 'week' | 'month', to: string) => {
    const [step] = plan(asked(metric, { periods: periodsBetween('2020-01-01', to, grain, calendar) })).steps
    return print(step!, postgres).text
  }
  const entries: MetricModel = {
    kind: 'simple',
    measure: { count: 'people' },
    of: { stage: 's', rule: { event: 'a' } },
  }

  it('days are counted, a few periods are told apart, many are halved first', () => {
    expect(sql(simple({ count: 'rows' }), 'day', '2021-01-01')).toContain('e.day - 18262 AS period')
    expect(sql(simple({ count: 'rows' }), 'month', '2021-01-01')).toContain('WHEN e.day < 18293 THEN 0')
    expect(sql(simple({ count: 'rows' }), 'week', '2020-08-01')).toMatch(
      /CASE WHEN e.day < 18365 THEN CASE WHEN .* ELSE 14 END ELSE CASE WHEN .* ELSE 30 END END AS period/,
    )
  })

  it('an entry into a stage is placed by its instant, in the zone of the calendar', () => {
    expect(sql(entries, 'month', '2020-03-01')).toContain(`WHEN r.ts < ${Date.UTC(2020, 0, 31, 23)} THEN 0`)
  })
})

describe('statements', () => {
  it('say only what both engines understand alike, whatever is asked', () => {
    fc.assert(
      fc.property(random, fc.constantFrom(duckdb, postgres), (ask, dialect) => {
        expect(offences(sqlOf({ question: questionOf(ask) }, dialect))).toEqual([])
      }),
    )
  })

  it('are the same for the same question', () => {
    fc.assert(
      fc.property(random, ask => {
        const [one, other] = [structuredClone(ask), ask].map(each => sqlOf({ question: questionOf(each) }, postgres))
        expect(one).toBe(other)
      }),
    )
  })
})

describe('combine', () => {
  const by = [{ property: 'country' }]

  it('gives every period to every segment, sorted, with what a value is made of', () => {
    const ratio: MetricModel = {
      kind: 'ratio',
      numerator: simple({ count: 'rows' }),
      denominator: simple({ count: 'rows' }, 'demo'),
    }
    const [series] = combine(plan(asked(ratio, { by })), [
      [{ period: 0, s1: null, m1: 1 }],
      [{ period: 1, s1: 'DE', m1: 4 }],
    ])
    expect(series!.map(({ segment, value, parts }) => [segment[0], value, parts])).toEqual([
      ['DE', null, { numerator: 0, denominator: 0 }],
      ['DE', 0, { numerator: 0, denominator: 4 }],
      [null, null, { numerator: 1, denominator: 0 }],
      [null, null, { numerator: 0, denominator: 0 }],
    ])
  })

  it('has one segment when none were asked for, even without a row', () => {
    const [series] = combine(plan(asked(simple({ median: 'amount' }))), [[]])
    expect(series!.map(point => [point.segment, point.value])).toEqual([
      [[], null],
      [[], null],
    ])
  })

  it('refuses more cells than anybody can look at', () => {
    const rows = Array.from({ length: 200_001 }, (_, i) => ({ period: 0, s1: String(i), m1: 1 }))
    expect(() => combine(plan(asked(simple({ count: 'rows' }), { by })), [rows])).toThrow(/more than 200000 cells/)
  })
})
