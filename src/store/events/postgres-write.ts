import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { postgresPeople } from './postgres-people.ts'
import { streamFrom } from './postgres-read.ts'
import type { Held, Tally } from './quarantine.ts'
import { type Columns, HOLDERS, TABLES, type Table } from './schema.ts'
import { BARRED, barredOf, escaped, saltedHash } from './suppression.ts'
import type { Mark, Writing } from './write.ts'

/** The steps of storing facts on PostgreSQL. `client` is in a transaction that has locked `mark`. */
export function postgresWriting(client: pg.ClientBase, mark: Mark): Writing {
  const rows = async <T>(text: string, values: unknown[]): Promise<T[]> =>
    (await client.query(text, values)).rows as T[]
  const run = async (text: string, values: unknown[]): Promise<void> => void (await client.query(text, values))
  const hashesOf = async (identifiers: readonly { kind: string; value: string }[]): Promise<string[]> => {
    const [salt] = await rows<{ value: string }>('SELECT value FROM salt', [])
    return identifiers.map(({ kind, value }) => saltedHash(salt!.value, kind, value))
  }
  const barHashes: Writing['barHashes'] = (hashes, ts) =>
    run('INSERT INTO suppressed SELECT unnest($1::text[]), $2::bigint ON CONFLICT (hash) DO NOTHING', [
      [...new Set(hashes)],
      ts,
    ])
  return {
    mark: async () => mark,
    setMark: next =>
      run('UPDATE mark SET watermark = $1, person = $2, account = $3', [next.watermark, next.person, next.account]),
    async stored(facts) {
      const parts = ['event_fact', 'trait', 'account_trait'].map(
        table => `SELECT id, print FROM ${table} WHERE id = ANY($1::uuid[])`,
      )
      const found = await rows<{ id: string; print: number | null }>(parts.join(' UNION ALL '), [
        facts.map(({ id }) => id),
      ])
      return new Map(found.map(({ id, print }) => [id, print]))
    },
    async barred() {
      const found = barredOf(await rows(BARRED, []))
      return found && ((kind, value) => found.hashes.has(saltedHash(found.salt, kind, value)))
    },
    async hold(held) {
      const columns = Object.keys(TABLES.quarantine) as (keyof Held)[]
      const found = await rows<{ id: string }>(
        `INSERT INTO quarantine (${columns.join(', ')})
         SELECT DISTINCT ON (id) * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])
           AS batch(${columns.join(', ')})
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        columns.map(column => held.map(each => each[column])),
      )
      return new Set(found.map(({ id }) => id))
    },
    release: async ids =>
      (await rows<{ source: string }>('DELETE FROM quarantine WHERE id = ANY($1::uuid[]) RETURNING source', [ids])).map(
        ({ source }) => source,
      ),
    amend: (id, raw) => run('UPDATE quarantine SET raw = $2 WHERE id = $1::uuid', [id, raw]),
    bar: async (identifiers, ts) => barHashes(await hashesOf(identifiers), ts),
    barHashes,
    unbar: async identifiers =>
      run('DELETE FROM suppressed WHERE hash = ANY($1::text[])', [await hashesOf(identifiers)]),
    unname: where => run(`DELETE FROM identifier WHERE ${where}`, []),
    deleteEvents: (where, params = []) =>
      run(
        `WITH gone AS (DELETE FROM event_fact WHERE ${where} RETURNING seq)
         DELETE FROM event_prop USING gone WHERE event_prop.seq = gone.seq`,
        [...params],
      ),
    async blacken(text, black) {
      let facts = 0
      for (const [table, column] of TEXTS) {
        const { rowCount } = await client.query(
          `UPDATE ${table} SET ${column} = CAST(regexp_replace(CAST(${column} AS TEXT), $2, $3, 'gi') AS JSONB)
           WHERE strpos(lower(CAST(${column} AS TEXT)), lower($1)) > 0`,
          [text, escaped(text), black],
        )
        if (table !== 'account') facts += rowCount ?? 0
      }
      return facts
    },
    rows: (sql, params = []) => rows(sql, [...params]),
    run: (sql, params = []) => run(sql, [...params]),
    stream: (sql, onBatch) => streamFrom(client, sql, [], onBatch),
    async count(more) {
      const columns = Object.keys(TABLES.tally) as (keyof Tally)[]
      const figures = columns.filter(column => column !== 'source')
      if (more.length)
        await run(
          `INSERT INTO tally SELECT * FROM unnest($1::text[], ${figures.map((_, i) => `$${i + 2}::bigint[]`).join(', ')})
           ON CONFLICT (source) DO UPDATE SET ${figures.map(each => `${each} = tally.${each} + excluded.${each}`).join(', ')}`,
          columns.map(column => more.map(each => each[column])),
        )
    },
    async find(kind, { kinds, values }) {
      const node = kind === 'person' ? 'node' : '0'
      const found = await rows<{ n: number; holder: number; node: number }>(
        `SELECT n, ${kind} AS holder, ${node} AS node FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS batch(kind, value, n)
         JOIN ${HOLDERS[kind].identifier} USING (kind, value)`,
        [kinds, values],
      )
      const holders = new Float64Array(values.length)
      const nodes = new Float64Array(values.length)
      for (const { n, holder, node } of found) {
        holders[n - 1] = holder
        nodes[n - 1] = node
      }
      return { holders, nodes }
    },
    people: postgresPeople(rows, run, (table, columns) => copy(client, table, Object.keys(TABLES[table]), columns)),
    async standing(kind, holders) {
      const found = await rows<{ holder: number; ts: number; id: string; traits: string }>(
        `SELECT ${kind} AS holder, said_ts AS ts, said_id AS id, traits FROM ${kind}
         WHERE ${kind} = ANY($1::bigint[]) AND said_ts IS NOT NULL`,
        [holders],
      )
      return new Map(found.map(({ holder, ts, id, traits }) => [holder, { ts, id, traits }]))
    },
    async history(kind, holders) {
      const found = await rows<{ holder: number; ts: number; id: string; traits: string }>(
        `SELECT ${kind} AS holder, ts, id, traits FROM ${HOLDERS[kind].history} WHERE ${kind} = ANY($1::bigint[])`,
        [holders],
      )
      return found.map(({ holder, ts, id, traits }) => ({ holder, saying: { ts, id, traits: JSON.parse(traits) } }))
    },
    async insert(table, columns) {
      if (table === 'event') await insertEvents(client, columns)
      else await copy(client, table, Object.keys(TABLES[table]), columns)
    },
    name: (kind, { kinds, values }, fresh, owners, nodes) =>
      copy(client, HOLDERS[kind].identifier, Object.keys(TABLES[HOLDERS[kind].identifier]), [
        fresh.map(n => kinds[n]!),
        fresh.map(n => values[n]!),
        fresh.map(n => owners[n]!),
        ...(kind === 'person' ? [fresh.map(n => nodes[n]!)] : []),
      ]),
    // Without ANY the planner, which does not know how few the merged are, reads all facts.
    async merge(kind, merges) {
      const pairs = [merges.map(merge => merge.from), merges.map(merge => merge.into)]
      const batch = 'unnest($1::bigint[], $2::bigint[]) AS batch(gone, kept)'
      await run(
        `UPDATE ${kind} SET created = least(created, earlier) FROM
           (SELECT kept, min(created) AS earlier FROM ${kind} JOIN ${batch} ON ${kind} = gone GROUP BY kept) AS merged
         WHERE ${kind} = kept`,
        pairs,
      )
      for (const table of ['event_fact', HOLDERS[kind].history, HOLDERS[kind].identifier])
        await run(
          `UPDATE ${table} SET ${kind} = kept FROM ${batch} WHERE ${kind} = gone AND ${kind} = ANY($1::bigint[])`,
          pairs,
        )
      await run(`DELETE FROM ${kind} WHERE ${kind} = ANY($1::bigint[])`, [pairs[0]])
    },
    age: (kind, holders, created) =>
      run(
        `UPDATE ${kind} SET created = earlier FROM unnest($1::bigint[], $2::bigint[]) AS batch(holder, earlier)
         WHERE ${kind} = holder AND earlier < created`,
        [holders, created],
      ),
    tell: (kind, told) =>
      run(
        `UPDATE ${kind} SET traits = CAST(batch.traits AS JSONB), said_ts = batch.ts, said_id = batch.id
         FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::uuid[]) AS batch(holder, traits, ts, id)
         WHERE ${kind} = holder`,
        [
          told.map(({ holder }) => holder),
          told.map(({ traits }) => traits),
          told.map(({ said }) => said.ts),
          told.map(({ said }) => said.id),
        ],
      ),
  }
}

/** Where JSON about accounts, and of events of others, may name a person. */
const TEXTS = [
  ['event_prop', 'props'],
  ['account_trait', 'traits'],
  ['account', 'traits'],
] as const

/** Properties lie beside the facts, because a row store reads past all of a row to reach one column. */
async function insertEvents(client: pg.ClientBase, columns: Columns): Promise<void> {
  const names = Object.keys(TABLES.event)
  const props = names.indexOf('props')
  const count = columns[0]!.length
  const { rows } = await client.query<{ last: number }>(
    `SELECT setval('event_seq', nextval('event_seq') + $1) AS last`,
    [count],
  )
  const seq = Array.from({ length: count }, (_, i) => rows[0]!.last - count + i)
  await copy(client, 'event_fact', ['seq', ...names.toSpliced(props, 1)], [seq, ...columns.toSpliced(props, 1)])
  await copy(client, 'event_prop', ['seq', 'props'], [seq, columns[props]!])
}

async function copy(
  client: pg.ClientBase,
  table: Table | 'event_fact' | 'event_prop',
  names: readonly string[],
  columns: Columns,
): Promise<void> {
  await pipeline(lines(columns), client.query(copyFrom(`COPY ${table} (${names.join(', ')}) FROM STDIN`)))
}

/** Rows in COPY's text format, some thousand a piece. */
function* lines(columns: Columns): Generator<string> {
  const count = columns[0]?.length ?? 0
  let text = ''
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < columns.length; i++) text += (i ? '\t' : '') + field(columns[i]![row]!)
    text += '\n'
    if (text.length > 2 ** 18) {
      yield text
      text = ''
    }
  }
  if (text) yield text
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function field(value: string | number | null): string {
  if (value === null) return '\\N'
  return typeof value === 'number' ? String(value) : value.replace(/[\\\n\r\t]/g, found => ESCAPES[found]!)
}
