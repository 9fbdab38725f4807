import { fail } from '../../core/error.ts'

/** What an identifier can lead to: the tables of its identifiers and of what was said about it. */
export const HOLDERS = {
  person: { identifier: 'identifier', history: 'trait' },
  account: { identifier: 'account_identifier', history: 'account_trait' },
} as const

export type Kind = keyof typeof HOLDERS

export type ColumnType = 'bigint' | 'integer' | 'uuid' | 'text' | 'json'

/**
 * The tables of a workspace's facts, in column order. `said_ts` and `said_id` are the latest fact whose traits are part of
 * a holder's; `print` tells a repetition from a conflict; `tally` counts, by source, facts stored and gone and the verdicts on
 * messages; `suppressed` holds salted hashes of identifiers; `mark` is one row: how often the store changed, and the last numbers given out.
 *
 * A `node` is the number of one identifier for ever; a person is called by the smallest of its nodes, and `visitor` is the
 * node of a fact’s strongest identifier. `link` says which nodes (a < b) facts named together, first at `ts` by fact `id`, and
 * `held` why this ties nothing (null where it does). `regrouping` tells how people were put together and taken apart, `fact`
 * being what did it (null: the rules); `rule` is one row, or none while nobody made rules.
 */
export const TABLES = {
  event: {
    person: 'bigint',
    ts: 'bigint',
    id: 'uuid',
    visitor: 'bigint',
    account: 'bigint',
    day: 'integer',
    source: 'text',
    name: 'text',
    props: 'json',
    print: 'bigint',
  },
  trait: {
    person: 'bigint',
    ts: 'bigint',
    id: 'uuid',
    visitor: 'bigint',
    account: 'bigint',
    source: 'text',
    traits: 'json',
    print: 'bigint',
  },
  account_trait: { account: 'bigint', ts: 'bigint', id: 'uuid', source: 'text', traits: 'json', print: 'bigint' },
  person: { person: 'bigint', created: 'bigint', traits: 'json', said_ts: 'bigint', said_id: 'uuid' },
  account: { account: 'bigint', created: 'bigint', traits: 'json', said_ts: 'bigint', said_id: 'uuid' },
  identifier: { kind: 'text', value: 'text', person: 'bigint', node: 'bigint' },
  account_identifier: { kind: 'text', value: 'text', account: 'bigint' },
  link: { a: 'bigint', b: 'bigint', ts: 'bigint', id: 'uuid', held: 'text' },
  regrouping: { ts: 'bigint', act: 'text', person: 'bigint', other: 'bigint', fact: 'uuid' },
  rule: { rules: 'text' },
  mark: { watermark: 'bigint', person: 'bigint', account: 'bigint' },
  quarantine: { id: 'uuid', source: 'text', received: 'bigint', code: 'text', reason: 'text', raw: 'text' },
  tally: {
    source: 'text',
    facts: 'bigint',
    gone: 'bigint',
    stored: 'bigint',
    duplicate: 'bigint',
    quarantined: 'bigint',
    refused: 'bigint',
  },
  suppressed: { hash: 'text', ts: 'bigint' },
  salt: { value: 'text' },
} as const satisfies Record<string, Record<string, ColumnType>>

export type Table = keyof typeof TABLES

/** The tables that hold facts, each with the fact's id. */
export const FACT_TABLES = ['event', 'trait', 'account_trait'] as const

/** Columns of values in the table's order; a row is the same index in each. */
export type Columns = readonly (readonly (string | number | null)[])[]

/**
 * Refuses facts that an earlier version kept in other tables. `found` are the tables and columns there are, at `place`, which
 * reads as in “the facts in x.duckdb”.
 */
export function refuseEarlier(found: readonly { table: string; column: string }[], place: string): void {
  const has = new Set(found.map(({ table, column }) => `${table}.${column}`))
  const missing = Object.entries(TABLES).flatMap(([table, columns]) =>
    Object.keys(columns).filter(column => !has.has(`${table}.${column}`)),
  )
  if (missing.length)
    fail(
      'unavailable',
      `An earlier version of Plumbline kept ${place} in a form that this one does not read. Move them away and import the sources again.`,
    )
}
