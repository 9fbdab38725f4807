import type { JsonValue } from './json.ts'

/** What a property is compared with. */
export type Operand = string | number | boolean | null

/** Tests of one property; several hold together. */
export type Operators = {
  eq?: Operand
  ne?: Operand
  gt?: string | number
  gte?: string | number
  lt?: string | number
  lte?: string | number
  in?: Operand[]
  nin?: Operand[]
  exists?: boolean
  contains?: string
  startsWith?: string
  endsWith?: string
}

/** One test of one property, the smallest part of a condition. */
export type Test = {
  [O in keyof Operators]-?: { property: string; operator: O; operand: NonNullable<Operators[O]> | NullIn<O> }
}[keyof Operators]

/** What a filter says with nothing left implicit: the tree that evaluators and SQL printers walk. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | { test: Test }

type NullIn<O extends keyof Operators> = Extract<Operators[O], null>

/** Whether a row's properties fulfil a condition; `filter.ts` states what each operator means. */
export function holds(condition: Condition, props: Readonly<Record<string, JsonValue>>): boolean {
  if ('all' in condition) return condition.all.every(part => holds(part, props))
  if ('any' in condition) return condition.any.some(part => holds(part, props))
  if ('not' in condition) return !holds(condition.not, props)
  const { property } = condition.test
  return passes(condition.test, Object.hasOwn(props, property) ? (props[property] ?? null) : null)
}

/** Every test in a condition, in the order of writing. */
export function testsIn(condition: Condition): Test[] {
  if ('test' in condition) return [condition.test]
  if ('not' in condition) return testsIn(condition.not)
  return ('all' in condition ? condition.all : condition.any).flatMap(testsIn)
}

function passes(test: Test, value: JsonValue): boolean {
  switch (test.operator) {
    case 'eq':
      return equals(value, test.operand)
    case 'ne':
      return !equals(value, test.operand)
    case 'gt':
      return orderOf(value, test.operand) > 0
    case 'gte':
      return orderOf(value, test.operand) >= 0
    case 'lt':
      return orderOf(value, test.operand) < 0
    case 'lte':
      return orderOf(value, test.operand) <= 0
    case 'in':
      return test.operand.some(operand => equals(value, operand))
    case 'nin':
      return !test.operand.some(operand => equals(value, operand))
    case 'exists':
      return (value !== null) === test.operand
    case 'contains':
      return value !== null && textOf(value).includes(test.operand)
    case 'startsWith':
      return value !== null && textOf(value).startsWith(test.operand)
    case 'endsWith':
      return value !== null && textOf(value).endsWith(test.operand)
  }
}

function equals(value: JsonValue, operand: Operand): boolean {
  if (value === null || operand === null) return value === operand
  return typeof operand === 'number' ? value === operand : textOf(value) === String(operand)
}

/** Negative, zero or positive; NaN, which fails every comparison, when the two cannot be compared. */
function orderOf(value: JsonValue, operand: string | number): number {
  if (typeof operand === 'number') return typeof value === 'number' ? value - operand : Number.NaN
  return value === null ? Number.NaN : compareText(textOf(value), operand)
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Order by code point, which is the order of UTF-8 bytes in both engines; code units differ beyond the basic plane. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let i = 0
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  return i === length ? a.length - b.length : rank(a.charCodeAt(i)) - rank(b.charCodeAt(i))
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
