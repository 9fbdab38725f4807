import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { nearest, problemsOf } from './problem.ts'

const problems = (schema: z.ZodType, value: unknown) => problemsOf(schema.safeParse(value).error!, value)
const sentence = (schema: z.ZodType, value: unknown) =>
  problems(schema, value)
    .map(problem => problem.message)
    .join(' ')

test('a field that is not there is missing, however its schema words what it should be', () => {
  const schema = z.object({ email: z.email('this is not an e-mail address') })
  expect(sentence(schema, {})).toBe('“email” is missing. Add it.')
  expect(sentence(z.object({ on: z.string('must be a date') }), {})).toBe('“on” is missing. It must be a date.')
  expect(sentence(schema, { email: 'x' })).toBe('“email”: this is not an e-mail address.')
})

describe('the nearest word', () => {
  const words = ['country', 'campaign', 'currency', 'channel']

  test.each([
    ['contry', 'country'],
    ['campiagn', 'campaign'],
    ['Channel', 'channel'],
    ['curency', 'currency'],
  ])('to “%s” is “%s”', (typo, word) => expect(nearest(typo, words)).toBe(word))

  test.each(['', 'x', 'revenue', 'cat'])('to “%s” is none', word => expect(nearest(word, words)).toBeUndefined())

  test('survives one slip in any longer word', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{6,12}$/),
        fc.nat(5),
        fc.constantFrom('drop', 'double', 'swap'),
        (word, at, slip) => {
          const [a, b, rest] = [word.slice(0, at), word[at]!, word.slice(at + 1)]
          const typo =
            slip === 'drop' ? a + rest : slip === 'double' ? a + b + b + rest : a + (rest[0] ?? '') + b + rest.slice(1)
          expect(nearest(typo, ['zzzzzzzzzzzzzzzz', word])).toBe(word)
        },
      ),
    )
  })
})

describe('a failed parse becomes sentences', () => {
  const failures: [z.ZodType, unknown, string][] = [
    [z.string(), 5, 'This must be a text.'],
    [z.object({ title: z.string() }), {}, '“title” is missing. Add it.'],
    [z.object({ title: z.string().min(1) }), { title: '' }, '“title” is empty. Fill it in.'],
    [z.object({ title: z.string().max(3) }), { title: 'abcd' }, '“title” must have at most 3 characters.'],
    [z.object({ limit: z.int() }), { limit: 1.5 }, '“limit” must be a whole number.'],
    [z.object({ limit: z.number().min(3) }), { limit: 1 }, '“limit” must be at least 3.'],
    [z.object({ limit: z.number().lt(3) }), { limit: 3 }, '“limit” must be less than 3.'],
    [z.array(z.boolean()), [true, 'yes'], 'Entry 2 must be true or false.'],
    [z.array(z.string()).min(2), ['a'], 'This must have at least 2 entries.'],
    [
      z.object({ unit: z.enum(['EUR', 'count']) }),
      { unit: 'cuont' },
      '“unit” must be one of EUR, count, not “cuont”. Did you mean “count”?',
    ],
    [z.object({ kind: z.literal('sla') }), { kind: 4 }, '“kind” must be sla.'],
    [z.object({ by: z.union([z.string(), z.number()]) }), { by: true }, '“by” must be a text or a number.'],
    [z.object({ by: z.union([z.string(), z.number()]) }), {}, '“by” is missing. Add it.'],
    [z.union([z.literal(1), z.literal(2)]), 3, 'This must be one of 1, 2.'],
    [z.union([z.object({ a: z.string() }), z.string()]), { a: 1 }, '“a” must be a text.'],
    [z.email(), 'ada', 'This must be an e-mail address, such as ada@example.com.'],
    [z.iso.date('must be a date such as 2026-03-31'), 'x', 'This must be a date such as 2026-03-31.'],
    [z.string().regex(/^a/, 'names start with an a'), 'b', 'This: names start with an a.'],
    [z.string().refine(() => false, 'Rhyme it.'), 'b', 'Rhyme it.'],
    [z.record(z.iso.date(), z.number()), { may: 1 }, '“may” must be a date, such as 2026-03-31.'],
    [
      z.union([z.iso.date(), z.email()], { error: 'must be a date or an address' }),
      'x',
      'This must be a date or an address.',
    ],
  ]

  test.each(failures.map(([schema, value, message]) => ({ schema, value, message })))('$message', failure => {
    expect(sentence(failure.schema, failure.value)).toBe(failure.message)
  })

  test('a misspelt field is told from a surplus one', () => {
    const schema = z.strictObject({ title: z.string(), owner: z.string().optional() })
    expect(problems(schema, { titel: 'x' })).toEqual([
      { path: ['title'], code: 'missing', message: '“title” is missing. Add it.' },
      {
        path: ['titel'],
        code: 'unknown_field',
        message: '“titel” is not a field here. Did you mean “title”?',
        repair: 'title',
      },
    ])
    expect(sentence(schema, { title: 'x', colour: 'red' })).toBe(
      '“colour” is not a field here. Remove it or correct its spelling.',
    )
  })

  test('of several forms, the one that fits best explains what is wrong', () => {
    const rule = z.union([
      z.strictObject({ event: z.string(), times: z.int().optional() }),
      z.strictObject({ stage: z.string() }),
    ])
    expect(problems(rule, { event: 'won', times: 'two' })).toMatchObject([
      { path: ['times'], message: '“times” must be a number.' },
    ])
    const kinds = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('goal') }),
      z.object({ kind: z.literal('metric') }),
    ])
    expect(sentence(kinds, { kind: 'metrc' })).toBe(
      '“kind” must be one of goal, metric, not “metrc”. Did you mean “metric”?',
    )
  })

  test('a schema of ours may give its own code and repair', () => {
    const schema = z.string().superRefine((_, context) => {
      context.addIssue({
        code: 'custom',
        message: 'There is no team sale.',
        params: { code: 'unknown_team', repair: 'sales' },
      })
    })
    expect(problems(z.object({ team: schema }), { team: 'sale' })).toEqual([
      { path: ['team'], code: 'unknown_team', message: 'There is no team sale.', repair: 'sales' },
    ])
  })

  test('works without the value, only with less to say', () => {
    expect(problemsOf(z.enum(['a', 'b']).safeParse('c').error!)).toEqual([
      { path: [], code: 'invalid_value', message: 'This must be one of a, b.' },
    ])
  })
})
