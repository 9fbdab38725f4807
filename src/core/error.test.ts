import { expect, test } from 'vitest'
import { assert, fail, failOn, must, ProductError, unreachable } from './error.ts'

test('a failure carries its code, its sentence and what a client may need', () => {
  try {
    fail('conflict', 'Someone else changed this. Read it again.', { reason: 'stale', revision: 3 })
  } catch (error) {
    expect(error).toBeInstanceOf(ProductError)
    expect(error).toMatchObject({
      code: 'conflict',
      message: 'Someone else changed this. Read it again.',
      details: { reason: 'stale', revision: 3 },
    })
  }
  expect.assertions(2)
})

test('problems end the work together, none at all do not', () => {
  const problems = ['“a” is missing. Add it.', '“b” is empty. Fill it in.'].map(message => ({
    path: [],
    code: 'x',
    message,
  }))
  expect(() => failOn([], 'This metric')).not.toThrow()
  expect(() => failOn(problems, 'This metric')).toThrow('This metric: “a” is missing. Add it. (and 1 more)')
})

test('a broken invariant is a bug, not a failure of the product', () => {
  expect(() => assert(false, 'sums add up')).toThrow(new Error('Invariant broken: sums add up'))
  expect(() => must(undefined, 'a row')).toThrow('Invariant broken: a row')
  expect(() => unreachable('x' as never)).toThrow('Invariant broken: unexpected "x"')
  expect([must(0, 'zero'), must('', 'empty'), must(false, 'no')]).toEqual([0, '', false])
})
