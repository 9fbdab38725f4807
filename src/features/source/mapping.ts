import { type Condition, holds } from '../../core/condition.ts'
import type { Fact } from '../../core/fact.ts'
import { conditionOf, type Filter, fieldsOf } from '../../core/filter.ts'
import { canonicalJson, type JsonValue } from '../../core/json.ts'
import { cellReader, currencyReader, instantReader, type Reading, type ReadValue } from './cell.ts'
import { type ReadText, textReader, type Values } from './cell-text.ts'
import type { TableColumns } from './columns.ts'
import type { Settled } from './settling.ts'
import type { Cell, Columns, Emitted, Source } from './source.ts'
import { hasPerson, type Identity, identityReader } from './who.ts'

/** A row of a file, as `connectors/file` reads it. */
export type MappableRow = { values: Values; fault?: string }

/**
 * What a row became: its facts, none when the source leaves it out, or the sentence that says why it cannot be used, and the
 * column (or template) that it is about.
 */
export type Mapped =
  | { facts: Fact[]; rejected?: undefined }
  | { facts?: undefined; rejected: string; column?: string | undefined }

/** A UUID from what identifies a fact; the same parts always give the same. */
export type MakeId = (...parts: readonly string[]) => string

/**
 * Turns a source into the function that makes facts of its rows; a row counts as a whole or is rejected as a whole.
 *
 * `checkColumns` has found nothing and `settled` comes from the same file. A fact's id is made from the source's name, the
 * key of the row (or its whole content), the event's name and its place among events of that name, so that the same row
 * always gives the same facts. Traits go with the last event of the row, or, where `asOf` says when they were so, into a
 * fact of their own, which a changed row makes anew.
 */
export function compileMapping(
  name: string,
  source: Source,
  table: TableColumns,
  settled: Settled,
  makeId: MakeId,
): (row: MappableRow) => Mapped {
  let reason: { rejected: string; column: string | undefined } | undefined
  const reject = (rejected: string, column?: string): undefined => {
    reason ??= { rejected, column }
  }
  const reading: Reading = { source, table, settled, reject }
  const skips = source.skip && filterReader(source.skip, reading)
  const keyOf = source.key === undefined ? contentOf(table, source.fileColumn) : keyReader(source.key, reading)
  const who = identityReader(source, reading)
  const events = source.events.flatMap(event => (event.each ? spread(event) : event.at === undefined ? [] : [event]))
  const emit = numbered(events).map(({ event, ordinal }) => eventReader(event, ordinal, reading))
  const traits = propsReader(source.traits, reading)
  const accountTraits = propsReader(source.accountTraits, reading)
  const asOf = source.asOf === undefined ? undefined : instantReader(source.asOf, reading)

  function factsOf(values: Values): Fact[] {
    if (skips?.(values)) return []
    const key = keyOf(values)
    const identity = who(values)
    if (!key || !identity) return []
    const facts: Fact[] = []
    for (const event of emit) {
      const found = event(values)
      if (reason !== undefined) return []
      if (found)
        facts.push({
          ...identity,
          id: makeId(name, ...(found.key ?? key), found.name, found.ordinal),
          ts: found.ts,
          name: found.name,
          source: name,
          props: found.props,
        })
    }
    return source.traits || source.accountTraits ? withTraits(facts, identity, key, values) : facts
  }

  function withTraits(facts: Fact[], identity: Identity, key: readonly string[], values: Values): Fact[] {
    const said = {
      ...(source.traits && hasPerson(identity) && { traits: traits(values) }),
      ...(source.accountTraits && identity.account && { accountTraits: accountTraits(values) }),
    }
    if (!Object.values(said).some(saying => Object.keys(saying).length)) return facts
    if (!asOf) {
      const last = facts.reduce<Fact | undefined>(
        (latest, fact) => (latest && latest.ts > fact.ts ? latest : fact),
        undefined,
      )
      if (last) Object.assign(last, said)
      return facts
    }
    const ts = asOf(values)
    if (ts === undefined)
      reject(
        `“${[source.asOf].flat().join(', ')}” is empty, so nothing says when the traits were so.`,
        [source.asOf!].flat()[0],
      )
    else
      facts.push({
        id: makeId(name, ...key, '', canonicalJson([ts, said])),
        ts,
        source: name,
        ...identity,
        props: {},
        ...said,
      })
    return facts
  }

  return ({ values, fault }) => {
    if (fault !== undefined) return { rejected: fault }
    reason = undefined
    const facts = factsOf(values)
    return reason ?? { facts }
  }
}

