import { expect, it } from 'vitest'
import { formatReceipt, parseReceipt } from './receipt-link.ts'

it('names a number in an address and finds it again', () => {
  const of = { metric: 'demos', grain: 'week', period: '2026-W10' }
  expect(formatReceipt(of)).toBe('demos:week:2026-W10')
  expect(parseReceipt('demos:week:2026-W10')).toEqual(of)
})

it('keeps segments apart from each other, whatever they are called', () => {
  const of = { metric: 'demos', grain: 'week', period: '2026-W10', segment: { origin: 'a=b: 50 %', plan: null } }
  expect(parseReceipt(formatReceipt(of))).toEqual(of)
})

it('finds nothing in what names no number', () => {
  expect(parseReceipt(undefined)).toBeUndefined()
  expect(parseReceipt('demos')).toBeUndefined()
})
