import { expect, it } from 'vitest'
import { hasSigned, type Signing, withoutLine } from './ownership.ts'

const binds = ['sales', 'web']
it.each<[boolean, string, string, Signing]>([
  [true, 'sales', 'who signed', { binds, missing: ['web'], adopted: 'reviewed' }],
  [false, 'web', 'whose signature is missing', { binds, missing: ['web'], adopted: 'reviewed' }],
  [true, 'web', 'a review without any signature stands for', { binds, missing: binds, adopted: 'reviewed' }],
  [false, 'web', 'nobody asked while signatures were off', { binds, missing: binds, adopted: 'unsigned' }],
  [false, 'it', 'it does not bind', { binds, missing: [], adopted: 'signed' }],
])('is %s of %s, %s', (expected, team, _, signing) => expect(hasSigned(signing, team)).toBe(expected))

it('a department is without a line when none of its teams has one', () => {
  const teams = [
    { name: 'marketing', department: 'Marketing' },
    { name: 'email', department: 'Marketing' },
    { name: 'people', department: 'People' },
  ]
  expect(withoutLine(teams, new Set(['email']))).toEqual(['people'])
  expect(withoutLine(teams, new Set(['people']))).toEqual(['marketing', 'email'])
})
