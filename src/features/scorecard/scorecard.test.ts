import { expect, it } from 'vitest'
import { metric, team } from '../../../test/declare.ts'
import { checkDeclarations } from '../declaration/declaration.ts'
import { kinds } from '../index.ts'

const count = (name: string) => metric(name, { measure: 'count', of: name })

const mistakes = (sections: unknown) =>
  checkDeclarations(
    [
      team('marketing'),
      count('arr'),
      count('demos'),
      { kind: 'scorecard', name: 'company', owner: 'marketing', sections },
    ],
    kinds,
  ).problems.map(({ problem }) => ({ path: problem.path.join('.'), code: problem.code }))

it.each<[string, string, unknown]>([
  ['sections', 'too_small', []],
  ['sections.0.outcome', 'unknown_metric', [{ outcome: 'ar' }]],
  ['sections.1.outcome', 'same_outcome', [{ outcome: 'arr' }, { outcome: 'arr' }]],
  ['sections.0.lines.0.metric', 'unknown_metric', [{ outcome: 'arr', lines: [{ metric: 'demo' }] }]],
  ['sections.0.lines.0.metric', 'outcome_as_line', [{ outcome: 'arr', lines: [{ metric: 'arr' }] }]],
  ['sections.0.lines.1.metric', 'same_line', [{ outcome: 'arr', lines: [{ metric: 'demos' }, { metric: 'demos' }] }]],
  ['sections.0.lines.0.operator', 'no_target', [{ outcome: 'arr', lines: [{ metric: 'demos', operator: 'lte' }] }]],
  [
    'sections.0.lines.0.target',
    'no_pair',
    [{ outcome: 'arr', lines: [{ metric: 'demos', operator: 'between', target: 3 }] }],
  ],
  [
    'sections.0.lines.0.target',
    'no_pair',
    [{ outcome: 'arr', lines: [{ metric: 'demos', operator: 'outside', target: 3 }] }],
  ],
  ...['gte', 'gt', 'lte', 'lt', 'eq'].map((operator): [string, string, unknown] => [
    'sections.0.lines.0.operator',
    'not_one',
    [{ outcome: 'arr', lines: [{ metric: 'demos', operator, target: [3, 5] }] }],
  ]),
  [
    'sections.2.outcome',
    'same_outcome',
    [
      { outcome: 'arr', stakeholder: 'the board' },
      { outcome: 'arr', stakeholder: 'customers' },
      { outcome: 'arr', stakeholder: 'the board' },
    ],
  ],
  ['sections.0.lines.0.owner', 'unknown_team', [{ outcome: 'arr', lines: [{ metric: 'demos', owner: 'nobody' }] }]],
  ['sections.0.lines.0.target', 'empty_range', [{ outcome: 'arr', lines: [{ metric: 'demos', target: [5, 3] }] }]],
])('a scorecard has a problem at %s: %s', (path, code, sections) => {
  expect(mistakes(sections)).toEqual([{ path, code }])
})

it('an outcome may have a section for each of those it matters to', () => {
  const sections = [
    { outcome: 'arr', stakeholder: 'the board' },
    { outcome: 'arr', stakeholder: 'customers' },
    { outcome: 'arr' },
  ]
  expect(mistakes(sections)).toEqual([])
})

it.each([
  { metric: 'demos', operator: 'outside', target: [3, 5] },
  { metric: 'demos', operator: 'eq', target: 3 },
  { metric: 'demos', operator: 'gt', target: 3 },
])('a line may say %j', line => expect(mistakes([{ outcome: 'arr', lines: [line] }])).toEqual([]))

it('a scorecard binds its owner and every team that owns a line', () => {
  const { sound } = checkDeclarations(
    [
      ...['marketing', 'sales', 'web'].map(team),
      count('arr'),
      count('demos'),
      {
        kind: 'scorecard',
        name: 'company',
        owner: 'sales',
        sections: [{ outcome: 'arr', lines: [{ metric: 'demos', owner: 'web' }] }],
      },
    ],
    kinds,
  )
  expect(sound.find(({ kind }) => kind === 'scorecard')?.binds).toEqual(['sales', 'web'])
})

it('a scorecard may leave its lines to what metrics claim', () => {
  expect(mistakes([{ outcome: 'arr' }])).toEqual([])
})
