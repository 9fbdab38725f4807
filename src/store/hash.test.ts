import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256, uuidOf } from './hash.ts'

test('the digest of “abc” is the one that FIPS 180-2 prints', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('text outside ASCII is hashed as UTF-8', () => {
  expect(sha256('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c')
})

test('an id made of parts is a UUID of version 8, the same every time', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), parts => {
      const id = uuidOf(...parts)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(uuidOf(...parts)).toBe(id)
    }),
  )
})

test('moving the border between two parts gives another id', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
      expect(uuidOf(...a) === uuidOf(...b)).toBe(JSON.stringify(a) === JSON.stringify(b))
    }),
  )
  expect(uuidOf('ab', 'c')).not.toBe(uuidOf('a', 'bc'))
})
