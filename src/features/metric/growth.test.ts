import { describe, expect, it } from 'vitest'
import type { Metric } from './metric.ts'
import { accumulates } from './metric.ts'

const metric = (fields: Partial<Metric>): Metric => ({ class: 'output', unit: 'deals', direction: 'up', ...fields })

const known: Record<string, Metric> = {
  won: metric({ measure: 'count', of: 'deal_won' }),
  lost: metric({ measure: 'count', of: 'deal_lost' }),
  size: metric({ measure: { average: 'amount' }, of: 'deal_won' }),
}

describe('accumulates', () => {
  it.each<[boolean, string, Partial<Metric>]>([
    [true, 'a count', { measure: 'count', of: 'deal_won' }],
    [true, 'a count of people', { measure: 'people', of: 'deal_won' }],
    [true, 'a sum', { measure: { sum: 'amount' }, of: 'deal_won' }],
    [true, 'a sum of this quarter so far', { measure: { sum: 'amount' }, of: 'deal_won', over: 'quarter to date' }],
    [true, 'how many converted', { conversion: { from: 'lead', to: 'deal_won', answer: 'count' } }],
    [true, 'a difference of counts', { formula: 'won - lost' }],
    [true, 'twice a count', { formula: '2 * won' }],
    [true, 'a tenth of a count', { formula: 'won / 10' }],
    [true, 'the larger of two counts', { formula: 'max(won, lost)' }],
    [false, 'an average', { measure: { average: 'amount' }, of: 'deal_won' }],
    [false, 'a median', { measure: { median: 'days' }, of: 'deal_won' }],
    [false, 'the last 28 days', { measure: 'people', of: 'login', over: '28 days' }],
    [false, 'everything so far', { measure: 'people', of: 'login', over: 'all time' }],
    [false, 'a ratio', { ratio: { numerator: 'won', denominator: 'lost' } }],
    [false, 'a share of people', { conversion: { from: 'lead', to: 'deal_won' } }],
    [false, 'a count divided by a count', { formula: 'won / (won + lost)' }],
    [false, 'a count times a count', { formula: 'won * lost' }],
    [false, 'a count plus an average', { formula: 'won + size' }],
    [false, 'a count plus a constant', { formula: 'won + 5' }],
    [false, 'a constant', { formula: '5' }],
    [false, 'a formula of what is not there', { formula: 'gone' }],
  ])('%s for %s', (expected, _what, fields) => {
    expect(accumulates(metric(fields), name => known[name])).toBe(expected)
  })
})
