import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../core/json.ts'
import { drawnVeil, isPersonalName, NO_VEIL } from '../../core/personal.ts'
import { type Looked, shapesOf } from './shape.ts'

const looked = (fields: Record<string, JsonValue>[]): Looked[] =>
  fields.map((each, i) => ({ ts: 1000 * i, source: 'crm', fields: each }))

const veil = drawnVeil({ isMarked: () => false })
const shapes = (fields: Record<string, JsonValue>[]) => shapesOf(looked(fields), veil, isPersonalName)

describe('what is in events', () => {
  it('is told with every type, how often it is there and when', () => {
    expect(shapes([{ a: 1, b: null }, { a: 'x', b: '' }, { a: 2.5, c: [1] }, {}])).toEqual([
      {
        property: 'a',
        types: [
          { type: 'number', count: 1 },
          { type: 'text', count: 1 },
          { type: 'integer', count: 1 },
        ],
        filled: 0.75,
        values: [
          { value: '1', count: 1 },
          { value: '2.5', count: 1 },
          { value: 'x', count: 1 },
        ],
        examples: ['2.5', 'x', '1'],
        first: '1970-01-01T00:00:00.000Z',
        last: '1970-01-01T00:00:02.000Z',
        personal: false,
      },
      {
        property: 'c',
        types: [{ type: 'list', count: 1 }],
        filled: 0.25,
        values: [{ value: '[1]', count: 1 }],
        examples: ['[1]'],
        first: '1970-01-01T00:00:02.000Z',
        last: '1970-01-01T00:00:02.000Z',
        personal: false,
      },
    ])
  })

  it('hides whom it is about, by the name of a field and wherever an address stands', () => {
    const [email, note] = shapes([{ email: 'ada@acme.test', note: 'mail ada@acme.test' }])
    expect(email).toMatchObject({ personal: true, values: null, examples: ['a…@a….test'] })
    expect(note?.examples).toEqual(['mail a…@a….test'])
    expect(note?.values).toEqual([{ value: 'mail a…@a….test', count: 1 }])
    const nested = shapesOf(looked([{ notes: { email: 'ada@acme.test' } }]), veil, () => true)
    expect(JSON.stringify(nested)).not.toContain('ada@')
  })

  it('shows everything to those who may see it', () => {
    const [email] = shapesOf(looked([{ email: 'ada@acme.test' }]), NO_VEIL, isPersonalName)
    expect(email).toMatchObject({ personal: true, examples: ['ada@acme.test'] })
  })

  it('adds up for whatever is there', () => {
    const fields = fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'email'), fc.jsonValue())
    fc.assert(
      fc.property(fc.array(fields, { minLength: 1, maxLength: 20 }), each => {
        for (const { filled, types, values } of shapes(each as Record<string, JsonValue>[])) {
          const there = types.reduce((sum, { count }) => sum + count, 0)
          expect(filled).toBeCloseTo(there / each.length)
          if (values) expect(values.reduce((sum, { count }) => sum + count, 0)).toBe(there)
        }
      }),
    )
  })
})
