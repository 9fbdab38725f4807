import type { Dialect } from '../../core/dialect.ts'
import { failOn } from '../../core/error.ts'
import type { Problem } from '../../core/problem.ts'
import { problemAt } from '../model/check.ts'
import { checkDimension, type Dimension } from '../model/dimension.ts'
import { checkRelation, type Relation } from '../model/relation.ts'
import { isOfEvent, sourceOf } from './source.ts'
import { type Span, spanSql } from './stage.ts'
import { lines, type Statement, select, subquery, type Writer, writer } from './statement.ts'

/**
 * What a funnel needs of each person: when which of its steps happened.
 *
 * `span` bounds the rows of every step. `others` also lists events that are no step, as code 0, for a funnel in which nothing
 * else may come between. Segments by property, channel or account trait are those of the person's first row of the first step
 * in the span; a person without one belongs to the segment `null`.
 */
export type Tracks = { steps: readonly Relation[]; by?: readonly Dimension[]; span?: Span; others?: boolean }

/**
 * One row a person: `person`, `s1…` and `track`, the ascending list of `ts * 2^bits + code`.
 *
 * The code is a set: bit `i` is on when the row is step `i`, because one event may be several steps. Rows of one instant come
 * in the order of their codes, so that steps that happened on the same day follow each other in the order of the funnel.
 * At most ten steps fit beside an instant into a number that JavaScript holds exactly.
 */
export function tracksOf(tracks: Tracks, dialect: Dialect): Statement & { bits: number } {
  failOn(checkTracks(tracks), 'This cannot be followed')
  const { steps, by = [] } = tracks
  const w = writer(dialect)
  const bits = steps.length
  const rows = [eventSteps(tracks, w), ...stageSteps(tracks, w)].filter(Boolean).join('\nUNION ALL\n')
  const packed = lines(
    `SELECT person, ${dialect.packed('ts', 'code', bits)} AS track`,
    `FROM ${subquery(rows, 'step')}`,
    `WHERE person IS NOT NULL${tracks.others ? '' : ' AND code > 0'}`,
    'GROUP BY person',
  )
  if (!by.length) return { ...w.finish(packed), bits }
  const first = by.some(isOfEvent) && w.define('first_step', firstStep(tracks, w))
  const segments = by.map((dimension, i) =>
    'trait' in dimension ? `${dialect.text('p.traits', dimension.trait)} AS s${i + 1}` : `f.s${i + 1}`,
  )
  const split = lines(
    select(['t.person', ...segments, 't.track']),
    `FROM ${subquery(packed, 't')}`,
    by.some(each => 'trait' in each) && 'LEFT JOIN person AS p ON p.person = t.person',
    first && `LEFT JOIN ${first} AS f ON f.person = t.person`,
  )
  return { ...w.finish(split), bits }
}

/** Everything that is wrong with the steps of a funnel. */
export function checkTracks({ steps, by = [] }: Tracks): Problem[] {
  const problems = steps.flatMap((step, i) => checkRelation(step, ['steps', i]))
  if (!steps.length || steps.length > MOST_STEPS)
    problems.push(
      problemAt(['steps'], 'out_of_range', `A funnel has 1 to ${MOST_STEPS} steps; this one has ${steps.length}.`),
    )
  return [...problems, ...by.flatMap((each, i) => checkDimension(each, ['by', i]))]
}

const MOST_STEPS = 10

type EventStep = Extract<Relation, { events: unknown }>

function eventSteps({ steps, span = {}, others }: Tracks, w: Writer): string {
  const found = steps.flatMap((step, i): [EventStep, number][] => ('events' in step ? [[step, 2 ** i]] : []))
  if (!found.length && !others) return ''
  const names = [...new Set(found.flatMap(([step]) => step.events))]
  const source = sourceOf({ events: others ? [] : names }, false, w)
  const codes = found.map(([step, bit]) => `CASE WHEN ${source.isOf(step)} THEN ${bit} ELSE 0 END`)
  return lines(
    select([`${source.person} AS person`, `${source.ts} AS ts`, `${codes.join(' + ') || '0'} AS code`]),
    source.from([spanSql(source.ts, span)]),
  )
}

function stageSteps({ steps, span = {} }: Tracks, w: Writer): string[] {
  return steps.flatMap((step, i) => {
    if ('events' in step) return []
    const source = sourceOf(step, false, w, { until: span.until })
    return [
      lines(
        `SELECT ${source.person} AS person, ${source.ts} AS ts, ${2 ** i} AS code`,
        source.from([spanSql(source.ts, span)]),
      ),
    ]
  })
}

function firstStep({ steps, by = [], span = {} }: Tracks, w: Writer): string {
  const [step] = steps as [Relation]
  const place = spanSql('events' in step ? 'e.ts' : 'r.ts', span)
  const source =
    'events' in step
      ? sourceOf({ events: [] }, false, w, { events: w.define('first_event', firstEvent(step, place, w)) })
      : sourceOf(step, true, w, { until: span.until })
  const segments = by.flatMap((dimension, i) =>
    isOfEvent(dimension) ? [`${source.dimension(dimension)} AS s${i + 1}`] : [],
  )
  return lines(select([`${source.person} AS person`, ...segments]), source.from(['rule' in step && place]))
}

/** Each person's first event of a step. Its instant is found before anything else is read, because that is most of the work. */
function firstEvent(step: EventStep, place: string, w: Writer): string {
  const known = sourceOf(step, false, w)
  const instants = lines(
    'SELECT e.person, min(e.ts) AS ts',
    known.from([place, 'e.person IS NOT NULL']),
    'GROUP BY e.person',
  )
  const join = `JOIN ${w.define('first_instant', instants)} AS i ON i.person = e.person AND i.ts = e.ts`
  const rows = lines(
    'SELECT e.*, row_number() OVER (PARTITION BY e.person ORDER BY e.id) AS place',
    sourceOf(step, false, w).from([], join),
  )
  return lines('SELECT *', `FROM ${subquery(rows, 'ranked')}`, 'WHERE place = 1')
}
