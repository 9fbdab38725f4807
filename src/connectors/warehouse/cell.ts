import pg from 'pg'
import type { JsonValue } from '../../core/json.ts'

/**
 * A value of a database as JSON keeps it without loss: numbers as numbers where all their digits fit, else as their text;
 * instants and dates as the database writes them in ISO; JSON and lists as they are.
 */
export function parserOf(oid: number): (text: string) => JsonValue {
  return PARSERS.get(oid) ?? (text => text)
}

const arrayIn = pg.types.getTypeParser(1009 as never, 'text') as (text: string) => (string | null)[]
const { BOOL, INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC, JSON: PLAIN_JSON, JSONB, OID } = pg.types.builtins

/** OIDs of lists of numbers and texts in PostgreSQL’s catalogue (pg_type). */
const NUMBERS = [1005, 1007, 1016, 1021, 1022]
const TEXTS = [1009, 1014, 1015, 2951]

const numberIn = (text: string): JsonValue => {
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  const number = Number(text)
  return Number.isFinite(number) && String(number) === plain ? number : text
}

const jsonIn = (text: string): JsonValue => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const listIn = (oid: number, text: string): JsonValue =>
  arrayIn(text).map(item => (item !== null && NUMBERS.includes(oid) ? numberIn(item) : item))

const PARSERS = new Map<number, (text: string) => JsonValue>([
  [BOOL, text => text === 't' || text === 'true'],
  ...[INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC, OID].map(oid => [oid, numberIn] as const),
  ...[PLAIN_JSON, JSONB].map(oid => [oid, jsonIn] as const),
  ...[...NUMBERS, ...TEXTS].map(oid => [oid, (text: string) => listIn(oid, text)] as const),
])
