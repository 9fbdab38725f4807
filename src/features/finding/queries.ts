import { dateOfDay, localDay, type PlainDate, startOfDay } from '../../core/calendar.ts'
import type { StageRule } from '../../semantics/model/stage.ts'
import { entrySql } from '../../semantics/sql/stage.ts'
import { indented, lines, type Writer, whole, writer } from '../../semantics/sql/statement.ts'
import type { Column } from '../../store/events/events.ts'
import type { Context } from '../context.ts'
import { countDisorder } from './disorder.ts'
import type { Expected } from './expected.ts'
import type { Disorder, MissingValue, StageEntries, StageSkips } from './survey.ts'

/** A stage with its rule inlined. */
export type Entered = { name: string; order: number; rule: StageRule }

/** How many events of a source before a day lack properties they should have; none of which there are no events. */
export async function countMissingInEvents(
  ctx: Context,
  source: string,
  { events }: Expected,
  until: PlainDate,
): Promise<MissingValue[]> {
  const properties = [...new Set(events.flatMap(event => event.properties))]
  if (properties.length === 0) return []
  const w = writer(ctx.events.dialect)
  const columns = properties.map((property, i) => `count(${w.dialect.text('e.props', property)}) AS known_${i}`)
  const select = lines(
    `SELECT e.name, count(*) AS total, ${columns.join(', ')}`,
    'FROM event AS e',
    `WHERE e.source = ${w.text(source)} AND e.ts < ${instantOf(ctx, until)}`,
    'GROUP BY e.name',
  )
  const named = new Set(events.map(({ name }) => name))
  const rows = await ctx.events.cached<{ name: string; total: number }>(...sqlOf(w.finish(select)))
  return rows.flatMap(row => {
    const here = events.filter(({ name }) => name === row.name || (name === undefined && !named.has(row.name)))
    return [...new Set(here.flatMap(event => event.properties))].map(property => ({
      source,
      event: row.name,
      of: 'events' as const,
      property,
      missing: row.total - knownIn(row, properties.indexOf(property)),
      total: row.total,
    }))
  })
}

/** Of how many people or accounts in a source’s events a trait is not known. */
export async function countMissingTraits(
  ctx: Context,
  source: string,
  of: 'people' | 'accounts',
  traits: readonly string[],
  until: PlainDate,
): Promise<MissingValue[]> {
  if (traits.length === 0) return []
  const key = of === 'people' ? 'person' : 'account'
  const w = writer(ctx.events.dialect)
  const columns = traits.map((trait, i) => `count(${w.dialect.text('h.traits', trait)}) AS known_${i}`)
  const holders = lines(
    `SELECT DISTINCT e.${key}`,
    'FROM event AS e',
    `WHERE e.source = ${w.text(source)} AND e.ts < ${instantOf(ctx, until)} AND e.${key} IS NOT NULL`,
  )
  const select = lines(
    `SELECT count(*) AS total, ${columns.join(', ')}`,
    `FROM (\n${indented(holders)}\n) AS e`,
    `JOIN ${key} AS h ON h.${key} = e.${key}`,
  )
  const [row] = await ctx.events.cached<{ total: number }>(...sqlOf(w.finish(select)))
  return traits.map((property, i) => {
    const total = row?.total ?? 0
    return { source, of, property, missing: total - knownIn(row, i), total }
  })
}

/** How many people entered each stage: in the days `[from, to)`, and ever before `to`. */
export async function countEntries(
  ctx: Context,
  stages: readonly Entered[],
  from: PlainDate,
  to: PlainDate,
): Promise<StageEntries[]> {
  if (stages.length === 0) return []
  const w = writer(ctx.events.dialect)
  const select = lines(
    `SELECT stage, count(*) AS ever, count(CASE WHEN ts >= ${instantOf(ctx, from)} THEN 1 END) AS recent, max(ts) AS last`,
    `FROM ${entriesSql(stages, w)}`,
    `WHERE ts < ${instantOf(ctx, to)}`,
    'GROUP BY stage',
  )
  type Row = { stage: number; ever: number; recent: number; last: number }
  const rows = await ctx.events.cached<Row>(...sqlOf(w.finish(select)))
  return stages.map(({ name }, index) => {
    const { ever = 0, recent = 0, last } = rows.find(row => row.stage === index) ?? {}
    return { stage: name, from, to, ever, recent, last: last === undefined ? null : dayOf(ctx, last) }
  })
}

