import { parse } from 'yaml'
import { type Calendar, type Grain, periodsBetween, startOfDay } from '../../src/core/calendar.ts'
import type { Dialect } from '../../src/core/dialect.ts'
import { parseDuration } from '../../src/core/duration.ts'
import type { Fact } from '../../src/core/fact.ts'
import { localToInstant } from '../../src/core/zone.ts'
import type { StageRule } from '../../src/semantics/model/stage.ts'
import type { Series } from '../../src/semantics/plan/combine.ts'
import { plan } from '../../src/semantics/plan/plan.ts'
import type { Question } from '../../src/semantics/plan/question.ts'
import { type Tracks, tracksOf } from '../../src/semantics/sql/funnel.ts'
import { stageEntries } from '../../src/semantics/sql/stage.ts'
import type { Statement } from '../../src/semantics/sql/statement.ts'
import { print } from '../../src/semantics/sql/step.ts'

/**
 * Reading and writing the files in `src/semantics/golden`: a question in YAML, the working by hand, the answer as a table, and
 * the SQL of both engines.
 */
export const ZONE = 'Europe/Berlin'

export type Asked =
  | { question: Question }
  | { stage: StageRule; span: { since: number; until: number } }
  | { tracks: Tracks }

export type Golden = {
  title: string
  asked: Asked
  working: string
  answer: string[][]
  sql: Record<Engine, string | undefined>
}

type Engine = 'DuckDB' | 'PostgreSQL'

export function readGolden(text: string): Golden {
  const [head = '', ...sections] = text.split(/^## /m)
  const section = (name: string) => sections.find(each => each.startsWith(`${name}\n`))?.slice(name.length + 1)
  return {
    title: head.replace(/^# /, '').trim(),
    asked: askedIn(parse(fenced(section('Question') ?? '') ?? '')),
    working: section('Working')?.trim() ?? '',
    answer: tableIn(section('Answer') ?? ''),
    sql: { DuckDB: fenced(section('DuckDB')), PostgreSQL: fenced(section('PostgreSQL')) },
  }
}

/** The file with the SQL of both engines as it is printed now. */
export function withSql(text: string, sql: Record<Engine, string>): string {
  const written = text.split(/^## (?:DuckDB|PostgreSQL)$/m)[0]!.trimEnd()
  const engines = (['DuckDB', 'PostgreSQL'] as const).map(name => `## ${name}\n\n\`\`\`sql\n${sql[name]}\n\`\`\`\n`)
  return `${written}\n\n${engines.join('\n')}`
}

/** Every statement of a question with its parameters, as people read them. */
export function sqlOf(asked: Asked, dialect: Dialect): string {
  return statementsOf(asked, dialect)
    .map(({ text, params }) =>
      [text, ...params.map((param, i) => `-- $${i + 1} = ${JSON.stringify(param)}`)].join('\n'),
    )
    .join('\n;\n')
}

export function statementsOf(asked: Asked, dialect: Dialect): Statement[] {
  if ('question' in asked) return plan(asked.question).steps.map(step => print(step, dialect))
  return ['stage' in asked ? stageEntries(asked.stage, asked.span, dialect) : tracksOf(asked.tracks, dialect)]
}

/**
 * The places where a statement says what only one engine understands, or what would let a session's setting change a number.
 * Texts in quotes are the names of properties and do not count.
 */
export function offences(sql: string): string[] {
  const bare = sql.replaceAll(/^-- .*$/gm, '').replaceAll(/'(?:[^']|'')*'/g, "''")
  const arrows = bare.replaceAll(/\([a-z]\w*\.\w+->>''\)/g, '')
  return [...bare.matchAll(FORBIDDEN), ...arrows.matchAll(/->>/g)].map(found => found[0])
}

const FORBIDDEN =
  /QUALIFY|ROLLUP|CUBE|GROUPING SETS|ASOF|any_value|round\(|\/|date_trunc|INTERVAL|AT TIME ZONE|now\(|current_|TIMESTAMP|string_agg|IGNORE NULLS|LATERAL/gi

/** A series as the table in a golden. */
export function tableOf(series: Series, dimensions: number): string[][] {
  return series.map(({ segment, period, value }) => [
    ...(dimensions ? [segment.map(text => text ?? '–').join(', ')] : []),
    period.label,
    value === null ? '–' : String(Number(value.toPrecision(12))),
  ])
}

/** The facts of `facts.md`; a row's id ends in its number. */
export function factsIn(text: string): Fact[] {
  return tableIn(text).map(([row, when, person, account, event, props, traits, accountTraits]) => ({
    id: idOfRow(Number(row)),
    ts: instantOf(when!),
    source: 'golden',
    ...(person ? { user: person } : {}),
    ...(account ? { account: { id: account } } : {}),
    ...(event ? { name: event } : {}),
    props: JSON.parse(props || '{}'),
    ...(traits ? { traits: JSON.parse(traits) } : {}),
    ...(accountTraits ? { accountTraits: JSON.parse(accountTraits) } : {}),
  }))
}

export const idOfRow = (row: number): string => `00000000-0000-4000-8000-${String(row).padStart(12, '0')}`

export const rowOfId = (id: string): string => String(Number(id.slice(-12)))

/** The local time in Berlin of an instant, as the tables write it. */
export function whenOf(ts: number): string {
  return new Date(ts).toLocaleString('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' })
}

function instantOf(when: string): number {
  const [year, month, day, hour, minute] = when.split(/\D/).map(Number) as [number, number, number, number, number]
  return localToInstant(year, month, day, hour, minute, 0, 0, ZONE)
}

type Written = {
  metric?: Question['metric']
  grain: Grain
  from: string
  to: string
  calendar?: Partial<Calendar>
  stage?: StageRule
  funnel?: Tracks['steps']
} & Pick<Question, 'by' | 'where' | 'traits' | 'accountTraits'>

function askedIn(written: Written): Asked {
  const { metric, grain, from, to, calendar, stage, funnel, ...rest } = withDurations(written) as Written
  if (stage) return { stage, span: { since: startOfDay(from, ZONE), until: startOfDay(to, ZONE) } }
  if (funnel) return { tracks: { steps: funnel, ...rest } }
  const usual: Calendar = { zone: ZONE, weekStart: 1, fiscalStart: 1, fiscalPattern: 'months', ...calendar }
  return { question: { metric: metric!, periods: periodsBetween(from, to, grain, usual), calendar: usual, ...rest } }
}

function withDurations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDurations)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, part]) => [
    key,
    (key === 'within' || key === 'last') && typeof part === 'string' ? parseDuration(part) : withDurations(part),
  ])
  return Object.fromEntries(entries)
}

function fenced(text = ''): string | undefined {
  return /```\w*\n([\s\S]*?)\n```/.exec(text)?.[1]
}

function tableIn(text: string): string[][] {
  const rows = text.split('\n').filter(line => line.startsWith('|'))
  return rows.slice(2).map(line =>
    line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map(cell => cell.trim()),
  )
}
