import type pg from 'pg'
import { type ColumnType, refuseEarlier, TABLES } from './schema.ts'
import { freshSalt } from './suppression.ts'

/** Creates what is missing of a workspace's tables; any number of processes may do so at once. */
export async function createTables(client: pg.ClientBase, schema: string): Promise<void> {
  const existing = await client.query('SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = $2', [
    schema,
    'mark',
  ])
  if (existing.rowCount) {
    const columns = await client.query<{ table: string; column: string }>(
      'SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = $1',
      [schema],
    )
    return refuseEarlier(columns.rows, `the facts in schema “${schema}”`)
  }
  await client.query('BEGIN')
  try {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`plumbline events ${schema}`])
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
    await client.query(STATEMENTS)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

const TYPES: Record<ColumnType, string> = {
  bigint: 'BIGINT',
  integer: 'INTEGER',
  uuid: 'UUID',
  text: 'TEXT COLLATE "C"',
  json: 'JSONB',
}

const table = (name: string, columns: Record<string, ColumnType>, ...more: string[]): string => {
  const definitions = Object.entries(columns).map(([column, type]) => `${column} ${TYPES[type]}`)
  return `CREATE TABLE IF NOT EXISTS ${name} (${[...definitions, ...more].join(', ')});`
}

const { props: _, ...FACT } = TABLES.event

/**
 * An event is a narrow row and, beside it, its properties: a row store reads past all of a row to reach one column, and the
 * planner leaves the properties out where a question does not read them.
 */
const STATEMENTS = `
${table('event_fact', { seq: 'bigint', ...FACT })}
${table('event_prop', { seq: 'bigint', props: 'json' }, 'PRIMARY KEY (seq)')}
CREATE SEQUENCE IF NOT EXISTS event_seq;
CREATE UNIQUE INDEX IF NOT EXISTS event_id ON event_fact (id);
CREATE INDEX IF NOT EXISTS event_person ON event_fact (person, ts, id) INCLUDE (name, day);
CREATE INDEX IF NOT EXISTS event_name ON event_fact (name, day);
CREATE INDEX IF NOT EXISTS event_account ON event_fact (account) WHERE account IS NOT NULL;
CREATE OR REPLACE VIEW event AS SELECT ${Object.keys(TABLES.event).join(', ')} FROM event_fact LEFT JOIN event_prop USING (seq);
${table('trait', TABLES.trait)}
CREATE UNIQUE INDEX IF NOT EXISTS trait_id ON trait (id);
CREATE INDEX IF NOT EXISTS trait_person ON trait (person);
${table('account_trait', TABLES.account_trait)}
CREATE UNIQUE INDEX IF NOT EXISTS account_trait_id ON account_trait (id);
CREATE INDEX IF NOT EXISTS account_trait_account ON account_trait (account);
${table('person', TABLES.person, 'PRIMARY KEY (person)')}
${table('account', TABLES.account, 'PRIMARY KEY (account)')}
${table('identifier', TABLES.identifier, 'PRIMARY KEY (kind, value)')}
CREATE INDEX IF NOT EXISTS identifier_person ON identifier (person);
CREATE UNIQUE INDEX IF NOT EXISTS identifier_node ON identifier (node);
${table('account_identifier', TABLES.account_identifier, 'PRIMARY KEY (kind, value)')}
CREATE INDEX IF NOT EXISTS account_identifier_account ON account_identifier (account);
${table('link', TABLES.link, 'PRIMARY KEY (a, b)')}
CREATE INDEX IF NOT EXISTS link_b ON link (b);
${table('regrouping', TABLES.regrouping)}
CREATE INDEX IF NOT EXISTS regrouping_person ON regrouping (person);
CREATE INDEX IF NOT EXISTS regrouping_other ON regrouping (other);
${table('rule', TABLES.rule)}
${table('mark', TABLES.mark)}
${table('quarantine', TABLES.quarantine, 'PRIMARY KEY (id)')}
${table('tally', TABLES.tally, 'PRIMARY KEY (source)')}
${table('suppressed', TABLES.suppressed, 'PRIMARY KEY (hash)')}
${table('salt', TABLES.salt)}
INSERT INTO salt SELECT '${freshSalt()}' WHERE NOT EXISTS (SELECT FROM salt);
INSERT INTO mark SELECT 0, 0, 0 WHERE NOT EXISTS (SELECT FROM mark);
`
