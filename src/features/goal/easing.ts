import { addDays, Calendar, type PlainDate } from '../../core/calendar.ts'
import type { Problem } from '../../core/problem.ts'
import { isCycleName, type Stretch, spanOf } from '../cycle/cycle.ts'
import { formOf, Goal, type KeyResult } from './goal.ts'

/**
 * How a goal became easier from one revision to the next, each way in a sentence; none when it did not.
 *
 * Easier is a result that is gone, that has another form or another number, a target nearer to its baseline, a baseline
 * farther from its target, a wider band, a later day or cycle, aspirational instead of committed, and less weight beside
 * the other results that stayed. Results are the same by name, else by metric. What the words of a milestone ask is not read.
 */
export function easingOf(before: Goal, after: Goal): string[] {
  const pairs = before.results.map(result => [result, sameIn(result, before, after)] as const)
  const kept = pairs.flatMap(([was, is]) => (is ? [[was, is] as const] : []))
  return [
    ...easedCycle(before.cycle, after.cycle),
    ...pairs.flatMap(([was, is]) => (is ? easedResult(was, is) : [`“${was.name}” is gone.`])),
    ...kept.flatMap(pair => easedWeight(pair, kept)),
  ]
}

/** What is wrong with a change of a goal that makes it easier and does not say why. */
export function checkEasing(before: unknown, after: unknown, said: { before: string; after: string }): Problem[] {
  const [was, is] = [Goal.safeParse(before), Goal.safeParse(after)]
  const eased = was.success && is.success ? easingOf(was.data, is.data) : []
  const why = said.after.trim()
  if (eased.length === 0 || (why.length >= LEAST_WHY && why !== said.before.trim())) return []
  const advice = `Say in “why” what has changed, in ${LEAST_WHY} letters or more and not as it stands there already.`
  return [
    { path: ['why'], code: 'eased_without_why', message: `This makes the goal easier: ${eased.join(' ')} ${advice}` },
  ]
}

const LEAST_WHY = 10

function sameIn(result: KeyResult, before: Goal, after: Goal): KeyResult | undefined {
  const byName = after.results.find(each => each.name === result.name)
  if (byName || result.metric === undefined) return byName
  const isNew = (each: KeyResult) => !before.results.some(other => other.name === each.name)
  return after.results.find(each => each.metric === result.metric && isNew(each))
}

function easedResult(was: KeyResult, is: KeyResult): string[] {
  const it = `“${is.name}”`
  if (formOf(was) !== formOf(is)) return [`${it} has another form.`]
  if (was.metric !== is.metric) return [`${it} is read by ${numberOf(is)} instead of ${numberOf(was)}.`]
  return [
    ...easedChange(was, is),
    ...easedBand(was, is),
    ...(isLater(was.by, is.by) ? [`${it} has until ${is.by ?? 'the end of the cycle'} instead of ${was.by}.`] : []),
    ...(was.kind === 'committed' && is.kind === 'aspirational' ? [`${it} is aspirational instead of committed.`] : []),
  ]
}

const numberOf = ({ metric }: KeyResult): string => (metric === undefined ? 'what people say' : `“${metric}”`)

/** No day of its own is the last of the cycle, and no day can be later. */
const isLater = (was: PlainDate | undefined, is: PlainDate | undefined): boolean =>
  was !== undefined && (is === undefined || is > was)

function easedChange(was: KeyResult, is: KeyResult): string[] {
  if (was.from === undefined || was.to === undefined || is.from === undefined || is.to === undefined) return []
  const direction = Math.sign(was.to - was.from)
  const it = `“${is.name}”`
  return [
    ...((is.to - was.to) * direction < 0 ? [`${it} asks for ${digits(is.to)} instead of ${digits(was.to)}.`] : []),
    ...((is.from - was.from) * direction < 0
      ? [`${it} starts at ${digits(is.from)} instead of ${digits(was.from)}.`]
      : []),
  ]
}

function easedBand(was: KeyResult, is: KeyResult): string[] {
  if (!was.keep || !is.keep || (is.keep[0] >= was.keep[0] && is.keep[1] <= was.keep[1])) return []
  const band = ([low, high]: readonly [number, number]) => `${digits(low)} to ${digits(high)}`
  return [`“${is.name}” may lie at ${band(is.keep)} instead of ${band(was.keep)}.`]
}

type Pair = readonly [was: KeyResult, is: KeyResult]

function easedWeight([was, is]: Pair, all: readonly Pair[]): string[] {
  const part = (result: KeyResult, results: readonly KeyResult[]) =>
    (result.weight ?? 1) / results.reduce((sum, { weight = 1 }) => sum + weight, 0)
  const before = part(
    was,
    all.map(([each]) => each),
  )
  const after = part(
    is,
    all.map(([, each]) => each),
  )
  if (before - after < LEAST_PART) return []
  const percent = (share: number) => `${Math.round(share * 100)} %`
  return [`“${is.name}” counts for ${percent(after)} instead of ${percent(before)}.`]
}

/** Less than a point is not noticed. */
const LEAST_PART = 0.01

function easedCycle(was: Stretch, is: Stretch): string[] {
  if (isCycleName(was) || isCycleName(is)) return []
  const [before, after] = [spanOf(was, COMMON).end, spanOf(is, COMMON).end]
  return after > before ? [`It has until ${addDays(after, -1)} instead of ${addDays(before, -1)}.`] : []
}

/** Which of two cycles ends later does not depend on when a company’s year begins, as long as both are counted alike. */
const COMMON = Calendar.parse({})

const digits = (value: number): string => NUMBER.format(value)
const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 6 })
