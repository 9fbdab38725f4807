import { type Cadence, daysOverdue, owedAt, type Rhythm } from '../../core/cadence.ts'
import { addDays, type PlainDate, startOfDay } from '../../core/calendar.ts'
import { toInstant, toMs } from '../../core/instant.ts'
import type { Zone } from '../../core/zone.ts'
import type { Span } from '../cycle/cycle.ts'
import { HEALTH, type Health } from './check-in.ts'
import type { Dependency } from './goal.ts'
import { elapsedOn, paceOf, weightedMean, worstOf } from './progress.ts'
import type { GoalReading, Going, ResultReading } from './reading.ts'
import { newest, type Said, saidOf } from './said.ts'

/** What a goal as a whole is read from on a day; `said` is the newest first. */
export type Assessed = {
  cycle: Span
  day: PlainDate
  /** The instant up to which check-ins are known, epoch ms: overdue is what is not there by then. */
  nowMs: number
  zone: Zone
  cadence: Cadence
  results: readonly ResultReading[]
  said: Said
}

type Whole = Going & Pick<GoalReading, 'health' | 'checkIn' | 'results'>

/**
 * How far a goal has come: its three numbers are the weighted means of its results’, its status that of the worst of them.
 * While a check-in is overdue nothing that rests on people’s word is better than pending, and so neither is the goal.
 */
export function assess(assessed: Assessed): Whole {
  const { cycle, day, said } = assessed
  const checkIn = checkInOf(assessed)
  const isOverdue = checkIn.overdueDays > 0
  const results = assessed.results.map(each => (isOverdue ? withoutWord(each) : each))
  const mean = (field: 'progress' | 'expected' | 'score') =>
    weightedMean(results.map(each => ({ share: each[field], weight: each.weight })))
  const progress = mean('progress')
  const expected = mean('expected') ?? 0
  const statuses = results.map(each => each.status)
  return {
    elapsed: elapsedOn(day, cycle.start, cycle.end),
    expected,
    progress,
    pace: paceOf(progress, expected),
    status: worstOf(isOverdue ? [...statuses, 'pending'] : statuses),
    confidence: confidenceOf(results, said),
    score: mean('score'),
    health: isOverdue ? null : healthOf(results, said),
    checkIn,
    results,
  }
}

/** A result read by people’s word alone, when that is too old: good news are not known any more, bad news stand. */
function withoutWord(result: ResultReading): ResultReading {
  const isWord = result.metric === undefined && result.status === 'on track'
  return isWord ? { ...result, status: 'pending' } : result
}

/** Of the results of which somebody said how sure they are; where none has any, what was said of the goal. */
function confidenceOf(results: readonly ResultReading[], said: Said): number | null {
  const known = results.filter(each => each.confidence !== null)
  if (known.length === 0) return newest(wholeOf(said), 'confidence') ?? null
  return weightedMean(known.map(each => ({ share: each.confidence, weight: each.weight })))
}

/** The worst of what was said last of each result, or of the whole. */
function healthOf(results: readonly ResultReading[], said: Said): Health | null {
  const words = results.map(each => newest(saidOf(said, each.name), 'health'))
  const known = (results.length > 0 ? words : [newest(wholeOf(said), 'health')]).filter(word => word !== undefined)
  return known.toSorted((a, b) => HEALTH.indexOf(b) - HEALTH.indexOf(a))[0] ?? null
}

const wholeOf = (said: Said): Said => said.filter(each => each.result === undefined)

/** What has to be known of a goal to say who has to check in, and when; `said` is the newest first. */
export type Asked = Pick<Assessed, 'cycle' | 'nowMs' | 'zone' | 'cadence' | 'said'> & {
  results: readonly Pick<ResultReading, 'metric' | 'status'>[]
}

/** Who said something last, and when somebody has to again; nobody has to once the cycle is over or all of it is done. */
export function checkInOf({ cycle, nowMs, zone, cadence, results, said }: Asked): GoalReading['checkIn'] {
  const last = said[0]
  const rhythm: Rhythm = { cadence, zone, from: cycle.start }
  const history = { last: last === undefined ? null : toMs(last.at), start: startOfDay(cycle.start, zone) }
  const end = startOfDay(cycle.end, zone)
  const owed = owedAt(rhythm, history)
  const isDone = results.length > 0 && results.every(each => each.status === 'done')
  const isOver = isDone || owed >= end || nowMs >= end
  const isAsked = last !== undefined || results.some(each => each.metric === undefined)
  return {
    last: last?.at ?? null,
    by: last?.by ?? null,
    due: isOver ? null : toInstant(owed),
    overdueDays: isOver || !isAsked ? 0 : daysOverdue(rhythm, history, nowMs),
  }
}

/** What a goal needs of others, and whether they have said that it comes. */
export function readDependencies(
  dependencies: readonly Dependency[],
  { adopted, binds, missing }: { adopted: string | null; binds: readonly string[]; missing: readonly string[] },
): GoalReading['dependencies'] {
  const hasSigned = (team: string) => binds.includes(team) && !missing.includes(team)
  return dependencies.map(each => ({
    ...each,
    confirmed: each.risk === undefined && (adopted === 'reviewed' || hasSigned(each.on)),
  }))
}

/** The first day whose check-ins count for a cycle, and the first whose do not any more. */
export const heardFrom = (cycle: Span): PlainDate => addDays(cycle.start, -DAYS_AROUND)
export const heardUntil = (cycle: Span): PlainDate => addDays(cycle.end, DAYS_AROUND)

const DAYS_AROUND = 30
