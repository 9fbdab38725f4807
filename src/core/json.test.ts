import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, depthOf, type JsonValue, storable } from './json.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom('a', '\0', '\ud800', '\udc00', '😀'), { maxLength: 8 }).map(parts => parts.join('')),
)
const anyJson = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

describe('what every store can hold', () => {
  test('has no NUL and no lone surrogate, in texts or keys, at any depth', () => {
    expect(storable('a\0b')).toBe('ab')
    expect(storable('x\ud83dy\ude00z')).toBe('xyz')
    expect(storable('😀')).toBe('😀')
    expect(storable({ 'k\0': [{ '\udc00': 'v\0' }] })).toEqual({ k: [{ '': 'v' }] })
  })

  test('has no number that JSON cannot write', () => {
    expect(storable(JSON.parse('{"a":1e400}'))).toEqual({ a: null })
    expect(storable([Number.NaN, 1])).toEqual([null, 1])
  })

  test('is the value itself when nothing needs to change', () => {
    const value = { a: [1, 'two', { three: null }] }
    expect(storable(value)).toBe(value)
  })

  test('keeps what it need not change, and never changes its argument', () => {
    const inner = { fine: 'yes' }
    const value = { bad: '\0', inner }
    expect(storable(value).inner).toBe(inner)
    expect(value.bad).toBe('\0')
  })

  test('keeps a key called __proto__ a key', () => {
    const value = storable(JSON.parse('{"__proto__":{"admin":true},"x":"\\u0000"}'))
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(value)).toEqual(['__proto__', 'x'])
    expect((value as { admin?: boolean }).admin).toBeUndefined()
  })

  test('may be nested a hundred thousand levels deep', () => {
    let value: JsonValue = 'a\0'
    for (let i = 0; i < 100_000; i++) value = i % 2 ? [value] : { k: value }
    let inner: JsonValue = storable(value)
    while (typeof inner === 'object' && inner !== null) inner = Object.values(inner)[0] as JsonValue
    expect(inner).toBe('a')
    expect(depthOf(value)).toBe(100_000)
  })

  test('survives a round trip through UTF-8 and JSON', () => {
    fc.assert(
      fc.property(anyJson, value => {
        const kept = storable(value)
        const written = JSON.stringify(kept)
        expect(written).not.toContain('\\u0000')
        expect(written.isWellFormed() && !/\\ud[89a-f]/i.test(written)).toBe(true)
        expect(storable(JSON.parse(Buffer.from(written).toString('utf8')))).toEqual(JSON.parse(written))
      }),
      { numRuns: 500 },
    )
  })
})

describe('canonical JSON', () => {
  test('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 2, c: 'ü' }] })).toBe('{"a":[{"c":"ü","d":2}],"b":1}')
    expect(canonicalJson({ a: undefined, b: null } as never)).toBe('{"b":null}')
  })

  test('reads back as the same value', () => {
    fc.assert(
      fc.property(anyJson, value => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 500 },
    )
  })

  test('refuses what is nested too deeply with a sentence', () => {
    let value: JsonValue = 1
    for (let i = 0; i < 100_000; i++) value = [value]
    expect(() => canonicalJson(value)).toThrow('This is nested more than 1000 levels deep. Flatten it.')
  })
})

test.each([
  ['text', 0],
  [null, 0],
  [[], 1],
  [{ a: [1, { b: 2 }] }, 3],
])('the depth of %j is %d', (value, depth) => expect(depthOf(value)).toBe(depth))
