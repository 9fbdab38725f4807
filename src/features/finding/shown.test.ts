import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Name } from '../../core/name.ts'
import { isShown, suppressionName } from './shown.ts'

const finding = {
  severity: 'error' as const,
  teams: ['sales', 'marketing'],
  rule: 'two-targets',
  trend: null,
  message: 'MQLs have two targets: 120 and 140.',
  objects: ['metric/mqls'],
}

it('a finding is shown when everything that is asked for fits', () => {
  expect(isShown(finding, {})).toBe(true)
  expect(isShown(finding, { severity: 'error', team: 'marketing', rule: 'two-targets', text: 'mqls 140' })).toBe(true)
  expect(isShown(finding, { team: 'product' })).toBe(false)
  expect(isShown(finding, { text: 'mqls 150' })).toBe(false)
  expect(isShown(finding, { trend: 'new' })).toBe(false)
})

it('suppressed findings are shown by themselves', () => {
  const suppressed = { by: 'x', reason: 'y', until: '2026-12-31', points: 1 }
  expect(isShown({ ...finding, suppressed }, {})).toBe(false)
  expect(isShown({ ...finding, suppressed }, { suppressed: true })).toBe(true)
  expect(isShown(finding, { suppressed: true })).toBe(false)
})

it('what lives with a finding has a name that can be declared, however long it is', () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,30}(-[a-z0-9]{1,30}){0,3}$/)
  fc.assert(
    fc.property(word, fc.option(word, { nil: undefined }), (rule, name) => {
      const object = name === undefined ? undefined : `metric/${name}`
      expect(Name.safeParse(suppressionName(rule, object, '2026-12-31')).success).toBe(true)
    }),
  )
})
