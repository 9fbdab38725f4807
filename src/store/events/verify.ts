import type { Events } from './events.ts'

/** Something that does not add up, in a sentence. */
export type Difference = { what: string; says: string }

/**
 * Reads every value of a store of facts and says what does not add up: figures of sources against their facts and held
 * messages, ids that are there twice, facts, identifiers and links whose person, account or identifier is missing.
 */
export async function verifyFacts(events: Pick<Events, 'query'>): Promise<Difference[]> {
  const found: Difference[] = []
  for (const { what, sql, says } of CHECKS)
    for (const row of await events.query<Record<string, unknown>>(sql)) found.push({ what, says: says(row) })
  for (const sql of EVERYTHING) await events.query(sql)
  return found
}

type Check = { what: string; sql: string; says: (row: Record<string, unknown>) => string }

const IDS = ['event', 'trait', 'account_trait'].map(table => `SELECT id, source FROM ${table}`).join(' UNION ALL ')

/** Each finds nothing in a sound store. */
const CHECKS: readonly Check[] = [
  {
    what: 'facts',
    sql: `SELECT coalesce(tally.source, present.source) AS source, coalesce(facts, 0) - coalesce(gone, 0) AS counted,
        coalesce(present, 0) AS present
      FROM tally FULL JOIN (SELECT source, count(DISTINCT id) AS present FROM (${IDS}) AS facts GROUP BY source) AS present
        ON present.source = tally.source
      WHERE coalesce(facts, 0) - coalesce(gone, 0) <> coalesce(present, 0) ORDER BY 1`,
    says: ({ source, counted, present }) =>
      `The source “${source}” has ${present} facts, and ${counted} were counted. Restore a backup, or import its files again.`,
  },
  {
    what: 'quarantine',
    sql: `SELECT coalesce(tally.source, held.source) AS source, coalesce(quarantined, 0) AS counted, coalesce(present, 0) AS present
      FROM tally FULL JOIN (SELECT source, count(*) AS present FROM quarantine GROUP BY source) AS held
        ON held.source = tally.source
      WHERE coalesce(quarantined, 0) <> coalesce(present, 0) ORDER BY 1`,
    says: ({ source, counted, present }) =>
      `The source “${source}” has ${present} messages in quarantine, and ${counted} were counted. Restore a backup.`,
  },
  ...['event', 'trait', 'account_trait', 'quarantine'].map(table => ({
    what: table,
    sql: `SELECT count(*) - count(DISTINCT id) AS twice FROM ${table} HAVING count(*) <> count(DISTINCT id)`,
    says: ({ twice }: Record<string, unknown>) => `${twice} ids are in “${table}” more than once. Restore a backup.`,
  })),
  ...(
    [
      ['event', 'person'],
      ['trait', 'person'],
      ['identifier', 'person'],
      ['event', 'account'],
      ['trait', 'account'],
      ['account_trait', 'account'],
      ['account_identifier', 'account'],
    ] as const
  ).map(([table, holder]) => ({
    what: table,
    sql: `SELECT count(*) AS lost FROM ${table}
      WHERE ${holder} IS NOT NULL AND ${holder} NOT IN (SELECT ${holder} FROM ${holder}) HAVING count(*) > 0`,
    says: ({ lost }: Record<string, unknown>) =>
      `${lost} rows of “${table}” are about a ${holder} that is not there. Restore a backup.`,
  })),
]

/** Statements that read every value of every fact, so that damage anywhere comes to light. */
export const EVERYTHING = [
  'SELECT max(ts), max(day), max(source), max(name), max(CAST(id AS TEXT)), max(CAST(props AS TEXT)) FROM event',
  'SELECT max(ts), max(CAST(traits AS TEXT)) FROM trait',
  'SELECT max(ts), max(CAST(traits AS TEXT)) FROM account_trait',
  'SELECT max(person), max(value) FROM identifier',
  'SELECT max(received), max(raw) FROM quarantine',
]
