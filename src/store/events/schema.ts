/** What an identifier can lead to: its kinds of identifiers, and the tables of these and of what was said about it. */
export const HOLDERS = {
  person: { kinds: ['user', 'email', 'anonymous'], identifier: 'identifier', history: 'trait' },
  account: { kinds: ['id', 'domain'], identifier: 'account_identifier', history: 'account_trait' },
} as const

export type Kind = keyof typeof HOLDERS

export type ColumnType = 'bigint' | 'integer' | 'uuid' | 'text' | 'json'

/**
 * The tables of a workspace's facts, in column order. `said_ts` and `said_id` are the latest fact whose traits are part of
 * a holder's; `print` tells a repetition from a conflict; `tally` counts, by source, facts stored and gone and the verdicts on
 * messages; `suppressed` holds salted hashes of identifiers; `mark` is one row: how often the store changed, and the last numbers given out.
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
  identifier: { kind: 'text', value: 'text', person: 'bigint' },
  account_identifier: { kind: 'text', value: 'text', account: 'bigint' },
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
