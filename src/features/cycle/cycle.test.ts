import { expect, it } from 'vitest'
import { team } from '../../../test/declare.ts'
import { checkDeclarations, type Declaration } from '../declaration/declaration.ts'
import { kinds } from '../index.ts'

const company = { kind: 'company', name: 'acme', fiscalStart: 7 }
const year = { kind: 'cycle', name: 'year', owner: 'sales', period: 2026 }
const cycle = (fields: Record<string, unknown>): Declaration => ({
  kind: 'cycle',
  name: 'winter',
  owner: 'sales',
  period: '2026-Q1',
  ...fields,
})

const problems = (declarations: Declaration[]) =>
  checkDeclarations([team('sales'), ...declarations], kinds).problems.map(({ problem }) => ({
    path: problem.path.join('.'),
    code: problem.code,
  }))

it('lies in a longer one, as it is said', () => {
  const checkIn = { every: '2 weeks', on: 'friday', at: '15:30' }
  expect(problems([year, cycle({ parent: 'year', checkIn })])).toEqual([])
  expect(problems([cycle({ period: { from: '2026-01-05', to: '2026-02-16' }, parent: 'year' }), year])).toEqual([])
})

it.each<[string, string, Record<string, unknown>]>([
  ['period', 'unknown_cycle', { period: '2026-Q5' }],
  ['period.to', 'empty_cycle', { period: { from: '2026-01-01', to: '2026-01-01' } }],
  ['period', 'outside_parent', { period: '2025-Q4', parent: 'year' }],
  ['period', 'outside_parent', { period: { from: '2026-12-01', to: '2027-01-02' }, parent: 'year' }],
  ['parent', 'unknown_cycle', { parent: 'yaer' }],
  ['parent', 'cyclic_parent', { parent: 'winter' }],
  ['checkIn.at', 'invalid_format', { checkIn: { at: '9 am' } }],
  ['checkIn.every', 'invalid_value', { checkIn: { every: 'day' } }],
])('has a problem at %s: %s', (path, code, fields) => {
  expect(problems([year, cycle(fields)])).toEqual([{ path, code }])
})

it('knows the fiscal year of the company declared beside it, and does not guess it', () => {
  const fiscal = { ...year, name: 'fiscal', period: 'FY2026' }
  const summer = cycle({ period: '2025-Q3', parent: 'fiscal' })
  expect(problems([company, fiscal, summer])).toEqual([])
  expect(problems([company, fiscal, cycle({ period: '2026-Q3', parent: 'fiscal' })])).toEqual([
    { path: 'period', code: 'outside_parent' },
  ])
  expect(problems([fiscal, summer])).toEqual([])
})
