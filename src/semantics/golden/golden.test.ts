import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import * as golden from '../../../test/semantics/golden.ts'
import { eachEvents } from '../../../test/stores.ts'
import { duckdb, postgres } from '../../store/events/dialect.ts'
import type { Events } from '../../store/events/events.ts'
import { leavesOf, type StageRule } from '../model/stage.ts'
import { answer } from '../plan/answer.ts'
import { readReceipt, receiptStatements } from '../sql/receipt.ts'

const fileOf = (name: string) => new URL(`${name}.md`, import.meta.url)
const textOf = (name: string) => readFileSync(fileOf(name), 'utf8')
const names = readdirSync(new URL('.', import.meta.url))
  .filter(file => file.endsWith('.md') && file !== 'facts.md')
  .map(file => file.slice(0, -3))

/** Missing SQL is written into its file, or all of it with `GOLDEN=write`; where CI is set it is refused. */
describe('SQL', () => {
  it.each(names)('%s', name => {
    const { asked, sql } = golden.readGolden(textOf(name))
    const now = { DuckDB: golden.sqlOf(asked, duckdb), PostgreSQL: golden.sqlOf(asked, postgres) }
    const missing = !sql.DuckDB || !sql.PostgreSQL
    if (process.env.CI)
      expect(missing, `${name}.md has no SQL. Run the tests once without CI and commit it.`).toBe(false)
    else if (missing || process.env.GOLDEN === 'write')
      return writeFileSync(fileOf(name), golden.withSql(textOf(name), now))
    expect(sql).toEqual(now)
  })

  it.each(names)('%s says only what both engines understand alike', name => {
    const { asked } = golden.readGolden(textOf(name))
    for (const dialect of [duckdb, postgres]) expect(golden.offences(golden.sqlOf(asked, dialect))).toEqual([])
  })
})

eachEvents(open => {
  let events: Events
  beforeAll(async () => {
    events = await open({ zone: golden.ZONE })
    await events.append(golden.factsIn(textOf('facts')))
  })

  it.each(names)('%s', async name => {
    const { asked, answer: expected } = golden.readGolden(textOf(name))
    expect(await answered(events, asked)).toEqual(expected)
  })
})

async function answered(events: Events, asked: golden.Asked): Promise<string[][]> {
  if ('question' in asked) return golden.tableOf(await answer(events, asked.question), asked.question.by?.length ?? 0)
  const [statement] = golden.statementsOf(asked, events.dialect)
  const rows = await events.query<Record<string, never>>(statement!.text, statement!.params)
  return 'stage' in asked ? entered(events, asked.stage, rows) : followed(asked, rows)
}

async function entered(events: Events, rule: StageRule, rows: { person?: number; ts?: number; id?: string }[]) {
  const people = await events.query<{ value: string; person: number }>(
    `SELECT value, person FROM identifier WHERE kind = 'user'`,
  )
  const table = rows
    .toSorted((a, b) => a.ts! - b.ts!)
    .map(async ({ person, ts, id }) => {
      const statements = receiptStatements(rule, person!, events.dialect)
      const found = await Promise.all(
        statements.map(({ text, params }) => events.query<{ ts: number; id: string }>(text, params)),
      )
      const receipt = readReceipt(rule, found)
      expect(receipt.entry!.ids).toContain(id)
      expect(receipt.leaves).toHaveLength(leavesOf(rule).length)
      const name = people.find(each => each.person === person)!.value
      const held = receipt.leaves.map(leaf => leaf.held?.ids.map(golden.rowOfId).join(', ') ?? '–')
      return [name, golden.whenOf(ts!), golden.rowOfId(id!), ...held]
    })
  return Promise.all(table)
}

function followed(
  { tracks: { steps, by = [] } }: Extract<golden.Asked, { tracks: unknown }>,
  rows: Record<string, unknown>[],
) {
  const words = steps.map(step => ('events' in step ? step.events.join(' or ') : step.stage))
  const scale = 2 ** steps.length
  const table = rows.map(row => [
    by.map((_, i) => row[`s${i + 1}`] ?? '–').join(', '),
    (row.track as number[])
      .map(packed =>
        [golden.whenOf(Math.floor(packed / scale)), ...words.filter((_, i) => (packed / 2 ** i) & 1)].join(' '),
      )
      .join(', '),
  ])
  return table.sort((a, b) => (a.join() < b.join() ? -1 : 1))
}
