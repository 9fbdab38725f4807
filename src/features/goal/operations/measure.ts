import { type Cadence, WEEKLY } from '../../../core/cadence.ts'
import { addDays, dateOfDay, localDay, type PlainDate, startOfDay } from '../../../core/calendar.ts'
import { toMs } from '../../../core/instant.ts'
import { findStanding, type Standing, standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { type Cycle, isCycleName, type Span, spanOf } from '../../cycle/cycle.ts'
import { asOf } from '../../metric/operations.ts'
import { assess, heardFrom, readDependencies } from '../assess.ts'
import { formOf, type Goal, type KeyResult, metricsOf } from '../goal.ts'
import type { ContributorReading, GoalReading } from '../reading.ts'
import { readResult, soFar } from '../result.ts'
import { byGoal, type Said, saidInCycle } from '../said.ts'
import { checkInsOf } from './check-ins.ts'
import { type Numbers, readNumbers, type Wanted } from './numbers.ts'

type Asked = { names?: readonly string[] | undefined; at?: PlainDate | undefined }

/** How far goals have come on a day, all of them or those named; all their numbers come from one reading. */
export async function measureGoals(ctx: Context, { names, at }: Asked = {}): Promise<GoalReading[]> {
  const known = await asOf(ctx)
  const day = at !== undefined && at < known ? at : known
  const tomorrow = addDays(dateOfDay(localDay(toMs(ctx.now()), ctx.company.calendar.zone)), 1)
  const said = byGoal(await checkInsOf(ctx, at ?? tomorrow))
  const goals = await placedGoals(ctx, names)
  const numbers = await readNumbers(
    ctx,
    goals.flatMap(goal => wantedBy(goal, day)),
  )
  const watermark = await ctx.events.watermark()
  return goals.map(goal => readGoal(goal, { ctx, day, numbers, watermark, said: said.get(goal.name) ?? [] }))
}

/** A goal in force with the days of its cycle, and how often it is checked in. */
export type PlacedGoal = Standing<Goal> & { days: Span; cadence: Cadence }

/** Goals in force, all of them or those named, in their cycles; what a cycle says that is not in force yet counts too. */
export async function placedGoals(ctx: Context, names?: readonly string[]): Promise<PlacedGoal[]> {
  const goals = names
    ? await Promise.all(names.map(name => findStanding<Goal>(ctx, { kind: 'goal', name })))
    : [...(await standing<Goal>(ctx, 'goal')).values()]
  if (goals.length === 0) return []
  const cycles = await standing<Cycle>({ ...ctx, reading: { ...ctx.reading, preview: 'head' } }, 'cycle')
  for (const [name, cycle] of await standing<Cycle>(ctx, 'cycle')) cycles.set(name, cycle)
  return goals.map(goal => ({ ...goal, ...placeOf(goal.spec, cycles, ctx) }))
}

function placeOf(goal: Goal, cycles: ReadonlyMap<string, Standing<Cycle>>, ctx: Context) {
  const { calendar } = ctx.company
  const named = isCycleName(goal.cycle) ? cycles.get(goal.cycle) : undefined
  const days = named ? { ...spanOf(named.spec.period, calendar), label: named.title } : spanOf(goal.cycle, calendar)
  return { days, cadence: goal.checkIn ?? named?.spec.checkIn ?? WEEKLY }
}

const READ = { change: 'whole', milestone: 'whole', band: 'periods', baseline: 'newest' } as const

function wantedFor(metric: string, result: KeyResult | undefined, cycle: Span, day: PlainDate): Wanted {
  return { metric, read: result ? READ[formOf(result)] : 'whole', days: soFar(cycle, result?.by, day) }
}

function wantedBy({ spec, days }: PlacedGoal, day: PlainDate): Wanted[] {
  const shown = (spec.contributors ?? []).flatMap(({ metric }) => metric ?? [])
  return [
    ...spec.results.flatMap(each => (each.metric === undefined ? [] : [wantedFor(each.metric, each, days, day)])),
    ...shown.map(metric => wantedFor(metric, undefined, days, day)),
  ]
}

type Reading = { ctx: Context; day: PlainDate; numbers: Numbers; watermark: number; said: Said }

function readGoal(goal: PlacedGoal, { ctx, day, numbers, watermark, said }: Reading): GoalReading {
  const { spec, days: cycle, cadence } = goal
  const { zone } = ctx.company.calendar
  const heard = saidInCycle(said, heardFrom(cycle))
  const known = (metric: string | undefined, result?: KeyResult) =>
    metric === undefined ? undefined : numbers.of(wantedFor(metric, result, cycle, day))
  const results = spec.results.map(each => readResult(each, { cycle, day }, known(each.metric, each), heard))
  const contributors = (spec.contributors ?? []).map((each): ContributorReading => {
    const number = known(each.metric)
    return { ...each, title: number?.title ?? null, unit: number?.unit ?? null, current: number?.value ?? null }
  })
  return {
    goal: goal.name,
    title: goal.title,
    owner: goal.owner,
    level: spec.level,
    ...(spec.parent === undefined ? {} : { parent: spec.parent }),
    cycle,
    ...assess({ cycle, day, nowMs: startOfDay(day, zone), zone, cadence, results, said: heard }),
    contributors,
    dependencies: readDependencies(spec.dependencies ?? [], goal),
    receipt: {
      uses: [{ kind: 'goal', name: goal.name, revision: goal.revision }, ...numbers.uses(metricsOf(spec))],
      zone,
      asOf: day,
      watermark,
    },
  }
}
