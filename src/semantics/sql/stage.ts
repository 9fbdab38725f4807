import type { Dialect } from '../../core/dialect.ts'
import { failOn } from '../../core/error.ts'
import { type Filter, fieldsOf, matches } from '../../core/filter.ts'
import { checkStageRule, type EventLeaf, eventsOfLeaf, type StageRule } from '../model/stage.ts'
import { type Fields, fieldsIn, filterSql, grouped, oneOf } from './filter.ts'
import { lines, type Statement, select, subquery, type Writer, whole, writer } from './statement.ts'

/** Instants `[since, until)` as epoch ms; open where absent. */
export type Span = { since?: number; until?: number }

/**
 * Each person's entry into a stage within a span, as `person`, `ts` and `id`: the instant the rule first held, and the event or
 * trait that completed it. Facts before the span count towards the rule, and who entered before it is not listed.
 */
export function stageEntries(rule: StageRule, span: Span, dialect: Dialect): Statement {
  failOn(checkStageRule(rule), 'This stage cannot be entered')
  const w = writer(dialect)
  const entry = entrySql(rule, true, w, span.until)
  const within = spanSql('r.ts', span)
  return w.finish(
    lines('SELECT r.person, r.ts, CAST(r.id AS TEXT) AS id', `FROM ${entry} AS r`, within && `WHERE ${within}`),
  )
}

/**
 * Defines a subquery of each person's first instant under a rule: `person`, `ts` and, when asked for, the `id` of the fact that
 * completed it. Facts of the same instant are taken in the order of their ids. Nothing later changes a first instant, so
 * who wants entries before `until` alone is spared the facts after it.
 */
export function entrySql(rule: StageRule, withId: boolean, w: Writer, until?: number): string {
  if ('rule' in rule) return entrySql(rule.rule, withId, w, until)
  if ('all' in rule && rule.all.length > 1) return w.define('held_all', allOf(rule.all, withId, w, until))
  if ('any' in rule && rule.any.length > 1)
    return w.define('held_any', firstOf(union(rule.any, withId, w, until), '', withId))
  if ('all' in rule) return entrySql(rule.all[0]!, withId, w, until)
  if ('any' in rule) return entrySql(rule.any[0]!, withId, w, until)
  const of = spanSql('e.ts', { until })
  if ('trait' in rule) return w.define('said', firstOf(...traitRows(rule.trait, of, w), withId))
  return w.define('did', firstOf(...eventRows(rule, of && `e.person IS NOT NULL AND ${of}`, w), withId))
}

export function spanSql(ts: string, span: Span): string {
  return [
    span.since !== undefined && `${ts} >= ${whole(span.since)}`,
    span.until !== undefined && `${ts} < ${whole(span.until)}`,
  ]
    .filter(Boolean)
    .join(' AND ')
}

/** FROM and WHERE of the facts at which a leaf of events is fulfilled. */
export function eventRows(leaf: EventLeaf, of: string, w: Writer): [from: string, where: string] {
  const { times = 1, within, where } = leaf
  const conditions = [
    of || 'e.person IS NOT NULL',
    oneOf('e.name', eventsOfLeaf(leaf).map(w.text)),
    where && grouped(filterSql(where, fieldsIn('e.props', w), w)),
  ]
  const condition = conditions.filter(Boolean).join('\n  AND ')
  if (times === 1) return ['event AS e', condition]
  const since = `lag(e.ts, ${whole(times - 1)}) OVER (PARTITION BY e.person ORDER BY e.ts, e.id) AS since`
  const rows = lines(select(['e.person', 'e.ts', 'e.id', since]), 'FROM event AS e', `WHERE ${condition}`)
  return [subquery(rows, 'e'), within ? `e.ts - e.since <= ${whole(within.ms)}` : 'e.since IS NOT NULL']
}

/** FROM and WHERE of the trait rows from which on the filter holds for what is then known of the person. */
export function traitRows(filter: Filter, of: string, w: Writer): [from: string, where: string] {
  const names = fieldsOf(filter)
  if (names.length === 1 && !matches(filter, {})) {
    const holds = grouped(filterSql(filter, fieldsIn('e.traits', w), w))
    return ['trait AS e', [of, holds].filter(Boolean).join('\n  AND ')]
  }
  const fields: Fields = name => {
    const i = names.indexOf(name) + 1
    return { text: `e.text_${i}`, number: `e.number_${i}` }
  }
  return [`${w.define('known', knownTraits(names, of, w))} AS e`, filterSql(filter, fields, w)]
}

/**
 * What was known of each person after each trait row: per key the latest value that is not null. Each value begins a run of
 * rows that ends before the next one, and is the only one of its run.
 */
function knownTraits(names: string[], of: string, w: Writer): string {
  const each = (print: (i: number, name: string) => string[]) => names.flatMap((name, i) => print(i + 1, name))
  const said = each((i, name) => [
    `${w.dialect.text('e.traits', name)} AS text_${i}`,
    `${w.dialect.number('e.traits', name)} AS number_${i}`,
  ])
  const runs = each(i => [
    `text_${i}`,
    `number_${i}`,
    `count(text_${i}) OVER (PARTITION BY person ORDER BY ts, id) AS run_${i}`,
  ])
  const known = each(i =>
    ['text', 'number'].map(kind => `max(${kind}_${i}) OVER (PARTITION BY person, run_${i}) AS ${kind}_${i}`),
  )
  const rows = lines(select(['e.person', 'e.ts', 'e.id', ...said]), 'FROM trait AS e', of && `WHERE ${of}`)
  const grown = lines(select(['person', 'ts', 'id', ...runs]), `FROM ${subquery(rows, 'said')}`)
  return lines(select(['person', 'ts', 'id', ...known]), `FROM ${subquery(grown, 'runs')}`)
}

function firstOf(from: string, where: string, withId: boolean): string {
  if (withId) return placed([`row_number() OVER (${ORDER}) AS place`], from, where, 'place = 1')
  return lines('SELECT e.person, min(e.ts) AS ts', `FROM ${from}`, where && `WHERE ${where}`, 'GROUP BY e.person')
}

const ORDER = 'PARTITION BY e.person ORDER BY e.ts, e.id'
const LAST_FIRST = 'PARTITION BY e.person ORDER BY e.ts DESC, e.id DESC'

function allOf(rules: readonly StageRule[], withId: boolean, w: Writer, until?: number): string {
  const from = union(rules, withId, w, until)
  const parts = whole(rules.length)
  if (!withId)
    return lines('SELECT e.person, max(e.ts) AS ts', `FROM ${from}`, 'GROUP BY e.person', `HAVING count(*) = ${parts}`)
  const columns = [`row_number() OVER (${LAST_FIRST}) AS place`, 'count(*) OVER (PARTITION BY e.person) AS parts']
  return placed(columns, from, '', `place = 1 AND parts = ${parts}`)
}

function placed(columns: string[], from: string, where: string, condition: string): string {
  const rows = lines(select(['e.person', 'e.ts', 'e.id', ...columns]), `FROM ${from}`, where && `WHERE ${where}`)
  return lines('SELECT person, ts, id', `FROM ${subquery(rows, 'placed')}`, `WHERE ${condition}`)
}

function union(rules: readonly StageRule[], withId: boolean, w: Writer, until?: number): string {
  const columns = withId ? 'person, ts, id' : 'person, ts'
  const parts = rules.map(rule => `SELECT ${columns} FROM ${entrySql(rule, withId, w, until)}`)
  return subquery(parts.join('\nUNION ALL\n'), 'e')
}
