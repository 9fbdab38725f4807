import { expect, test } from 'vitest'
import { formatShare, Share, shareOf } from './share.ts'

test('a share of nothing is unknown, not zero', () => {
  expect(shareOf(0, 0)).toBeNull()
  expect(shareOf(0, 5)).toBe(0)
  expect(shareOf(1, 4)).toBe(0.25)
})

test('a share lies between 0 and 1', () => {
  expect([0, 0.5, 1].every(share => Share.safeParse(share).success)).toBe(true)
  expect([-0.1, 1.1, 90, Number.NaN].some(share => Share.safeParse(share).success)).toBe(false)
})

test.each([
  [0.42, '42 %'],
  [0.042, '4.2 %'],
  [0.004, '0.4 %'],
  [0.0996, '10 %'],
  [0, '0 %'],
  [1, '100 %'],
  [0.0001, '< 0.1 %'],
  [0.9999, '> 99 %'],
  [null, '–'],
])('%s reads %s', (share, text) => expect(formatShare(share)).toBe(text))
