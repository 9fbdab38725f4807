import type { Dialect } from '../../core/dialect.ts'
import type { Aggregate, RowsStep, Step } from '../plan/step.ts'
import { conversionSql } from './conversion.ts'
import { endOf, grouping, limit, placedIn } from './period.ts'
import { isOfEvent, type Source, sourceOf } from './source.ts'
import { lines, type Statement, select, type Writer, writer } from './statement.ts'

/** The statement of a step; its rows are what `combine` takes. */
export function print(step: Step, dialect: Dialect): Statement {
  const w = writer(dialect)
  return w.finish(step.kind === 'rows' ? rowsSql(step, w) : conversionSql(step, w))
}

function rowsSql(step: RowsStep, w: Writer): string {
  const wants = step.by.some(isOfEvent) || step.aggregates.some(readsEvent)
  const source = sourceOf(step.of, wants, w, { until: endOf(step) })
  const placed = placedIn(step.windows, source, step.zone)
  const columns = [
    `${placed.period} AS period`,
    ...step.by.map((dimension, i) => `${source.dimension(dimension)} AS s${i + 1}`),
    ...step.aggregates.map((aggregate, i) => `${aggregateSql(aggregate, source)} AS m${i + 1}`),
  ]
  return lines(
    select(columns),
    source.from([placed.span], placed.join),
    grouping(step.by.length),
    limit(step.by.length),
  )
}

const readsEvent = (aggregate: Aggregate): boolean => !('count' in aggregate) || aggregate.count === 'accounts'

function aggregateSql(aggregate: Aggregate, source: Source): string {
  if ('count' in aggregate) {
    if (aggregate.count === 'rows') return 'count(*)'
    return `count(DISTINCT ${aggregate.count === 'people' ? source.person : source.account()})`
  }
  const [kind, property] = Object.entries(aggregate)[0] as [string, string]
  const number = source.number(property)
  switch (kind) {
    case 'sum':
      return `CAST(coalesce(sum(${number}), 0) AS DECIMAL(38,6))`
    case 'values':
      return `count(${number})`
    case 'median':
      return `percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(${number} AS DOUBLE PRECISION))`
    default:
      return `${kind}(${number})`
  }
}
