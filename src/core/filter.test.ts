import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { conditionOf, Filter, fieldsOf, matches } from './filter.ts'
import type { JsonValue } from './json.ts'
import { problemsOf } from './problem.ts'

const problems = (value: unknown) => problemsOf(Filter.safeParse(value).error!)

describe('a row fulfils', () => {
  const row = {
    country: 'DE',
    score: 72,
    paid: true,
    city: null,
    size: '72',
    at: '2026-03-02',
    tags: ['a'],
    name: 'Ünal',
  }

  test.each<[Filter, boolean]>([
    [{}, true],
    [{ country: 'DE' }, true],
    [{ country: 'de' }, false],
    [{ country: 'DE', score: { gte: 50, lt: 90 } }, true],
    [{ country: 'DE', score: { gte: 50, lt: 72 } }, false],
    [{ score: 72 }, true],
    [{ score: '72' }, true],
    [{ size: 72 }, false],
    [{ size: '72' }, true],
    [{ size: { gt: 1 } }, false],
    [{ score: { gt: '8' } }, false],
    [{ paid: true }, true],
    [{ paid: 'true' }, true],
    [{ paid: false }, false],
    [{ city: null }, true],
    [{ missing: null }, true],
    [{ country: null }, false],
    [{ country: { ne: null } }, true],
    [{ missing: { ne: 'x' } }, true],
    [{ missing: { nin: ['x', 'y'] } }, true],
    [{ not: { missing: 'x' } }, true],
    [{ missing: { gt: 0 } }, false],
    [{ city: { lt: 'z' } }, false],
    [{ missing: { contains: 'x' } }, false],
    [{ plan: { in: ['pro', null] } }, true],
    [{ country: { in: ['FR', 'DE'] } }, true],
    [{ country: { exists: true } }, true],
    [{ city: { exists: true } }, false],
    [{ missing: { exists: false } }, true],
    [{ at: { gte: '2026-03-01', lt: '2026-04-01' } }, true],
    [{ name: { startsWith: 'Ü', endsWith: 'al', contains: 'na' } }, true],
    [{ score: { contains: '2' } }, true],
    [{ or: [{ country: 'FR' }, { score: { gt: 70 } }] }, true],
    [{ and: [{ country: 'DE' }, { or: [{ score: 1 }, { paid: false }] }] }, false],
    [{ not: { country: 'DE', score: 1 } }, true],
    [{ constructor: null } as unknown as Filter, true],
    [{ tags: '["a"]' }, true],
  ])('%j: %s', (filter, expected) => {
    expect(Filter.parse(filter)).toEqual(filter)
    expect(matches(filter, row)).toBe(expected)
  })

  test('texts compare by code point, as UTF-8 does in both engines', () => {
    expect(matches({ sign: { gt: '\uffee' } }, { sign: '😀' })).toBe(true)
    expect(matches({ sign: { lt: 'ab' } }, { sign: 'a' })).toBe(true)
  })
})

describe('for every filter and row', () => {
  const value = fc.constantFrom<JsonValue>('a', 'b', '1', 'true', '', 1, 2, -0.5, true, false, null)
  const row = fc.dictionary(fc.constantFrom('x', 'y', 'z'), value, { noNullPrototype: true })
  const operand = fc.constantFrom('a', 'b', '1', 'true', 1, 2, true, null)
  const bound = fc.constantFrom('a', '1', 1, 0)
  const operators = fc.oneof(
    fc.record({ eq: operand, ne: operand }, { requiredKeys: ['ne'] }),
    fc.record({ gt: bound, gte: bound, lt: bound, lte: bound }, { requiredKeys: ['gte'] }),
    fc.record(
      { in: fc.array(operand, { minLength: 1 }), nin: fc.array(operand, { minLength: 1 }) },
      { requiredKeys: ['in'] },
    ),
    fc.record({ exists: fc.boolean() }),
    fc.record({ contains: fc.constantFrom('a', '1') }),
  )
  const filter = fc.letrec<{ filter: Filter }>(tie => ({
    filter: fc.oneof(
      { maxDepth: 3 },
      fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.oneof(operand, operators), { noNullPrototype: true }),
      fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('filter') }),
    ) as fc.Arbitrary<Filter>,
  })).filter

  test('what the schema reads is what was written', () => {
    fc.assert(
      fc.property(filter, one => {
        expect(Filter.parse(one)).toEqual(one)
      }),
    )
  })

  test('“not” turns a filter round, “and” and “or” are dual', () => {
    fc.assert(
      fc.property(filter, filter, row, (a, b, props) => {
        const [one, other] = [matches(a, props), matches(b, props)]
        expect(matches({ not: a }, props)).toBe(!one)
        expect(matches({ and: [a, b] }, props)).toBe(one && other)
        expect(matches({ or: [a, b] }, props)).toBe(one || other)
        expect(matches({ not: { and: [a, b] } }, props)).toBe(matches({ or: [{ not: a }, { not: b }] }, props))
      }),
      { numRuns: 500 },
    )
  })

  test('only the fields it names matter', () => {
    fc.assert(
      fc.property(filter, row, (one, props) => {
        const named = fieldsOf(one)
        const kept = Object.fromEntries(Object.entries(props).filter(([key]) => named.includes(key)))
        expect(matches(one, kept)).toBe(matches(one, props))
      }),
      { numRuns: 500 },
    )
  })
})