/** Of the people who entered a later stage for the first time in the days `[from, to)`: how many never entered each stage before. */
export async function countSkips(
  ctx: Context,
  stages: readonly Entered[],
  from: PlainDate,
  to: PlainDate,
): Promise<StageSkips[]> {
  const earlier = stages.flatMap(({ name, order }, index) => {
    const later = stages.flatMap((each, i) => (each.order > order ? [i] : []))
    return later.length > 0 ? [{ name, index, later }] : []
  })
  if (earlier.length === 0) return []
  const w = writer(ctx.events.dialect)
  const people = lines(
    `SELECT person, ${earlier
      .flatMap(({ index, later }) => [
        `min(CASE WHEN stage IN (${later.join(', ')}) THEN ts END) AS after_${index}`,
        `min(CASE WHEN stage = ${index} THEN ts END) AS at_${index}`,
      ])
      .join(', ')}`,
    `FROM ${entriesSql(stages, w)}`,
    `WHERE ts < ${instantOf(ctx, to)}`,
    'GROUP BY person',
  )
  const since = instantOf(ctx, from)
  const counts = earlier.flatMap(({ index }) => [
    `count(CASE WHEN after_${index} >= ${since} THEN 1 END) AS further_${index}`,
    `count(CASE WHEN after_${index} >= ${since} AND at_${index} IS NULL THEN 1 END) AS skipped_${index}`,
  ])
  const select = lines(`SELECT ${counts.join(', ')}`, `FROM (\n${indented(people)}\n) AS people`)
  const [row] = await ctx.events.cached<Record<string, number>>(...sqlOf(w.finish(select)))
  return earlier.map(({ name: stage, index }) => ({
    stage,
    from,
    to,
    further: Number(row?.[`further_${index}`] ?? 0),
    skipped: Number(row?.[`skipped_${index}`] ?? 0),
  }))
}

/** People who entered a stage before one that stands earlier; only they are fetched, since they should be few. */
export async function findDisorder(ctx: Context, stages: readonly Entered[], until: PlainDate): Promise<Disorder[]> {
  const pairs = stages.flatMap((earlier, i) =>
    stages.flatMap((later, j) => (earlier.order < later.order ? [`t${j} < t${i}`] : [])),
  )
  if (pairs.length === 0) return []
  const w = writer(ctx.events.dialect)
  const each = stages.map((_, i) => `max(CASE WHEN stage = ${i} THEN ts END) AS t${i}`)
  const people = lines(
    `SELECT person, ${each.join(', ')}`,
    `FROM ${entriesSql(stages, w)}`,
    `WHERE ts < ${instantOf(ctx, until)}`,
    'GROUP BY person',
  )
  const { text, params } = w.finish(
    lines('SELECT *', `FROM (\n${indented(people)}\n) AS people`, `WHERE ${pairs.join(' OR ')}`),
  )
  const counts = countDisorder(stages, ctx.company.calendar.zone)
  await ctx.events.stream(text, params, ({ rows, columns }) => {
    const instants = stages.map((_, i) => columns[`t${i}`] as Column & ArrayLike<number | null>)
    const persons = columns.person as Column & ArrayLike<number>
    for (let row = 0; row < rows; row++)
      counts.take(
        Number(persons[row]),
        instants.map(column => column[row] ?? Number.NaN),
      )
  })
  return Promise.all(
    counts.result().map(async ({ example: { person, ...days }, ...found }) => ({
      ...found,
      example: { user: await userOf(ctx, person), ...days },
    })),
  )
}

/** How people know a person; an e-mail address is nobody’s business in a finding. */
async function userOf(ctx: Context, person: number): Promise<string> {
  const [row] = await ctx.events.query<{ value: string }>(
    `SELECT value FROM identifier WHERE person = ${whole(person)} AND kind <> 'email' ORDER BY kind DESC, value LIMIT 1`,
  )
  return row?.value ?? `person ${person}`
}

function entriesSql(stages: readonly Entered[], w: Writer): string {
  const parts = stages.map(({ rule }, i) => `SELECT ${i} AS stage, person, ts FROM ${entrySql(rule, false, w)}`)
  return `(\n${indented(parts.join('\nUNION ALL\n'))}\n) AS entry`
}

const knownIn = (row: object | undefined, index: number): number =>
  Number((row as Record<string, unknown> | undefined)?.[`known_${index}`] ?? 0)

const instantOf = (ctx: Context, day: PlainDate): string => whole(startOfDay(day, ctx.company.calendar.zone))

const dayOf = (ctx: Context, instant: number): PlainDate => dateOfDay(localDay(instant, ctx.company.calendar.zone))

const sqlOf = ({ text, params }: { text: string; params: (string | number)[] }): [string, (string | number)[]] => [
  text,
  params,
]
