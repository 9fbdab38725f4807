import { describe, expect, it } from 'vitest'
import type { Goal } from '../goal/goal.ts'
import { eventsOf, type Metric } from '../metric/metric.ts'
import { brings, type Emitted, type Source } from '../source/source.ts'
import type { Stage } from '../stage/stage.ts'
import { type Fed, feedersOf, putInto } from './feeds.ts'
import type { InForce } from './tree.ts'

const inForce = <Spec>(all: Record<string, { owner?: string; spec: Spec }>): InForce<Spec> =>
  new Map(Object.entries(all).map(([name, { owner = 'sales', spec }]) => [name, { title: name, owner, spec }]))

const metric = (fields: Partial<Metric>): Metric => ({ class: 'output', unit: 'deals', direction: 'up', ...fields })

const source = (events: Emitted[]): Source => ({ events })

const result = (metric: string): Goal['results'][number] => ({
  name: metric,
  metric,
  from: 0,
  to: 1,
  kind: 'committed',
})

const fed = (more: Partial<Fed> = {}): Fed => ({
  metrics: inForce({
    arr: { owner: 'finance', spec: metric({ measure: { sum: 'amount' }, of: 'deal_won' }) },
    demos: { owner: 'sales', spec: metric({ measure: 'count', of: 'demo_held' }) },
    mqls: { owner: 'marketing', spec: metric({ measure: 'people', of: { stage: 'mql' } }) },
  }),
  goals: inForce({}),
  sources: inForce({}),
  stages: inForce<Stage>({
    mql: { spec: { order: 1, enters: { any: ['became_mql', { stage: 'lead' }] } } },
    lead: { spec: { order: 0, enters: { event: ['form_sent', 'called'] } } },
  }),
  ...more,
})

const BELOW = new Set(['demos', 'mqls'])

const feeding = (below: ReadonlySet<string>, all: Fed) => feedersOf('arr', below, all.metrics, putInto(all))

describe('who feeds a number', () => {
  it('are the owners of what is below it, and not its own', () => {
    expect(feeding(BELOW, fed())).toEqual(
      new Map([
        ['sales', [{ by: 'metric', of: 'metric/demos', through: 'demos' }]],
        ['marketing', [{ by: 'metric', of: 'metric/mqls', through: 'mqls' }]],
      ]),
    )
    expect(feeding(new Set(), fed()).size).toBe(0)
  })

  it('are those who work on a goal on it, or on one below', () => {
    const goals = inForce<Goal>({
      grow: {
        owner: 'board',
        spec: {
          level: 'company',
          cycle: '2026',
          results: [result('arr')],
          contributors: [{ team: 'web', with: 'speed' }],
        },
      },
      fill: { owner: 'email', spec: { level: 'team', cycle: '2026', results: [result('mqls')] } },
      other: {
        owner: 'people',
        spec: {
          level: 'team',
          cycle: '2026',
          results: [result('hires')],
          contributors: [
            { team: 'it', with: 'laptops', metric: 'demos' },
            { team: 'legal', with: 'contracts' },
          ],
        },
      },
    })
    const ways = feeding(BELOW, fed({ goals }))
    const byGoal = [...ways].flatMap(([team, all]) =>
      all.filter(({ by }) => by === 'goal').map(({ of, through }) => [team, of, through]),
    )
    expect(byGoal).toEqual([
      ['board', 'goal/grow', 'arr'],
      ['web', 'goal/grow', 'arr'],
      ['it', 'goal/other', 'demos'],
      ['email', 'goal/fill', 'mqls'],
    ])
  })

  it('are the owners of sources that bring what is counted, for the number itself or below', () => {
    const sources = inForce({
      billing: { owner: 'it', spec: source([{ name: 'deal_won', at: 'Closed' }]) },
      crm: { owner: 'web', spec: source([{ each: { Lead: 'form_sent', Won: 'won' } }]) },
      desk: { owner: 'support', spec: source([{ name: 'ticket', at: 'Created' }]) },
    })
    const ways = feeding(BELOW, fed({ sources }))
    expect(ways.get('it')).toEqual([{ by: 'source', of: 'source/billing', through: 'arr' }])
    expect(ways.get('web')).toEqual([{ by: 'source', of: 'source/crm', through: 'mqls' }])
    expect(ways.has('support')).toBe(false)
  })
})

describe('the events of a metric', () => {
  const { metrics, stages } = fed()
  it.each<[string, Metric | undefined, string[]]>([
    ['an event', metrics.get('arr')?.spec, ['deal_won']],
    ['a stage and the stages in it', metrics.get('mqls')?.spec, ['became_mql', 'form_sent', 'called']],
    [
      'a conversion',
      metric({ conversion: { from: { event: ['a', 'b'] }, to: { stage: 'lead' } } }),
      ['a', 'b', 'form_sent', 'called'],
    ],
    ['a formula', metric({ formula: 'arr * 2' }), []],
    ['nothing', undefined, []],
  ])('are those of %s', (_, spec, events) => expect(eventsOf(spec, name => stages.get(name)?.spec)).toEqual(events))
})

describe('a source', () => {
  it.each<[Emitted, string, boolean]>([
    [{ name: 'deal_won', at: 'x' }, 'deal_won', true],
    [{ name: 'deal_won', at: 'x' }, 'deal_won_again', false],
    [{ each: { Won: 'deal_won' } }, 'deal_won', true],
    [{ name: 'became_{Stage}', at: 'x' }, 'became_mql', true],
    [{ name: 'became_{Stage}', at: 'x' }, 'left_mql', false],
    [{ name: { column: 'Kind', map: { c: 'clicked' }, else: 'other' }, at: 'x' }, 'clicked', true],
    [{ name: { column: 'Kind', map: { c: 'clicked' }, else: 'other' }, at: 'x' }, 'other', true],
    [{ name: { column: 'Kind', map: { c: 'clicked' }, else: null }, at: 'x' }, 'opened', false],
    [{ name: { column: 'Kind' }, at: 'x' }, 'opened', false],
    [{ name: 'a.b', at: 'x' }, 'axb', false],
  ])('%o brings %s: %s', (event, name, expected) => expect(brings(source([event]), name)).toBe(expected))
})
