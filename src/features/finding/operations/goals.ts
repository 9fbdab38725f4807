import {
  addDays,
  dateOfDay,
  dayNumber,
  localDay,
  type PlainDate,
  periodNamed,
  previousPeriod,
  startOfDay,
} from '../../../core/calendar.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import type { Context } from '../../context.ts'
import { type Cycle, isCycleName, type Span } from '../../cycle/cycle.ts'
import type { Goal } from '../../goal/goal.ts'
import { easings } from '../../goal/operations/advise.ts'
import { checkInsOf } from '../../goal/operations/check-ins.ts'
import { measureGoals, placedGoals } from '../../goal/operations/measure.ts'
import { readNumbers, type Wanted } from '../../goal/operations/numbers.ts'
import type { Declared, Survey } from '../survey.ts'

type Surveyed = Pick<Survey, 'spans' | 'before' | 'eased' | 'checkIns' | 'readings'>

type Days = {
  /** The first day of which nothing is known. */
  day: PlainDate
  /** The day as it stood on; absent for now, when what people said today counts too. */
  at: PlainDate | undefined
  /** The first day of which something is; absent while there are no facts. */
  begins: PlainDate | undefined
}

/** What rules read of goals besides what they say: their days, how they go, and where their numbers stood before. */
export async function surveyGoals(
  ctx: Context,
  goals: readonly Declared<Goal>[],
  cycles: readonly Declared<Cycle>[],
  { day, at, begins }: Days,
): Promise<Surveyed> {
  const spans = new Map((await placedGoals(ctx)).map(({ name, days }) => [name, days]))
  const tomorrow = addDays(dateOfDay(localDay(toMs(ctx.now()), ctx.company.calendar.zone)), 1)
  const checkIns = await checkInsOf(ctx, at ?? tomorrow)
  const readings = new Map((await measureGoals(ctx, { at })).map(reading => [reading.goal, reading]))
  const spansBefore = (goal: Declared<Goal>): { last: Span | undefined; yearAgo: Span | undefined } => {
    const span = spans.get(goal.name)
    if (!span || begins === undefined || span.start > day) return { last: undefined, yearAgo: undefined }
    const { cycle } = goal.spec
    const period = isCycleName(cycle) ? cycles.find(({ name }) => name === cycle)?.spec.period : cycle
    const previous = daysBefore(ctx, span, typeof period === 'string' ? period : undefined)
    const yearAgo = { ...span, start: addDays(span.start, -YEAR), end: addDays(span.end, -YEAR) }
    const known = (each: Span) => (each.start >= begins ? each : undefined)
    return { last: known(previous), yearAgo: known(yearAgo) }
  }
  const wanted = new Map(
    goals.map(goal => {
      const { last, yearAgo } = spansBefore(goal)
      const asked = goal.spec.results.map(({ metric }) => ({
        last: wantedOf(metric, last),
        yearAgo: wantedOf(metric, yearAgo),
      }))
      return [goal.name, asked]
    }),
  )
  const numbers = await readNumbers(
    ctx,
    [...wanted.values()]
      .flat()
      .flatMap(({ last, yearAgo }) => [last, yearAgo])
      .flatMap(one => (one ? [one, firstQuarter(one)] : [])),
  )
  const known = (one: Known | undefined) => (one && numbers.of(firstQuarter(one)).value ? numbers.of(one).value : null)
  const before = new Map(
    [...wanted].map(([name, each]) => [
      name,
      each.map(({ last, yearAgo }) => {
        const value = known(last)
        return value === null ? null : { value, yearAgo: known(yearAgo) }
      }),
    ]),
  )
  const eased = new Map(goals.flatMap(goal => easedSince(ctx, goal, spans.get(goal.name))))
  return { spans, before, eased, checkIns, readings }
}

/** How a goal got easier since its cycle began; before that it was still being planned. */
function easedSince(ctx: Context, { name, spec, inForceAt, earlier }: Declared<Goal>, span: Span | undefined) {
  if (!span || inForceAt === null) return []
  const start = toInstant(startOfDay(span.start, ctx.company.calendar.zone))
  const was = earlier.findLast(each => each.inForceAt !== null && each.inForceAt <= start) ?? earlier[0]
  if (!was?.inForceAt || inForceAt <= start) return []
  const sentences = easings(was.spec, spec)
  const from = was.inForceAt > start ? was.inForceAt : start
  const since = dateOfDay(localDay(toMs(from), ctx.company.calendar.zone))
  return sentences.length > 0 ? [[name, { since, sentences }] as const] : []
}

/** Whole weeks, so that the days of the week are the same. */
const YEAR = 52 * 7

type Known = Wanted & { days: Span }

const wantedOf = (metric: string | undefined, days: Span | undefined): Known | undefined =>
  metric === undefined || !days ? undefined : { metric, read: 'whole', days }

/** The first quarter of its days: where nothing is counted in them, the facts of this number may have begun later. */
function firstQuarter(wanted: Known): Wanted {
  const { label, start, end } = wanted.days
  return { ...wanted, days: { label, start, end: addDays(start, Math.ceil((dayNumber(end) - dayNumber(start)) / 4)) } }
}

/** The period before one that has a label, or as many days as a span has. */
function daysBefore({ company: { calendar } }: Context, span: Span, label: string | undefined): Span {
  if (label !== undefined) return previousPeriod(periodNamed(label, calendar), calendar)
  const start = addDays(span.start, dayNumber(span.start) - dayNumber(span.end))
  return { label: `${start} to ${addDays(span.start, -1)}`, start, end: span.start }
}
