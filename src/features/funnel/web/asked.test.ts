import { expect, it } from 'vitest'
import { askedIn, spanBefore } from './asked.ts'

it('reads a question from an address, and leaves out what is none', () => {
  expect(askedIn({})).toEqual({ question: {}, before: undefined })
  const said = { from: '2026-01-01', to: '2026-04-01', cohort: 'month', split: 'channel', property: 'x', is: '1' }
  expect(askedIn({ ...said, thenFrom: '2025-10-01', thenTo: '2026-01-01' })).toEqual({
    question: { from: '2026-01-01', to: '2026-04-01', cohort: 'month', by: ['channel'], where: { x: '1' } },
    before: { from: '2025-10-01', to: '2026-01-01' },
  })
  expect(askedIn({ from: 'soon', cohort: 'century', split: 'none' })).toEqual({
    question: { by: [] },
    before: undefined,
  })
})

it('finds the span before', () => {
  expect(spanBefore('2026-01-01', '2026-04-01')).toEqual({ from: '2025-10-03', to: '2026-01-01' })
})
