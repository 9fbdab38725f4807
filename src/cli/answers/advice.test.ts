import { expect, it } from 'vitest'
import { type Format, print } from '../format.ts'
import { terminalOf, widthOf } from '../terminal.ts'
import { adviceForm } from './advice.ts'

const piece = {
  rule: 'weight-hides-results',
  path: ['results', 1, 'weight'],
  sentence:
    '“Won” carries 90 % of the goal “All”, so the other key results hardly count, whatever anybody does for them.',
  weak: 'weight: 9',
  strong: 'weight: 3',
}

const said = (advice: (typeof piece)[], format: Format = 'text') =>
  print({ value: advice, ...adviceForm({ goal: 'all', advice }) }, format, terminalOf({}, {}))

it('says where, what, and how it says more, within a hundred columns', () => {
  const text = said([piece])
  expect(text).toBe(
    '· results 2, weight weight-hides-results\n' +
      '  “Won” carries 90 % of the goal “All”, so the other key results hardly count, whatever anybody does\n' +
      '  for them.\n' +
      '  ✗ weight: 9\n' +
      '  ✓ weight: 3\n',
  )
  expect(text.split('\n').filter(line => widthOf(line) > 100)).toEqual([])
  expect(said([piece], 'csv').split('\n')[0]).toBe('rule,where,advice,weak,strong')
})

it('says so when there is nothing to add', () => {
  expect(said([])).toBe('✓ Nothing to add to “all”.\n')
})
