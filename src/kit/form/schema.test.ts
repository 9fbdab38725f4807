import { describe, expect, it } from 'vitest'
import { blank, branchFor, branchLabel, controlOf, labelOf, resolved, type Schema, setAt } from './schema.ts'

const filter: Schema = { type: 'object', properties: { and: {} }, additionalProperties: { type: 'string' } }
const defs = { filter }
const event: Schema = { type: 'string', description: 'Name of an event' }
const stage: Schema = {
  type: 'object',
  properties: { stage: { type: 'string', 'x-kind': 'stage' }, where: { $ref: '#/$defs/filter' } },
  required: ['stage'],
  additionalProperties: false,
}

it.each<[Schema, string]>([
  [{ type: 'string' }, 'text'],
  [{ type: 'string', maxLength: 2000 }, 'long text'],
  [{ type: 'string', format: 'date' }, 'date'],
  [{ type: 'string', 'x-kind': 'team' }, 'name'],
  [{ type: 'string', enum: ['up', 'down'] }, 'one of'],
  [{ type: 'integer' }, 'number'],
  [{ type: 'boolean', const: true }, 'yes or no'],
  [{ type: 'array', items: { type: 'string', 'x-kind': 'team' } }, 'names'],
  [{ type: 'array', items: { type: 'string' } }, 'words'],
  [{ type: 'array', items: stage }, 'list'],
  [{ type: 'array', prefixItems: [{ type: 'number' }, { type: 'number' }], items: false }, 'pair'],
  [{ anyOf: [event, { type: 'array', items: event }] }, 'one or more'],
  [{ anyOf: [event, stage] }, 'choice'],
  [stage, 'fields'],
  [filter, 'code'],
  [{ type: ['string', 'number'] }, 'code'],
  [{}, 'code'],
])('%j is filled in as %s', (schema, control) => {
  expect(controlOf(schema)).toBe(control)
})

describe('a choice', () => {
  it('knows in which of its ways a value is written', () => {
    expect(branchFor('demo_requested', [event, stage], defs)).toBe(0)
    expect(branchFor({ stage: 'mql', where: { country: 'DE' } }, [event, stage], defs)).toBe(1)
    expect(branchFor({ event: 'x' }, [event, stage], defs)).toBe(-1)
    expect(branchFor(3, [{ type: 'number' }, { type: 'array' }], defs)).toBe(0)
    expect(branchFor([1, 2], [{ type: 'number' }, { type: 'array' }], defs)).toBe(1)
  })

  it('is called by what it says, or by its first field', () => {
    expect([event, stage].map(each => branchLabel(each, defs))).toEqual(['Name of an event', 'Stage'])
  })
})

it('a reference is followed, and keeps what its place says', () => {
  expect(resolved({ $ref: '#/$defs/filter', description: 'Which rows' }, defs)).toEqual({
    ...filter,
    description: 'Which rows',
  })
})

it('a new part begins with its defaults and what it must have', () => {
  expect(blank({ type: 'object', properties: { kind: { default: 'committed' } }, required: ['kind'] }, defs)).toEqual({
    kind: 'committed',
  })
  expect(blank({ type: 'array', items: stage }, defs)).toEqual([{}])
  expect(blank({ anyOf: [stage, event] }, defs)).toEqual({})
})

it('one place of a value changes, and an empty one goes', () => {
  const value = { a: { b: [1, 2] }, c: 1 }
  expect(setAt(value, ['a', 'b', 1], 3)).toEqual({ a: { b: [1, 3] }, c: 1 })
  expect(setAt(value, ['c'], undefined)).toEqual({ a: { b: [1, 2] } })
  expect(Object.keys(setAt(value, ['a'], 2) as object)).toEqual(['a', 'c'])
  expect(setAt(undefined, ['x', 0, 'y'], 1)).toEqual({ x: [{ y: 1 }] })
})

it('fields are called in words', () => {
  expect(['notDoing', 'checkIn', 'of'].map(labelOf)).toEqual(['Not doing', 'Check in', 'Of'])
})
