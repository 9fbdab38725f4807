import type { Fact } from '../../core/fact.ts'
import type { Identifier } from '../../core/identity-rules.ts'
import { type JsonValue, storable } from '../../core/json.ts'
import { localDay } from '../../core/zone.ts'
import { sha256 } from '../hash.ts'

export type Traits = Record<string, JsonValue>

/** A fact made ready to be stored: text that every engine takes, identifiers in the form in which they are compared. */
export type Row = {
  id: string
  ts: number
  day: number
  name: string | null
  source: string
  /** What it calls its person and its account, the strongest identifier first. */
  person: readonly Identifier[]
  account: readonly Identifier[]
  props: string
  traits: Said | null
  accountTraits: Said | null
  print: number | null
}

/** A JSON object and its text. */
export type Said = { value: Traits; text: string }

/** Longer identifiers and names would not fit an index entry of PostgreSQL; in bytes. */
const LONGEST = 500
/** How deep a value may be nested that is too deep for `JSON.stringify`. */
const DEEPEST = 500

export function rowOf(fact: Fact, zone: string): Row {
  return {
    id: fact.id.toLowerCase(),
    ts: fact.ts,
    day: localDay(fact.ts, zone),
    name: cleanText(fact.name),
    source: cleanText(fact.source) ?? '',
    person: personOf(fact),
    account: fact.account ? accountOf(fact.account) : NONE,
    props: saidOf(fact.props ?? {}).text,
    traits: fact.traits ? saidOf(fact.traits) : null,
    accountTraits: fact.accountTraits ? saidOf(fact.accountTraits) : null,
    print: fact.print ?? null,
  }
}

/** What a row calls its person: kinds and values of identifiers. */
export const identifiersOf = ({ person }: Pick<Row, 'person'>): [kind: string, value: string][] =>
  person.map(({ kind, value }) => [kind, value])

const NONE: readonly Identifier[] = []

function personOf({ user, ids, email, phone, anonymous }: Fact): Identifier[] {
  const found: Identifier[] = []
  add(found, 'user', user)
  if (ids) for (const kind of Object.keys(ids).sort()) add(found, kind, ids[kind])
  add(found, 'email', email)
  add(found, 'phone', phone)
  add(found, 'anonymous', anonymous)
  return found
}

function accountOf({ id, domain }: NonNullable<Fact['account']>): Identifier[] {
  const found: Identifier[] = []
  add(found, 'id', id)
  add(found, 'domain', domain)
  return found
}

function add(to: Identifier[], kind: string, given: string | undefined): void {
  const value = given === undefined ? null : comparable(kind, given)
  if (value !== null) to.push({ kind, value })
}

/** The form in which identifiers of a kind are compared and stored, null where nothing is left of one. */
export function comparable(kind: string, given: string): string | null {
  if (kind === 'email' || kind === 'domain') return cleanText(given?.toLowerCase())
  if (kind !== 'phone') return cleanText(given)
  const text = cleanText(given)
  const digits = text?.replaceAll(/\D/g, '')
  return text && digits ? `${text.startsWith('+') ? '+' : ''}${digits.slice(0, LONGEST)}` : null
}

/** Trimmed text that every engine stores and compares alike, null where nothing is left of it. */
export function cleanText(given: string | undefined): string | null {
  if (given === undefined || given === null) return null
  const text = CONTROL.test(given) ? given.replaceAll(CONTROLS, '') : given
  const clean = storable(text).trim()
  if (clean === '') return null
  return clean.length * 3 > LONGEST && Buffer.byteLength(clean) > LONGEST ? shortened(clean) : clean
}

/** No control character means anything in a name; U+001F separates the values of a list on the way into DuckDB. */
const CONTROL = /\p{Cc}/u
const CONTROLS = /\p{Cc}/gu

/** The beginning and a hash of the whole, so that different texts stay different. */
const shortened = (text: string): string => `${storable(text.slice(0, 100))}…${sha256(text)}`

/** Only text with an escape can hold what `storable` removes, so most facts are spared the walk. */
function saidOf(given: Traits): Said {
  const text = written(given)
  if (text !== undefined && !text.includes('\\u')) return { value: given, text }
  const value = storable(text === undefined ? cut(given) : given)
  return { value, text: JSON.stringify(value) }
}

function written(value: Traits): string | undefined {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The value with null for what lies deeper than `DEEPEST`. */
function cut(value: Traits): Traits {
  const copy = (item: JsonValue, depth: number): JsonValue => {
    if (typeof item !== 'object' || item === null) return item
    if (depth > DEEPEST) return null
    if (Array.isArray(item)) return item.map(child => copy(child, depth + 1))
    return Object.fromEntries(Object.entries(item).map(([key, child]) => [key, copy(child, depth + 1)]))
  }
  return copy(value, 1) as Traits
}
