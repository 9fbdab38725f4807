import { z } from 'zod'
import type { Goal } from '../goal/goal.ts'
import { eventsOf, type Metric } from '../metric/metric.ts'
import { brings, type Source } from '../source/source.ts'
import type { Stage } from '../stage/stage.ts'
import type { InForce } from './tree.ts'

/** One way in which a team feeds a number. */
export const Way = z.object({
  by: z.enum(['metric', 'goal', 'source']).describe('It owns a metric below, works on a goal, or owns a source'),
  of: z.string().describe('The metric, goal or source, as kind/name'),
  through: z.string().describe('The metric that this is about: the number itself or one below it'),
})
export type Way = z.output<typeof Way>

/** Everything that says who feeds what. */
export type Fed = {
  metrics: InForce<Metric>
  goals: InForce<Goal>
  sources: InForce<Source>
  stages: InForce<Stage>
}

/** What teams put into one metric directly: by a goal on it, or a source that brings what it counts. */
type Put = { team: string; by: 'goal' | 'source'; of: string }

/** What teams put into each metric directly. */
export function putInto({ metrics, goals, sources, stages }: Fed): ReadonlyMap<string, readonly Put[]> {
  return new Map(
    [...metrics].map(([metric, { spec }]) => {
      const events = eventsOf(spec, name => stages.get(name)?.spec)
      const byGoal = [...goals].flatMap(([name, goal]) =>
        workingOn(metric, goal.owner, goal.spec).map(team => ({ team, by: 'goal' as const, of: `goal/${name}` })),
      )
      const bySource = [...sources]
        .filter(([, source]) => events.some(event => brings(source.spec, event)))
        .map(([name, { owner }]) => ({ team: owner, by: 'source' as const, of: `source/${name}` }))
      return [metric, [...byGoal, ...bySource]]
    }),
  )
}

/**
 * The teams that feed a number, and how: those that own a metric below it, that own or contribute to a goal on it or on one
 * below, or own a source that brings events counted in any of these. To own the number alone is not to feed it. Each metric,
 * goal and source counts once, for the nearest number it is about.
 */
export function feedersOf(
  name: string,
  below: ReadonlySet<string>,
  metrics: Fed['metrics'],
  put: ReturnType<typeof putInto>,
): Map<string, Way[]> {
  const ways = new Map<string, Map<string, Way>>()
  const add = (team: string, way: Way) => {
    const own = ways.get(team) ?? new Map<string, Way>()
    if (!own.has(way.of)) own.set(way.of, way)
    ways.set(team, own)
  }
  for (const metric of below) {
    const found = metrics.get(metric)
    if (found) add(found.owner, { by: 'metric', of: `metric/${metric}`, through: metric })
  }
  for (const metric of [name, ...below])
    for (const { team, by, of } of put.get(metric) ?? []) add(team, { by, of, through: metric })
  return new Map([...ways].map(([team, own]) => [team, [...own.values()]]))
}

/** Teams whose work on a goal is about a metric: all of them where a result is, otherwise who contributes with it. */
function workingOn(metric: string, owner: string, { results, contributors = [] }: Goal): string[] {
  const all = results.some(result => result.metric === metric)
  const contributing = contributors.filter(each => all || each.metric === metric).map(({ team }) => team)
  return [...new Set([...(all ? [owner] : []), ...contributing])]
}
