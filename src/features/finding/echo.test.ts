import { describe, expect, it } from 'vitest'
import { chanceWithEcho, echoOf, uncertaintyOf, upperTail } from './echo.ts'

describe('echoOf', () => {
  it('is high where numbers carry on, low where they swing back, and nothing of what never changes', () => {
    expect(echoOf([1, 2, 3, 4, 5, 6, 7, 8])).toBeCloseTo(0.625, 9)
    expect(echoOf([1, -1, 1, -1, 1, -1])).toBeCloseTo(-5 / 6, 9)
    expect(echoOf([3, 3, 3])).toBe(0)
  })
})

describe('uncertaintyOf', () => {
  it('leaves alone what swings or has little echo', () => {
    expect(uncertaintyOf([1, -1, 1, -1, 1, -1, 1, -1])).toBe(1)
    expect(uncertaintyOf([1, 1, -1, -1, 1, -1, -1, 1, 1, -1])).toBe(1)
  })

  it('grows with the echo, to three times at most', () => {
    const some = uncertaintyOf([2, 1, 1, -1, -2, -1, 1, 1, -1, -1, 2, 1, -1, -1, 1, 0])
    expect(some).toBeGreaterThan(1)
    expect(some).toBeLessThan(3)
    expect(uncertaintyOf([5, 4, 3, 2, 1, 0, -1, -2, -3, -4, -5, -6])).toBe(3)
  })

  it('makes nothing of what a very short series shows', () => {
    expect(uncertaintyOf([5, 4, 3, 2, 1, 0, -1, -2])).toBe(1)
  })
})

describe('chances', () => {
  it.each([
    [0, 0.5],
    [1.6448536, 0.05],
    [2.3263479, 0.01],
    [-1.6448536, 0.95],
  ])('above %f lies %f of a normal variable', (z, chance) => expect(upperTail(z)).toBeCloseTo(chance, 6))

  it('are the same without an echo, and nearer to a half with one', () => {
    expect(chanceWithEcho(0.01, 1)).toBe(0.01)
    expect(chanceWithEcho(0.01, 4)).toBeCloseTo(upperTail(2.3263479 / 2), 5)
  })
})
