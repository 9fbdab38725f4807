import { expect, it } from 'vitest'
import { weeksOf } from './weeks.ts'

it('adds days up by weeks that end with the last day', () => {
  expect(weeksOf([9, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2])).toEqual([7, 14])
  expect(weeksOf([1, 2])).toEqual([])
})
