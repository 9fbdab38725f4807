import type { DuckDBConnection } from '@duckdb/node-api'
import type { IdentityRules } from '../../core/identity-rules.ts'
import { counts } from './counts.ts'
import { rowsOf, streamOf } from './duckdb-read.ts'
import { RULES, rulesOf } from './kept-rules.ts'
import { knownLinks } from './known-links.ts'
import { list, listed } from './list.ts'
import type { Moved, People, Weight } from './people-steps.ts'
import type { Columns, Table } from './schema.ts'

/** What the process that writes a DuckDB file remembers of nodes, people and links. */
export function peopleMemory(rules: IdentityRules, expected: { nodes: number; links: number }) {
  const parent = counts(expected.nodes)
  const all = counts(expected.nodes)
  const met = counts(expected.nodes)
  const ofKind = new Map(
    Object.keys(rules.limits)
      .filter(kind => kind !== '*')
      .map(kind => [kind, counts(expected.nodes)]),
  )
  const careful = new Set<number>()
  const links = knownLinks(expected.links)

  const personOf = (node: number): number => {
    let at = node
    for (let up = parent.at(at); up !== at && up; up = parent.at(at)) {
      const over = parent.at(up)
      if (over) parent.put(at, over)
      at = up
    }
    return at
  }
  const count = (person: number, kind: string, more: number): void => {
    all.add(person, more)
    ofKind.get(kind)?.add(person, more)
  }
  return {
    rules,
    met,
    links,
    careful,
    /** The person of a node, 0 for the node 0. */
    personOf,
    add(node: number, person: number, kind: string): void {
      parent.put(node, person)
      count(person, kind, 1)
    },
    countKind: (person: number, kind: string, more: number): void => ofKind.get(kind)?.add(person, more),
    addLink(a: number, b: number, ts: number): void {
      links.set(a, b, ts)
      met.add(a, 1)
      met.add(b, 1)
    },
    /** All nodes of `from` are `into`'s from now on. */
    merge(from: number, into: number): void {
      parent.put(from, into)
      for (const each of [all, ...ofKind.values()]) {
        each.add(into, each.at(from))
        each.put(from, 0)
      }
    },
    /** Whose the nodes of some people are from now on; all of these people's must be given. */
    move(members: readonly Moved[]): void {
      for (const { node, kind, from, person } of members) {
        parent.put(node, person)
        if (from === person) continue
        count(from, kind, -1)
        count(person, kind, 1)
      }
      for (const { from, person } of members) for (const each of [from, person]) careful.delete(each)
    },
    weightOf: (person: number, kinds: readonly string[]): Weight => ({
      all: all.at(person),
      of: kinds.map(kind => ofKind.get(kind)?.at(person) ?? 0),
      careful: careful.has(person),
    }),
  }
}

export type PeopleMemory = ReturnType<typeof peopleMemory>

export async function readPeople(connection: DuckDBConnection): Promise<PeopleMemory> {
  const rows = async <T>(sql: string, params: string[] = []): Promise<T[]> =>
    rowsOf<T>(await connection.run(sql, params))
  const [expected] = await rows<{ nodes: number; links: number }>(
    'SELECT (SELECT max(node) + 1 FROM identifier) AS nodes, (SELECT count(*) FROM link) AS links',
  )
  const rules = rulesOf(await rows(RULES))
  const memory = peopleMemory(rules, { nodes: expected?.nodes ?? 0, links: expected?.links ?? 0 })
  await streamOf(await connection.stream('SELECT node, person FROM identifier'), ({ rows, columns }) => {
    const [nodes, persons] = [columns.node as Float64Array, columns.person as Float64Array]
    for (let i = 0; i < rows; i++) memory.add(nodes[i]!, persons[i]!, '')
  })
  for (const kind of Object.keys(rules.limits))
    for (const { person, n } of await rows<{ person: number; n: number }>(
      'SELECT person, count(*) AS n FROM identifier WHERE kind = $1 GROUP BY person',
      [kind],
    ))
      memory.countKind(person, kind, n)
  await streamOf(await connection.stream('SELECT a, b, ts FROM link'), ({ rows, columns }) => {
    const [a, b, ts] = [columns.a, columns.b, columns.ts] as Float64Array[]
    for (let i = 0; i < rows; i++) memory.addLink(a![i]!, b![i]!, ts![i]!)
  })
  const held = await rows<{ a: number; b: number }>(
    `SELECT a, b FROM link WHERE held IS NOT NULL AND held NOT IN ('blocked', 'crowded')`,
  )
  for (const { a, b } of held) for (const node of [a, b]) memory.careful.add(memory.personOf(node))
  return memory
}

type Append = (table: Table, columns: Columns) => Promise<void>
type Run = (sql: string, params: string[]) => Promise<unknown>

/** The steps about people, answered from memory; `memory.people` is changed with the tables. */
export function duckdbPeople(
  memory: { people: PeopleMemory },
  append: Append,
  run: Run,
  read: () => Promise<PeopleMemory>,
): People {
  return {
    rules: async () => memory.people.rules,
    first: (one, other) => (one < other ? memory.people.links.get(one, other) : memory.people.links.get(other, one)),
    firsts: async (a, b) => Float64Array.from(a, (node, i) => memory.people.links.get(node, b[i]!)),
    met: async nodes => nodes.map(node => memory.people.met.at(node)),
    weights: async (persons, kinds) => new Map(persons.map(person => [person, memory.people.weightOf(person, kinds)])),
    async addLinks(links) {
      for (const { a, b, ts } of links) memory.people.addLink(a, b, ts)
      await append('link', [
        links.map(({ a }) => a),
        links.map(({ b }) => b),
        links.map(({ ts }) => ts),
        links.map(({ id }) => id),
        links.map(({ held }) => held),
      ])
    },
    async antedate(links) {
      for (const { a, b, ts } of links) memory.people.links.set(a, b, ts)
      await run(
        `UPDATE link SET ts = first, id = fact FROM ${listed({ x: 'BIGINT', y: 'BIGINT', first: 'BIGINT', fact: 'UUID' })}
         WHERE a = x AND b = y AND (ts > first OR (ts = first AND id > fact))`,
        [
          list(links.map(({ a }) => a)),
          list(links.map(({ b }) => b)),
          list(links.map(({ ts }) => ts)),
          list(links.map(({ id }) => id)),
        ],
      )
    },
    async move(members, careful) {
      memory.people.move(members)
      for (const person of careful) memory.people.careful.add(person)
      const moved = members.filter(({ from, person }) => from !== person)
      if (!moved.length) return
      for (const table of ['event', 'trait'])
        await run(
          `UPDATE ${table} SET person = kept FROM ${listed({ moved: 'BIGINT', kept: 'BIGINT' })} WHERE visitor = moved`,
          [list(moved.map(({ node }) => node)), list(moved.map(({ person }) => person))],
        )
    },
    async ruled(rules) {
      await run('DELETE FROM rule', [])
      await run('INSERT INTO rule VALUES ($1)', [JSON.stringify(rules)])
      memory.people = await read()
    },
  }
}
