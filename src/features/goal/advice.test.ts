import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rules } from '../finding/rules.ts'
import { Metric } from '../metric/metric.ts'
import { adviceOn, type Limits } from './advice.ts'
import { EXAMPLES } from './advice-examples.ts'
import { isActivity, isTask } from './advice-words.ts'
import { Goal, LEVELS } from './goal.ts'

const numbers = new Map(
  Object.entries({ leads: 'output', opens: 'activity', nrr: 'outcome' }).map(([title, word]) => [
    title,
    { title, spec: Metric.parse({ class: word, unit: 'people', direction: 'up', measure: 'count', of: 'x' }) },
  ]),
)

const advise = (fields: object, title = 'Harbours stay', limits?: Partial<Limits>) => {
  const spec = Goal.parse({ level: 'team', cycle: '2026-Q1', ...fields })
  return adviceOn({ title, owner: 'sales', spec }, numbers, limits).map(({ rule, path }) => [rule, path.join('.')])
}

const nrr = { name: 'NRR', metric: 'nrr', from: 1, to: 1.1 }
const byHand = (name: string) => ({ name, from: 0, to: 12, unit: 'pieces' })

describe('isTask', () => {
  it.each(['Launch the portal', 'Roll out the new CRM', 'publish 12 articles', 'Run a webinar'])('“%s” is', words => {
    expect(isTask(words)).toBe(true)
  })

  it.each([
    'Customers solve small things themselves',
    'Launch the portal so that fewer people call',
    'Write offers that 40 % accept',
    'Run cost per seat',
    'Released versions without a rollback',
    'Testers become buyers',
    'Planned visits',
    '',
  ])('“%s” is not', words => {
    expect(isTask(words)).toBe(false)
  })
})

describe('isActivity', () => {
  it.each(['12 webinars', 'Newsletters', 'articles on onboarding'])('“%s” is', words => {
    expect(isActivity(words)).toBe(true)
  })

  it.each(['Calls answered within a minute', 'Share of demos won', 'Customers'])('“%s” is not', words => {
    expect(isActivity(words)).toBe(false)
  })
})

describe('adviceOn', () => {
  it('has nothing to say of a goal that is well written', () => {
    expect(advise({ results: [nrr], contributors: [{ team: 'product', with: 'x', metric: 'leads' }] })).toEqual([])
  })

  it('says where each thing stands', () => {
    const results = [{ name: 'Ship the app', done: 'It is in the store', by: '2026-03-01' }, byHand('12 webinars')]
    expect(advise({ results }, 'Launch the portal')).toEqual([
      ['objective-names-a-task', 'title'],
      ['task-shaped-result', 'results.0'],
      ['task-shaped-result', 'results.1'],
      ['goal-without-metric', 'results'],
    ])
    expect(advise({ objective: 'Build an app', results: [nrr] })).toEqual([['objective-names-a-task', 'objective']])
  })

  it('leaves a task alone that a metric shows, a baseline to find, and a milestone that says what will be so', () => {
    const milestone = { name: 'Every harbour signs online', done: 'No paper', by: '2026-03-01' }
    const baseline = { name: 'Define what a visit costs', establish: true }
    expect(advise({ results: [{ ...nrr, name: 'Launch it' }, milestone, baseline] })).toEqual([])
  })

  it('tells one number without a guardrail from one with', () => {
    const leads = { ...nrr, metric: 'leads' }
    expect(advise({ results: [leads] })).toEqual([['single-number-goal', 'results']])
    expect(advise({ results: [leads, { name: 'Fit', metric: 'nrr', keep: [0, 1] }] })).toEqual([])
    expect(advise({ results: [leads, nrr] })).toEqual([])
    expect(advise({ results: [{ ...nrr, metric: 'opens' }] })).toEqual([['goal-result-on-activity-only', 'results']])
  })

  it('counts and weighs at the limits it is given', () => {
    const results = Array.from({ length: 6 }, (_, i) => ({ ...nrr, name: `${i}` }))
    expect(advise({ results })).toEqual([['too-many-results', 'results']])
    expect(advise({ results }, undefined, { results: 6 })).toEqual([])
    const heavy = [
      { ...nrr, weight: 4 },
      { ...nrr, name: 'other' },
    ]
    expect(advise({ results: heavy })).toEqual([['weight-hides-results', 'results.0.weight']])
    expect(advise({ results: heavy }, undefined, { weight: 0.81 })).toEqual([])
    expect(advise({ results: [nrr] })).toEqual([])
  })

  it('asks a shared goal for a promise, and a team for none', () => {
    const results = [{ ...nrr, kind: 'aspirational' }]
    expect(advise({ level: 'company', results })).toEqual([['nothing-committed', 'results']])
    expect(advise({ level: 'team', results })).toEqual([])
  })

  it('advises under rules of the linter, each with an example, on whatever lies in the goal', () => {
    const ids = rules.map(({ id }) => id)
    expect(Object.keys(EXAMPLES).filter(id => !ids.includes(id))).toEqual([])
    const words = fc.constantFrom('Launch it', '12 webinars', 'Harbours stay', '')
    const result = fc.record(
      { name: words, metric: fc.constantFrom('leads', 'opens', 'nrr', 'gone'), from: fc.nat(), to: fc.nat() },
      { requiredKeys: ['name'] },
    )
    const weight = fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined })
    const contributor = fc.record({ team: fc.constant('it'), with: words, metric: fc.constantFrom('leads', undefined) })
    const goal = fc.record({
      level: fc.constantFrom(...LEVELS),
      cycle: fc.constant('2026-Q1'),
      results: fc.array(fc.tuple(result, weight), { maxLength: 8 }),
      contributors: fc.array(contributor, { maxLength: 2 }),
    })
    fc.assert(
      fc.property(goal, words, (fields, title) => {
        const results = fields.results.map(([each, heavy]) => ({ ...each, kind: 'committed' as const, weight: heavy }))
        const spec = { ...fields, results } as Goal
        for (const { rule, path, sentence } of adviceOn({ title, owner: 'sales', spec }, numbers)) {
          expect(Object.keys(EXAMPLES)).toContain(rule)
          expect(sentence).toMatch(/\.$/)
          const [field, index] = path
          const isThere = field === 'title' || (spec[field as 'results'] as unknown[])[Number(index ?? 0)] !== undefined
          expect(isThere).toBe(true)
        }
      }),
    )
  })

  it('has strong examples that are no tasks', () => {
    for (const { strong } of Object.values(EXAMPLES)) expect(isTask(strong) || isActivity(strong)).toBe(false)
  })
})
