import { expect, it } from 'vitest'
import { metric, team } from '../../../test/declare.ts'
import { checkDeclarations } from '../declaration/declaration.ts'
import { kinds } from '../index.ts'
import { type Annotation, explains, fallsInto } from './annotation.ts'

const annotation = (fields: Record<string, unknown>) => ({
  kind: 'annotation',
  name: 'price-rise',
  owner: 'marketing',
  on: '2026-03-10',
  text: 'Prices rose by a tenth.',
  ...fields,
})

const checked = (fields: Record<string, unknown>) =>
  checkDeclarations([team('marketing'), metric('demos', { measure: 'count', of: 'demo' }), annotation(fields)], kinds)

it.each<[string, string, unknown]>([
  ['until', 'ends_before', { until: '2026-03-09' }],
  ['about.0', 'unknown_object', { about: ['metric/demo'] }],
  ['about.1', 'unknown_object', { about: ['metric/demos', 'nothing/at-all'] }],
  ['about', 'too_small', { about: [] }],
  ['binds', 'unknown_field', { binds: ['marketing'] }],
  ['owner', 'unknown_team', { owner: 'marketting' }],
])('an annotation has a problem at %s: %s', (path, code, fields) => {
  const { problems } = checked(fields as Record<string, unknown>)
  expect(problems.map(({ problem }) => [problem.path.join('.'), problem.code])).toEqual([[path, code]])
})

it('says what was meant by a misspelt name', () => {
  expect(checked({ about: ['metric/demo'] }).problems[0]?.problem.repair).toBe('metric/demos')
})

it('binds nobody and rests on nothing, so that it neither drifts nor keeps a metric from being retired', () => {
  const { sound, problems } = checked({ about: ['metric/demos'] })
  expect(problems).toEqual([])
  expect(sound.find(({ kind }) => kind === 'annotation')).toMatchObject({ binds: [], refers: [] })
})

it.each<[boolean, string, string | undefined, string, string]>([
  [true, 'on the first day', undefined, '2026-03-10', '2026-03-11'],
  [false, 'on the day after the last', undefined, '2026-03-01', '2026-03-10'],
  [true, 'that began before and lasts', '2026-03-20', '2026-03-15', '2026-03-16'],
  [true, 'whose last day is the first shown', '2026-03-20', '2026-03-20', '2026-04-01'],
  [false, 'that was over before', '2026-03-20', '2026-03-21', '2026-04-01'],
])('falls into days: %s for one %s', (expected, _, until, start, end) => {
  const spec: Annotation = { on: '2026-03-10', text: 'x', ...(until ? { until } : {}) }
  expect(fallsInto(spec, { start, end })).toBe(expected)
})

it('explains everything, or what it is about and what is made of that', () => {
  expect(explains({ on: '2026-03-10', text: 'x' }, ['metric/arr'])).toBe(true)
  expect(explains({ on: '2026-03-10', text: 'x', about: ['stage/mql'] }, ['metric/mqls', 'stage/mql'])).toBe(true)
  expect(explains({ on: '2026-03-10', text: 'x', about: ['metric/demos'] }, ['metric/arr'])).toBe(false)
})
