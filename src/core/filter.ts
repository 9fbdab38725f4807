import { z } from 'zod'
import { type Condition, holds, type Operand, type Operators, type Test, testsIn } from './condition.ts'
import { depthOf, type JsonValue, storable } from './json.ts'
import { nearest, type Problem } from './problem.ts'

/**
 * A condition on the properties of a row: `{ country: 'DE', score: { gte: 50 }, or: [{ plan: 'pro' }, { city: null }] }`.
 *
 * Several keys hold together; an empty filter holds for every row. The text of a property is its JSON text without quotes.
 * Texts and booleans equal a property with exactly that text, numbers equal JSON numbers only, `null` equals what is missing
 * or null, and `exists` asks for the opposite. `ne`, `nin` and `not` also hold where the property is missing. Against a text,
 * `gt` and its kin compare texts by code point, which orders ISO dates; against a number, they hold for JSON numbers only.
 */
export type Filter = { [property: string]: Operand | Operators | Filter | Filter[] | undefined } & {
  and?: Filter[]
  or?: Filter[]
  not?: Filter
}

const operand = z.union([z.string(), z.number(), z.boolean(), z.null()])
const bound = z.union([z.string(), z.number()])
const operators = {
  eq: operand,
  ne: operand,
  gt: bound,
  gte: bound,
  lt: bound,
  lte: bound,
  in: z.array(operand).min(1),
  nin: z.array(operand).min(1),
  exists: z.boolean(),
  contains: z.string().min(1),
  startsWith: z.string().min(1),
  endsWith: z.string().min(1),
}

const Shape: z.ZodType<Filter> = z.lazy(() =>
  z
    .object({ and: z.array(Shape).min(1), or: z.array(Shape).min(1), not: Shape })
    .partial()
    .catchall(z.union([operand, z.strictObject(operators).partial()])),
)

export const Filter: z.ZodType<Filter, Filter> = z.preprocess((value, context) => {
  for (const { path, message, ...params } of checkFilter(value))
    context.addIssue({ code: 'custom', path, message, params, input: value })
  return value
}, Shape)

/** The filter as one tree of tests. */
export function conditionOf(filter: Filter): Condition {
  return {
    all: Object.entries(filter).flatMap(([key, value]): Condition[] => {
      if (value === undefined) return []
      if (key === 'and') return (value as Filter[]).map(conditionOf)
      if (key === 'or') return [{ any: (value as Filter[]).map(conditionOf) }]
      if (key === 'not') return [{ not: conditionOf(value as Filter) }]
      return Object.entries(isObject(value) ? value : { eq: value })
        .filter(([, operand]) => operand !== undefined)
        .map(([operator, operand]) => ({ test: { property: key, operator, operand } as Test }))
    }),
  }
}

/** Whether a row's properties fulfil the filter. */
export function matches(filter: Filter, props: Readonly<Record<string, JsonValue>>): boolean {
  return holds(conditionOf(filter), props)
}

/** The properties that the filter reads, each once, in the order of writing. */
export function fieldsOf(filter: Filter): string[] {
  return [...new Set(testsIn(conditionOf(filter)).map(test => test.property))]
}

const DEEPEST = 20

function checkFilter(value: unknown): Problem[] {
  if (depthOf(value) > DEEPEST)
    return [problem([], 'too_deep', `This filter is nested more than ${DEEPEST} levels deep. Flatten it.`)]
  return checkPart(value, [])
}

function checkPart(value: unknown, path: Problem['path']): Problem[] {
  if (!isObject(value))
    return [problem(path, 'not_a_filter', 'A filter is written as properties and conditions, such as { country: DE }.')]
  return Object.entries(value).flatMap(([key, part]) => {
    const at = [...path, key]
    if (part === undefined) return []
    if (key === 'not') return checkPart(part, at)
    if (key !== 'and' && key !== 'or') return checkProperty(key, part, at)
    if (Array.isArray(part) && part.length) return part.flatMap((item, i) => checkPart(item, [...at, i]))
    return [
      problem(at, 'not_a_list', `“${key}” takes a list of filters, such as ${key}: [{ country: DE }, { plan: pro }].`),
    ]
  })
}

function checkProperty(property: string, value: unknown, path: Problem['path']): Problem[] {
  if (property === '__proto__' || !isStorable(property))
    return [problem(path, 'unusable_name', 'No property can have this name. Remove it.')]
  if (Array.isArray(value))
    return [
      problem(
        path,
        'list_without_operator',
        `“${property}” is compared with a list. Write ${property}: { in: […] }.`,
        `{ in: ${JSON.stringify(value)} }`,
      ),
    ]
  if (!isObject(value)) return checkOperand('eq', value, path, property)
  const tests = Object.entries(value)
  if (!tests.length)
    return [problem(path, 'no_operator', `“${property}” has no condition. Write one such as { gte: 50 }.`)]
  return tests.flatMap(([operator, given]) =>
    Object.hasOwn(operators, operator)
      ? checkOperand(operator as keyof Operators, given, [...path, operator], operator)
      : [unknownOperator(operator, [...path, operator])],
  )
}

function checkOperand(operator: keyof Operators, value: unknown, path: Problem['path'], name: string): Problem[] {
  if (value === undefined) return []
  if (!operators[operator].safeParse(value).success)
    return [
      problem(path, 'wrong_operand', `“${name}” takes ${TAKES[operator] ?? 'a text, a number, true, false or null'}.`),
    ]
  if ([value].flat().every(item => typeof item !== 'string' || isStorable(item))) return []
  return [problem(path, 'unusable_text', `“${name}” holds a character that no stored text can have. Remove it.`)]
}

const TAKES: Partial<Record<keyof Operators, string>> = {
  gt: 'a number or a text',
  gte: 'a number or a text',
  lt: 'a number or a text',
  lte: 'a number or a text',
  in: 'a list of at least one text, number, true, false or null',
  nin: 'a list of at least one text, number, true, false or null',
  exists: 'true or false',
  contains: 'a text',
  startsWith: 'a text',
  endsWith: 'a text',
}

const OTHER_NAMES: Record<string, keyof Operators> = {
  '=': 'eq',
  '==': 'eq',
  is: 'eq',
  equals: 'eq',
  '!=': 'ne',
  '<>': 'ne',
  not: 'ne',
  '>': 'gt',
  after: 'gt',
  '>=': 'gte',
  min: 'gte',
  '<': 'lt',
  before: 'lt',
  '<=': 'lte',
  max: 'lte',
  notin: 'nin',
  like: 'contains',
  includes: 'contains',
}

function unknownOperator(operator: string, path: Problem['path']): Problem {
  const word = operator.replace(/^\$/, '').replaceAll('_', '').toLowerCase()
  const meant = Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word] : nearest(word, Object.keys(operators))
  const advice = meant ? `Did you mean “${meant}”?` : `Use one of ${Object.keys(operators).join(', ')}.`
  return problem(path, 'unknown_operator', `“${operator}” is not an operator. ${advice}`, meant)
}

function problem(path: Problem['path'], code: string, message: string, repair?: string): Problem {
  return { path, code, message, ...(repair === undefined ? {} : { repair }) }
}

function isStorable(text: string): boolean {
  return storable(text) === text
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
