import { RULES, rulesOf } from './kept-rules.ts'
import type { People, Weight } from './people-steps.ts'
import type { Columns, Table } from './schema.ts'

type Rows = <T>(sql: string, values: unknown[]) => Promise<T[]>
type Run = (sql: string, values: unknown[]) => Promise<void>
type Copy = (table: Table, columns: Columns) => Promise<void>

/** The steps about people, answered by the tables, all of which are indexed by what is asked for here. */
export function postgresPeople(rows: Rows, run: Run, copy: Copy): People {
  return {
    rules: async () => rulesOf(await rows(RULES, [])),
    async firsts(a, b) {
      const found = await rows<{ n: number; ts: number }>(
        `SELECT n, ts FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS batch(a, b, n) JOIN link USING (a, b)`,
        [a, b],
      )
      const firsts = new Float64Array(a.length).fill(Number.NaN)
      for (const { n, ts } of found) firsts[n - 1] = ts
      return firsts
    },
    async met(nodes, enough) {
      const found = await rows<{ n: number; met: number }>(
        `SELECT n, (SELECT count(*) FROM (
           SELECT FROM link WHERE a = node UNION ALL SELECT FROM link WHERE b = node LIMIT $2) AS links) AS met
         FROM unnest($1::bigint[]) WITH ORDINALITY AS batch(node, n)`,
        [nodes, enough + 1],
      )
      const met = new Float64Array(nodes.length)
      for (const each of found) met[each.n - 1] = each.met
      return met
    },
    async weights(persons, kinds) {
      const counted = await rows<{ person: number; kind: string; n: number }>(
        `SELECT person, kind, count(*) AS n FROM identifier WHERE person = ANY($1::bigint[]) GROUP BY person, kind`,
        [persons],
      )
      const careful = new Set((await rows<{ person: number }>(CAREFUL, [persons])).map(({ person }) => person))
      const weights = new Map<number, Weight & { of: number[] }>()
      for (const person of persons)
        weights.set(person, { all: 0, of: kinds.map(() => 0), careful: careful.has(person) })
      for (const { person, kind, n } of counted) {
        const weight = weights.get(person)!
        weight.all += n
        if (kinds.includes(kind)) weight.of[kinds.indexOf(kind)] = n
      }
      return weights
    },
    addLinks: links =>
      copy('link', [
        links.map(({ a }) => a),
        links.map(({ b }) => b),
        links.map(({ ts }) => ts),
        links.map(({ id }) => id),
        links.map(({ held }) => held),
      ]),
    antedate: links =>
      run(
        `UPDATE link SET ts = batch.ts, id = batch.id
         FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::uuid[]) AS batch(a, b, ts, id)
         WHERE link.a = batch.a AND link.b = batch.b AND (link.ts, link.id) > (batch.ts, batch.id)`,
        [links.map(({ a }) => a), links.map(({ b }) => b), links.map(({ ts }) => ts), links.map(({ id }) => id)],
      ),
    async move(members) {
      const moved = members.filter(({ from, person }) => from !== person)
      if (!moved.length) return
      const lists = [
        moved.map(({ node }) => node),
        moved.map(({ person }) => person),
        [...new Set(moved.map(({ from }) => from))],
      ]
      for (const table of ['event_fact', 'trait'])
        await run(
          `UPDATE ${table} SET person = kept FROM unnest($1::bigint[], $2::bigint[]) AS batch(moved, kept)
           WHERE visitor = moved AND person = ANY($3::bigint[])`,
          lists,
        )
    },
    async ruled(rules) {
      await run('DELETE FROM rule', [])
      await run('INSERT INTO rule VALUES ($1)', [JSON.stringify(rules)])
    },
  }
}

const CAREFUL = `SELECT DISTINCT person FROM identifier JOIN link ON a = node OR b = node
  WHERE person = ANY($1::bigint[]) AND held IS NOT NULL AND held NOT IN ('blocked', 'crowded')`
