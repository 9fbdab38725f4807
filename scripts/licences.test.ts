import { expect, test } from 'vitest'
import { isAllowed, licenceProblems } from './licences.ts'

test.each([
  ['MIT', true],
  ['GPL-3.0', false],
  ['', false],
  ['MIT OR GPL-3.0', true],
  ['(GPL-2.0 OR MIT)', true],
  ['MIT AND GPL-3.0', false],
  ['(MIT AND ISC) OR GPL-3.0', true],
  ['MIT AND (GPL-2.0 OR BSD-3-Clause)', true],
  ['(MIT OR ISC) AND GPL-3.0', false],
])('the expression “%s” is allowed: %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed)
})

test('packages that reach a user are judged, tools of development are not', () => {
  const problems = licenceProblems({
    '': { version: '0.1.0', license: 'Apache-2.0' },
    'node_modules/good': { version: '1.0.0', license: 'MIT' },
    'node_modules/tool': { version: '1.0.0', license: 'GPL-3.0', dev: true },
    'node_modules/a/node_modules/@bad/one': { version: '2.1.0', license: 'AGPL-3.0' },
    'node_modules/silent': { version: '3.0.0' },
  })
  expect(problems).toEqual([
    '@bad/one@2.1.0 is under AGPL-3.0, which is not on the list of licences we may pass on. Replace the package.',
    'silent@3.0.0 names no licence. Find out which it is under, or replace the package.',
  ])
})
