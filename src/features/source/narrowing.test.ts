import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Filter, matches } from '../../core/filter.ts'
import { narrowFilter } from './narrowing.ts'

const COLUMNS = ['a', 'b', 'c']
const value = fc.constantFrom<string | null>('x', 'y', null)
const test = fc.oneof(
  value,
  value.map(eq => ({ ne: eq })),
  fc.array(value, { minLength: 1, maxLength: 2 }).map(of => ({ in: of })),
  fc.boolean().map(exists => ({ exists })),
)
const { filter } = fc.letrec<{ filter: Filter }>(tie => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    fc.dictionary(fc.constantFrom(...COLUMNS), test, { maxKeys: 2 }) as fc.Arbitrary<Filter>,
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map(and => ({ and }) as Filter),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map(or => ({ or }) as Filter),
    tie('filter').map(not => ({ not }) as Filter),
  ),
}))
const row = fc.record({ a: value, b: value, c: value })

it('says of every row what the whole filter says of it without the columns that are missing', () => {
  fc.assert(
    fc.property(filter, row, fc.subarray(COLUMNS), (whole, values, there) => {
      const narrowed = narrowFilter(whole, name => (there.includes(name) ? `the ${name}` : undefined))
      const left = Object.entries(values).filter(([name]) => there.includes(name))
      const renamed = Object.fromEntries(left.map(([name, each]) => [`the ${name}`, each]))
      const said = typeof narrowed === 'boolean' ? narrowed : matches(narrowed, renamed)
      expect(said).toBe(matches(whole, Object.fromEntries(left)))
    }),
  )
})

it('names no column that is missing', () => {
  expect(narrowFilter({ or: [{ a: 'x' }, { b: 'x' }] }, name => (name === 'a' ? 'A' : undefined))).toEqual({ A: 'x' })
  expect(narrowFilter({ a: 'x', b: { ne: 'x' } }, name => (name === 'a' ? 'A' : undefined))).toEqual({ A: 'x' })
  expect(narrowFilter({ a: 'x', b: 'x' }, name => (name === 'a' ? 'A' : undefined))).toBe(false)
  expect(narrowFilter({ b: null }, () => undefined)).toBe(true)
})