describe('mistakes are sentences with what to write', () => {
  test.each([
    [{ score: { $gte: 5 } }, ['score', '$gte'], '“$gte” is not an operator. Did you mean “gte”?'],
    [{ score: { '>=': 5 } }, ['score', '>='], '“>=” is not an operator. Did you mean “gte”?'],
    [
      { name: { starts_with: 'a' } },
      ['name', 'starts_with'],
      '“starts_with” is not an operator. Did you mean “startsWith”?',
    ],
    [{ name: { xyzzy: 'a' } }, ['name', 'xyzzy'], '“xyzzy” is not an operator. Use one of eq, ne, gt'],
    [{ name: { constructor: 'a' } }, ['name', 'constructor'], '“constructor” is not an operator.'],
    [{ plan: ['a', 'b'] }, ['plan'], '“plan” is compared with a list. Write plan: { in: […] }.'],
    [{ plan: {} }, ['plan'], '“plan” has no condition. Write one such as { gte: 50 }.'],
    [{ plan: { in: [] } }, ['plan', 'in'], '“in” takes a list of at least one text, number, true, false or null.'],
    [{ score: { gt: true } }, ['score', 'gt'], '“gt” takes a number or a text.'],
    [{ score: Number.NaN }, ['score'], '“score” takes a text, a number, true, false or null.'],
    [{ at: new Date(0) }, ['at'], '“at” takes a text, a number, true, false or null.'],
    [{ or: { a: 1 } }, ['or'], '“or” takes a list of filters'],
    [{ and: [{ a: 1 }, { b: { gtt: 1 } }] }, ['and', 1, 'b', 'gtt'], '“gtt” is not an operator. Did you mean “gt”?'],
    [{ name: 'a\0' }, ['name'], '“name” holds a character that no stored text can have.'],
    [JSON.parse('{"__proto__":{"eq":1}}'), ['__proto__'], 'No property can have this name.'],
    ['country = DE', [], 'A filter is written as properties and conditions, such as { country: DE }.'],
  ])('%j', (value, path, message) => {
    expect(problems(value)[0]).toMatchObject({ path, message: expect.stringContaining(message) })
  })

  test('all of them come at once', () => {
    expect(problems({ a: { gtt: 1 }, b: [], or: [], not: 5 })).toHaveLength(4)
  })

  test('nesting has an end', () => {
    let filter: Filter = { a: 1 }
    for (let i = 0; i < 100_000; i++) filter = { not: filter }
    expect(problems(filter)[0]?.message).toBe('This filter is nested more than 20 levels deep. Flatten it.')
  })
})

test('the tree that printers walk names every test', () => {
  expect(conditionOf({ country: 'DE', score: { gte: 50 }, not: { or: [{ plan: { in: ['a'] } }] } })).toEqual({
    all: [
      { test: { property: 'country', operator: 'eq', operand: 'DE' } },
      { test: { property: 'score', operator: 'gte', operand: 50 } },
      { not: { all: [{ any: [{ all: [{ test: { property: 'plan', operator: 'in', operand: ['a'] } }] }] }] } },
    ],
  })
  expect(fieldsOf({ a: 1, or: [{ b: 1 }, { not: { a: 2, c: null } }] })).toEqual(['a', 'b', 'c'])
})

test('editors get a JSON Schema', () => {
  const schema = JSON.stringify(z.toJSONSchema(z.object({ where: Filter.optional() }), { io: 'input' }))
  expect(schema).toContain('"startsWith"')
  expect(schema).toContain('"additionalProperties":false')
})
