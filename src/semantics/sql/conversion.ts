import { dateOfDay, startOfDay } from '../../core/calendar.ts'
import type { Relation } from '../model/relation.ts'
import type { ConversionStep } from '../plan/step.ts'
import { endOf, grouping, limit, placedIn } from './period.ts'
import { isOfEvent, sourceOf } from './source.ts'
import { spanSql } from './stage.ts'
import { lines, select, subquery, type Writer, whole } from './statement.ts'

/**
 * People per cell of `from`, and how many of them went on to a `to`.
 *
 * One pass over both relations in the order of time finds the next `to` after each `from`, so the work grows with the rows and
 * not with their pairs. Where an event can be both, it must not count as its own conversion: those of the same instant are
 * then counted without it.
 */
export function conversionSql(step: ConversionStep, w: Writer): string {
  const { from, to, withinMs } = step
  const until = withinMs === undefined ? undefined : endOf(step) + withinMs
  const starts = sourceOf(from, step.by.some(isOfEvent), w, { until })
  const placed = placedIn(step.windows, starts, step.zone)
  const segments = step.by.map((dimension, i) => `${starts.dimension(dimension)} AS s${i + 1}`)
  const names = step.by.map((_, i) => `s${i + 1}`)
  const both = 'events' in to && overlap(from, to) ? to : undefined
  const ends = sourceOf(to, false, w, { until })
  const opens = startOfDay(dateOfDay(step.windows[0]!.opens), step.zone)
  const own = both ? [`CASE WHEN ${starts.isOf(both)} THEN 1 ELSE 0 END AS own`] : []

  const track = lines(
    select([
      `${starts.person} AS person`,
      `${starts.ts} AS ts`,
      '0 AS ends',
      ...own,
      `${placed.period} AS period`,
      ...segments,
    ]),
    starts.from([placed.span, `${starts.person} IS NOT NULL`], placed.join),
    'UNION ALL',
    select([ends.person, ends.ts, '1', ...own.map(() => '0'), 'NULL', ...names.map(() => 'NULL')]),
    ends.from([spanSql(ends.ts, { since: opens, until }), `${ends.person} IS NOT NULL`]),
  )
  const order = 'PARTITION BY person ORDER BY ts DESC'
  const next = 'min(CASE WHEN ends = 1 THEN ts END)'
  const together = 'count(CASE WHEN ends = 1 THEN 1 END)'
  const found = both
    ? [
        `${next} OVER (${order} RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS later`,
        `${together} OVER (${order} RANGE BETWEEN CURRENT ROW AND CURRENT ROW) - own AS together`,
      ]
    : [`${next} OVER (${order}) AS later`]
  const paired = lines(
    select(['person', 'ts', 'ends', 'period', ...names, ...found]),
    `FROM ${subquery(track, 'track')}`,
  )
  const inTime = withinMs === undefined ? 'later IS NOT NULL' : `later - ts <= ${whole(withinMs)}`
  const converted = `CASE WHEN ${both ? `together > 0 OR ${inTime}` : inTime} THEN person END`
  return lines(
    select(['period', ...names, 'count(DISTINCT person) AS m1', `count(DISTINCT ${converted}) AS m2`]),
    `FROM ${subquery(paired, 'paired')}`,
    'WHERE ends = 0',
    grouping(names.length),
    limit(names.length),
  )
}

const overlap = (a: Relation, b: Relation): boolean =>
  'events' in a && 'events' in b && a.events.some(name => b.events.includes(name))
