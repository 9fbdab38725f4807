import { type Standing, standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { metricsOf } from '../../goal/goal.ts'
import { placedGoals } from '../../goal/operations/measure.ts'
import { restingOn } from '../../map/operations/fed-by.ts'
import type { Metric } from '../../metric/metric.ts'
import { asOf } from '../../metric/operations.ts'
import { refersTo, type Scorecard } from '../../scorecard/scorecard.ts'
import type { Rest } from '../catalogue.ts'
import type { Use } from '../contribution.ts'

/** What rests on some events: stages and metrics, and the goals and scorecards that read these. */
export async function resting(ctx: Context): Promise<(isAmong: (event: string) => boolean) => Rest[]> {
  const counting = await restingOn(ctx)
  const readers = await readersOf(ctx)
  return isAmong => {
    const first = counting(isAmong)
    const metrics = new Set(first.flatMap(({ kind, name }) => (kind === 'metric' ? [name] : [])))
    const more = readers.flatMap(({ metrics: read, kind, name, title, owner }): Rest[] => {
      const through = read.find(metric => metrics.has(metric))
      return through === undefined ? [] : [{ kind, name, title, owner, through: `metric/${through}` }]
    })
    return [...first, ...more]
  }
}

type Reader = {
  kind: 'goal' | 'scorecard'
  name: string
  title: string
  owner: string
  teams: string[]
  metrics: string[]
}

/** Goals that are not over and scorecards, with the metrics they read and the teams that read them there. */
async function readersOf(ctx: Context): Promise<Reader[]> {
  const day = await asOf(ctx)
  const goals = (await placedGoals(ctx)).filter(({ days }) => days.end > day)
  const scorecards = [...(await standing<Scorecard>(ctx, 'scorecard')).values()]
  return [
    ...goals.map(({ name, title, owner, spec }) => ({
      kind: 'goal' as const,
      name,
      title,
      owner,
      teams: [owner, ...(spec.contributors ?? []).map(({ team }) => team)],
      metrics: metricsOf(spec),
    })),
    ...scorecards.map(({ name, title, owner, binds, spec }) => ({
      kind: 'scorecard' as const,
      name,
      title,
      owner,
      teams: [owner, ...binds],
      metrics: refersTo(spec).map(to => to.name),
    })),
  ]
}

/** Which team reads which number. */
export async function usesIn(ctx: Context): Promise<Use[]> {
  const metrics = [...(await standing<Metric>(ctx, 'metric')).values()]
  const readers = await readersOf(ctx)
  return [
    ...metrics.map(({ name, owner }: Standing<Metric>) => ({ team: owner, metric: name })),
    ...readers.flatMap(({ teams, metrics: read }) => teams.flatMap(team => read.map(metric => ({ team, metric })))),
  ]
}