type Found = { name: string; ts: number; ordinal: string; key: readonly string[] | undefined; props: Fact['props'] }

function eventReader(event: Emitted, ordinal: string, reading: Reading): (values: Values) => Found | undefined {
  const { reject } = reading
  const holdsFor = event.when && filterReader(event.when, reading)
  const nameOf = nameReader(event.name!, reading)
  const at = instantReader(event.at!, reading)
  const props = propsReader(event.props, reading)
  const keyOf = event.key === undefined ? undefined : keyReader(event.key, reading)
  const empty = `“${[event.at].flat().join(', ')}” is empty, so nothing says when it happened.`
  return values => {
    if (holdsFor && !holdsFor(values)) return undefined
    const name = nameOf(values)
    if (name === undefined) return undefined
    const ts = at(values)
    if (ts === undefined) return event.optional ? undefined : reject(empty, [event.at!].flat()[0])
    return { name, ts, ordinal, key: keyOf?.(values), props: props(values) }
  }
}

function spread({ each, ...event }: Emitted): Emitted[] {
  return Object.entries(each!).map(([column, name]) => ({ ...event, name, at: column, optional: true }))
}

/** Each event with its place among those of its name, which must not depend on the row. */
function numbered(events: readonly Emitted[]): { event: Emitted; ordinal: string }[] {
  const counts = new Map<string, number>()
  return events.map(event => {
    const name = typeof event.name === 'string' && !event.name.includes('{') ? event.name : undefined
    const count = counts.get(name ?? '') ?? 0
    counts.set(name ?? '', count + 1)
    return { event, ordinal: name === undefined ? `read ${count}` : String(count) }
  })
}

function nameReader(name: NonNullable<Emitted['name']>, reading: Reading): ReadText {
  if (typeof name === 'string') return name.includes('{') ? textReader(name, reading.source, reading.table) : () => name
  const read = cellReader(name, reading)
  return values => {
    const found = read(values)
    return found === undefined || found === '' ? undefined : String(found)
  }
}

function propsReader(
  cells: Record<string, Cell> | undefined,
  reading: Reading,
): (values: Values) => Record<string, JsonValue> {
  const readers = Object.entries(cells ?? {}).map(([key, cell]) => ({
    key: key.includes('{') ? textReader(key, reading.source, reading.table) : key,
    read: cellReader(cell, reading),
    currency: currencyReader(cell, reading),
  }))
  return values => {
    const props: Record<string, JsonValue> = {}
    for (const { key, read, currency } of readers) {
      const value = read(values)
      if (value === undefined) continue
      const name = typeof key === 'string' ? key : key(values)
      if (name === undefined) continue
      if (name === '__proto__') Object.defineProperty(props, name, ownField(value))
      else props[name] = value
      const said = currency?.(values)
      if (said !== undefined) props[`${name}_currency`] = said
    }
    return props
  }
}

/** A field that is called like the parent of all objects is a field like any other; set plainly it would be lost. */
const ownField = (value: JsonValue): PropertyDescriptor => ({
  value,
  enumerable: true,
  configurable: true,
  writable: true,
})

function keyReader(columns: Columns, reading: Reading): (values: Values) => readonly string[] | undefined {
  const readers = [columns].flat().map(text => ({ text, read: textReader(text, reading.source, reading.table) }))
  return values => {
    const parts: string[] = []
    for (const { text, read } of readers) {
      const part = read(values)
      if (part === undefined) return reading.reject(`“${text}” is empty, but identifies the row.`, text)
      parts.push(part)
    }
    return parts
  }
}

/** What a row holds, whatever the order of its columns, without its empty cells and without the name of its file. */
function contentOf(table: TableColumns, fileColumn: string | undefined): (values: Values) => readonly string[] {
  const columns = [...table.columns].sort()
  return values => {
    const parts: string[] = []
    for (const column of table.open ? Object.keys(values).sort() : columns) {
      const value = column === fileColumn ? undefined : values[column]
      if (value !== undefined && value !== null && value !== '')
        parts.push(column, typeof value === 'object' ? canonicalJson(value) : String(value))
    }
    return parts
  }
}

function filterReader(filter: Filter, reading: Reading): (values: Values) => boolean {
  const condition: Condition = conditionOf(filter)
  const fields = fieldsOf(filter).map(field => ({ field, read: cellReader(field, reading) as ReadValue }))
  return values => {
    const seen: Record<string, JsonValue> = {}
    for (const { field, read } of fields) seen[field] = read(values) ?? null
    return holds(condition, seen)
  }
}
