import type { Condition, Test } from '../../core/condition.ts'
import { conditionOf, type Filter } from '../../core/filter.ts'
import type { Writer } from './statement.ts'

/** The SQL of a field as text and as number, each NULL when it has none. */
export type Fields = (name: string) => { text: string; number: string }

/** The keys of a JSON column as fields. */
export function fieldsIn(column: string, writer: Writer): Fields {
  return name => ({ text: writer.dialect.text(column, name), number: writer.dialect.number(column, name) })
}

/**
 * A filter as an SQL condition that is TRUE exactly where `matches` of `core/filter.ts` is true; elsewhere it is FALSE or NULL,
 * so it must stand where NULL counts as false: in WHERE, CASE WHEN or FILTER. Properties are seen at six decimals, and numbers
 * of 10^12 and more not at all.
 *
 * `{ country: 'DE', city: null }` → `(e.props->>'country') = $1 AND (e.props->>'city') IS NULL`
 */
export function filterSql(filter: Filter, fields: Fields, writer: Writer): string {
  return conditionSql(conditionOf(filter), fields, writer)
}

/** Like `filterSql`, for a condition. */
export function conditionSql(condition: Condition, fields: Fields, writer: Writer): string {
  if ('test' in condition) return testSql(condition.test, fields(condition.test.property), writer)
  if ('not' in condition) return not(conditionSql(condition.not, fields, writer))
  const [parts, word, none] = 'all' in condition ? [condition.all, ' AND ', 'TRUE'] : [condition.any, ' OR ', 'FALSE']
  const printed = parts.map(part => conditionSql(part, fields, writer))
  return printed.length > 1 ? printed.map(grouped).join(word) : (printed[0] ?? none)
}

/** A condition that may stand beside others. */
export function grouped(condition: string): string {
  return /\b(AND|OR)\b/.test(condition) ? `(${condition})` : condition
}

type Field = ReturnType<Fields>

function testSql(test: Test, field: Field, writer: Writer): string {
  switch (test.operator) {
    case 'eq':
      return anyOf([test.operand], field, writer)
    case 'ne':
      return test.operand === null ? `${field.text} IS NOT NULL` : not(anyOf([test.operand], field, writer))
    case 'in':
      return anyOf(test.operand, field, writer)
    case 'nin':
      return not(anyOf(test.operand, field, writer))
    case 'exists':
      return `${field.text} IS ${test.operand ? 'NOT ' : ''}NULL`
    case 'contains':
      return `strpos(${field.text}, ${writer.text(test.operand)}) > 0`
    case 'startsWith':
      return `starts_with(${field.text}, ${writer.text(test.operand)})`
    case 'endsWith':
      return `right(${field.text}, ${[...test.operand].length}) = ${writer.text(test.operand)}`
    default:
      return compared(COMPARISON[test.operator], test.operand, field, writer)
  }
}

const COMPARISON = { gt: '>', gte: '>=', lt: '<', lte: '<=' }

function compared(sign: string, operand: string | number, field: Field, writer: Writer): string {
  return typeof operand === 'number'
    ? `${asDouble(field.number)} ${sign} ${writer.number(operand)}`
    : `${field.text} COLLATE "C" ${sign} ${writer.text(operand)}`
}

function anyOf(operands: readonly (string | number | boolean | null)[], field: Field, writer: Writer): string {
  const numbers = operands.filter(operand => typeof operand === 'number').map(operand => writer.number(operand))
  const texts = operands
    .filter(operand => typeof operand === 'string' || typeof operand === 'boolean')
    .map(operand => writer.text(String(operand)))
  const parts = [
    texts.length ? oneOf(field.text, texts) : '',
    numbers.length ? oneOf(asDouble(field.number), numbers) : '',
    operands.includes(null) ? `${field.text} IS NULL` : '',
  ].filter(Boolean)
  return parts.length ? parts.join(' OR ') : 'FALSE'
}

/** Numbers are compared as JavaScript compares them; a DECIMAL of another scale would overflow on some operands. */
const asDouble = (number: string): string => `CAST(${number} AS DOUBLE PRECISION)`

export function oneOf(expression: string, printed: readonly string[]): string {
  return printed.length === 1 ? `${expression} = ${printed[0]}` : `${expression} IN (${printed.join(', ')})`
}

/** True where the condition is false or unknown. */
const not = (condition: string): string => `NOT coalesce(${condition}, FALSE)`
