import type { Dialect } from '../../core/dialect.ts'
import type { Step } from '../plan/step.ts'
import { endOf, placedIn } from './period.ts'
import { type Source, sourceOf } from './source.ts'
import { lines, type Statement, select, type Writer, whole, writer } from './statement.ts'

/** Which rows of a step are meant: those of a segment (one value per dimension, null where it is missing), or all of them. */
export type Behind = { step: Step; segment: readonly (string | null)[]; property?: string | undefined }

/**
 * The rows behind a number, the newest first: `id`, `ts`, `person`, `account`, `name`, `source`, `props`, and the `value` of the
 * measured property. Of a conversion they are the rows of those who began.
 */
export function rowsBehind(behind: Behind, page: { limit: number; offset: number }, dialect: Dialect): Statement {
  const w = writer(dialect)
  const { source, from } = sourceBehind(behind, w)
  const value = behind.property === undefined ? 'NULL' : source.number(behind.property)
  const columns = [
    `CAST(${source.id} AS TEXT) AS id`,
    `${source.ts} AS ts`,
    `${source.person} AS person`,
    'e.account AS account',
    'e.name AS name',
    'e.source AS source',
    'e.props AS props',
    `CAST(${value} AS DOUBLE PRECISION) AS value`,
  ]
  const order = `ORDER BY ${source.ts} DESC, ${source.id} DESC`
  return w.finish(lines(select(columns), from(), order, `LIMIT ${whole(page.limit)} OFFSET ${whole(page.offset)}`))
}

/** How many rows are behind a number, and of how many people: `rows` and `people`. */
export function countBehind(behind: Behind, dialect: Dialect): Statement {
  const w = writer(dialect)
  const { source, from } = sourceBehind(behind, w)
  return w.finish(lines(`SELECT count(*) AS rows, count(DISTINCT ${source.person}) AS people`, from()))
}

function sourceBehind({ step, segment }: Behind, w: Writer): { source: Source; from: () => string } {
  const source = sourceOf(step.kind === 'rows' ? step.of : step.from, true, w, { until: endOf(step) })
  const { span } = placedIn(step.windows, source, step.zone)
  const within = step.by.map((dimension, i) => {
    const text = source.dimension(dimension)
    const value = segment[i] ?? null
    return value === null ? `${text} IS NULL` : `${text} = ${w.text(value)}`
  })
  return { source, from: () => source.from([span, ...within]) }
}
