import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashText } from './hash-text.ts'
import { knownIdentifiers } from './known.ts'

function hashed(text: string, seed = 0): Uint32Array {
  const words = new Uint32Array(4)
  hashText(text, seed, words, 0)
  return words
}

describe('hashText', () => {
  it('is what it always was, because what it gave is stored', () => {
    const texts = ['', 'a', 'user-1', 'exactly8', 'exactly-sixteen!', 'über 𝕏 and more than that']
    expect(texts.map(text => [...hashed(text, 7)].map(word => word.toString(16).padStart(8, '0')).join(''))).toEqual([
      '0d45d85efb848988fb848988fb848988',
      '3f450bdba3d52120a3d52120a3d52120',
      'dab8c6051e60459af2d90f0998ab6d0d',
      '4696280d0c90c62721eb37cbf5f57381',
      '418dd683717179eb6476a3336dd0c580',
      'fb8da52fc9dbdb7a954d9c9421fd7aaf',
    ])
  })

  it('tells apart texts of one kind, and the same text of two kinds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(hashed(a).join() === hashed(b).join()).toBe(a === b)
        expect(hashed(a, 1)).not.toEqual(hashed(a, 2))
      }),
    )
  })
})

describe('knownIdentifiers', () => {
  it.each([0, 50_000])('finds the holder of each of many identifiers, and of no other (room for %i)', expected => {
    const known = knownIdentifiers(expected)
    for (let i = 1; i <= 50_000; i++) known.set(hashed(`user-${i}`), 0, i)
    for (let i = 1; i <= 50_000; i++) {
      expect(known.get(hashed(`user-${i}`), 0)).toBe(i)
      expect(known.get(hashed(`user-${i}`, 1), 0)).toBe(0)
    }
  })

  it('follows a holder through merges, one after the other', () => {
    const known = knownIdentifiers()
    known.set(hashed('a'), 0, 9)
    known.set(hashed('b'), 0, 5)
    known.merge(9, 5)
    known.merge(5, 2)
    expect(known.get(hashed('a'), 0)).toBe(2)
    expect(known.get(hashed('b'), 0)).toBe(2)
    known.set(hashed('a'), 0, 3)
    expect(known.get(hashed('a'), 0)).toBe(3)
  })
})
