import { z } from 'zod'
import type { JsonValue } from './json.ts'

/** What a value of a fact can be. Whole numbers are numbers too, and dates and instants are texts. */
export const PropertyType = z.enum(['text', 'number', 'integer', 'boolean', 'date', 'instant', 'list', 'object'])
export type PropertyType = z.infer<typeof PropertyType>

/** The narrowest type of a value that is there. */
export function kindOf(value: Exclude<JsonValue, null>): PropertyType {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'object') return Array.isArray(value) ? 'list' : 'object'
  if (DATE.test(value) && !Number.isNaN(Date.parse(value))) return 'date'
  return INSTANT.test(value) && !Number.isNaN(Date.parse(value)) ? 'instant' : 'text'
}

/** Whether a value may stand where a type is asked for. */
export function suits(value: Exclude<JsonValue, null>, type: PropertyType): boolean {
  const kind = kindOf(value)
  if (type === 'text') return typeof value === 'string'
  return kind === type || (type === 'number' && kind === 'integer')
}

/** A type in a sentence: “a whole number”. */
export const saidType = (type: PropertyType): string => SAID[type]

const SAID: Record<PropertyType, string> = {
  text: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  date: 'a date',
  instant: 'a date with a time',
  list: 'a list',
  object: 'an object',
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/
