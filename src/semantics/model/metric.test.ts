import { describe, expect, it } from 'vitest'
import { parseDuration } from '../../core/duration.ts'
import { checkChannels, hostOf } from './channel.ts'
import { checkMetric, type MetricModel } from './metric.ts'
import { narrowed } from './relation.ts'
import { checkStageRule, leavesOf, type StageRule } from './stage.ts'

const visits: MetricModel = { kind: 'simple', measure: { count: 'rows' }, of: { events: ['visit'] } }

describe('checkMetric', () => {
  it('finds nothing wrong with a sound metric', () => {
    expect(
      checkMetric({
        kind: 'derived',
        formula: 'a / b',
        inputs: { a: visits, b: { ...visits, measure: { sum: 'x' } } },
      }),
    ).toEqual([])
  })

  it('reports every problem of every part at once, each with its place', () => {
    const model: MetricModel = {
      kind: 'derived',
      formula: 'won - los',
      inputs: {
        won: { kind: 'simple', measure: { sum: '' }, of: { events: [' '] } },
        lost: {
          kind: 'ratio',
          numerator: {
            kind: 'cumulative',
            measure: { count: 'people' },
            of: { events: [] },
            over: { last: parseDuration('36 hours') },
          },
          denominator: {
            kind: 'conversion',
            from: { stage: 's', rule: { all: [] } },
            to: { events: ['x'], where: { a: { like: 'b' } as never } },
            within: parseDuration('2 business days'),
            answer: 'share',
          },
        },
      },
    }
    expect(checkMetric(model).map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'formula unknown_name',
      'inputs.won.measure.sum empty',
      'inputs.won.of.events empty',
      'inputs.lost.numerator.of.events empty',
      'inputs.lost.numerator.over.last not_days',
      'inputs.lost.denominator.from.rule.all empty',
      'inputs.lost.denominator.to.where.a.like unknown_operator',
      'inputs.lost.denominator.within business',
    ])
  })

  it('says which input a formula forgot', () => {
    const [problem] = checkMetric({ kind: 'derived', formula: 'won * 2', inputs: { won: visits, wonn: visits } })
    expect(problem!.message).toBe('The formula does not read “wonn”. Did you mean “won”, or forget it in the formula?')
  })

  it('refuses metrics that rest on each other without end', () => {
    const on = (numerator: MetricModel, denominator: MetricModel): MetricModel => ({
      kind: 'ratio',
      numerator,
      denominator,
    })
    let deep = visits as MetricModel
    let wide = visits as MetricModel
    for (let i = 0; i < 50; i++) [deep, wide] = [on(deep, visits), on(wide, wide)]
    expect(checkMetric(deep).map(problem => problem.code)).toContain('too_deep')
    expect(checkMetric(wide).map(problem => problem.code)).toEqual(['too_large'])
  })
})

describe('checkStageRule', () => {
  it.each<[StageRule, string]>([
    [{ event: [] }, 'event empty'],
    [{ event: 'a', times: 0 }, 'times out_of_range'],
    [{ event: 'a', times: 1.5 }, 'times out_of_range'],
    [{ event: 'a', within: parseDuration('1 day') }, 'within without_times'],
    [{ event: 'a', times: 2, within: parseDuration('2 business hours') }, 'within business'],
    [{ trait: {} }, 'trait empty'],
    [{ any: [{ event: 'a' }, { stage: 'b', rule: { all: [] } }] }, 'any.1.rule.all empty'],
  ])('%j', (rule, problem) => {
    expect(checkStageRule(rule).map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([problem])
  })

  it('lists the leaves of a rule in the order of writing, with their places', () => {
    const rule: StageRule = {
      all: [{ event: 'a' }, { stage: 's', rule: { any: [{ trait: { b: 1 } }, { event: 'c' }] } }],
    }
    expect(leavesOf(rule).map(({ path }) => path.join('.'))).toEqual(['all.0', 'all.1.rule.any.0', 'all.1.rule.any.1'])
  })
})

describe('narrowed', () => {
  it('lays conditions over those of the relation, and keeps no empty ones', () => {
    const of = { events: ['a'], where: { x: 1 }, traits: {} }
    expect(narrowed(of, { where: { y: 2 }, accountTraits: { z: 3 } })).toEqual({
      events: ['a'],
      where: { and: [{ x: 1 }, { y: 2 }] },
      accountTraits: { z: 3 },
    })
  })
})

describe('channels', () => {
  it('reports rules that can never count and misspelt parts', () => {
    const rules = [
      { channel: 'All', when: {} },
      { channel: 'Paid', when: { sorce: 'google' } },
      { channel: ' ', when: { source: {} } },
    ]
    expect(checkChannels({ rules }).map(({ path, code, repair }) => [path.join('.'), code, repair])).toEqual([
      ['rules.0.when', 'takes_all', undefined],
      ['rules.1.when.sorce', 'unknown_part', 'source'],
      ['rules.2.when.source', 'no_operator', undefined],
      ['rules.2.channel', 'empty', undefined],
    ])
    expect(checkChannels({ rules: [] })).toHaveLength(1)
  })

  it.each([
    ['https://www.Google.com/search?q=1', 'google.com'],
    ['google.com', 'google.com'],
    ['android-app://com.slack/', 'com.slack'],
    ['http://t.co:8080#x', 't.co'],
    ['www.x.org?y', 'x.org'],
    ['://', ''],
  ])('the host of %s is %s', (address, host) => expect(hostOf(address)).toBe(host))
})
