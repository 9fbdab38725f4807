import { Command } from 'commander'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ProductError } from '../core/error.ts'
import type { AnyOperation } from '../features/operation.ts'
import { addFields, exampleOf, fieldsOf, inputOf } from './input-flags.ts'

const measure = {
  operation: 'metric.measure',
  reads: true,
  input: z.object({
    name: z.string().regex(/^[a-z-]+$/, 'must be a name'),
    grain: z.enum(['day', 'week']).describe('Length of a period'),
    fiscalStart: z.number().int().optional(),
    complete: z.boolean().optional(),
    signatures: z.boolean().default(true),
    by: z.array(z.string()).optional(),
    where: z.record(z.string(), z.unknown()).optional(),
    weekStart: z.union([z.literal(1), z.literal(7)]).optional(),
    data: z.string().optional(),
  }),
} as unknown as AnyOperation

/** What the operation gets for a command line. */
function given(line: string[], read = (_: string): string => ''): unknown {
  const fields = fieldsOf(measure)
  const command = new Command().exitOverride()
  addFields(command, fields)
  command.parse(line, { from: 'user' })
  return inputOf(measure, fields, command.args[0], command.opts(), read)
}

function problems(line: string[]): string[] {
  try {
    given(line)
  } catch (error) {
    if (error instanceof ProductError) return error.details.problems?.map(each => each.message) ?? [error.message]
    throw error
  }
  return []
}

const sound = ['new-arr', '--grain', 'week']

test('the name stands without a flag, every other field with its own', () => {
  expect(given(sound)).toEqual({ name: 'new-arr', grain: 'week', signatures: true })
})

test('each sort of field takes what people write', () => {
  expect(given([...sound, '--fiscal-start', '4', '--week-start', '7', '--complete', '--no-signatures'])).toMatchObject({
    fiscalStart: 4,
    weekStart: 7,
    complete: true,
    signatures: false,
  })
})

test('a list is written with commas, by repeating the flag, or as YAML', () => {
  const by = (line: string[]) => (given([...sound, ...line]) as { by: unknown }).by
  expect(by(['--by', 'origin, channel'])).toEqual(['origin', 'channel'])
  expect(by(['--by', 'origin', '--by', 'channel'])).toEqual(['origin', 'channel'])
  expect(by(['--by', '["a,b", c]'])).toEqual(['a,b', 'c'])
})

test('a group of fields is written as YAML or JSON', () => {
  const where = (text: string) => (given([...sound, '--where', text]) as { where: unknown }).where
  expect(where('{country: DE, score: {gte: 50}}')).toEqual({ country: 'DE', score: { gte: 50 } })
  expect(where('{"country":"DE"}')).toEqual({ country: 'DE' })
  expect(problems([...sound, '--where', '{country: [}'])).toEqual([
    expect.stringMatching(/^--where is neither YAML nor JSON: .+ Put the whole of it in single quotes\.$/),
  ])
})

test('a field that a global flag has already gets its noun in front', () => {
  expect(given([...sound, '--metric-data', 'x'])).toMatchObject({ data: 'x' })
})

test('the whole input can come from a file, and flags come on top', () => {
  const read = (file: string) => (file === 'in.yaml' ? 'grain: day\nby: [origin]\n' : 'no')
  expect(given(['new-arr', '--input', 'in.yaml', '--grain', 'week'], read)).toMatchObject({
    name: 'new-arr',
    grain: 'week',
    by: ['origin'],
  })
  expect(() => given(['x', '--input', 'other'], read)).toThrow('The input from other is not a group of fields.')
  expect(() => given(['x', '--input', 'broken'], () => '{a')).toThrow(/neither YAML nor JSON: .+ Correct it there\.$/)
})

test('all problems are told at once, in the words of the command line', () => {
  expect(problems(['New', '--grain', 'wek', '--fiscal-start', 'April'])).toEqual([
    'The name must be a name.',
    '--grain must be one of day, week, not “wek”. Did you mean “week”?',
    '--fiscal-start must be a number.',
  ])
  expect(problems(['new-arr'])).toEqual(['--grain must be one of day, week.'])
})

test('the help shows choices, defaults and a line to start from', () => {
  const fields = fieldsOf(measure)
  const command = new Command('measure')
  addFields(command, fields)
  expect(command.helpInformation()).toMatch(/--grain <value>\s+Length of a period \(day, week\)/)
  expect(command.helpInformation()).toMatch(/--by <list>\s+\(several with commas\)/)
  expect(exampleOf(measure, fields)).toBe('plumbline metric measure NAME --grain day --company my-company')
  expect(exampleOf({ ...measure, reads: false } as AnyOperation, fields)).toMatch(/--data-dir my-data$/)
})
