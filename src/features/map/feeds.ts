import { z } from 'zod'
import type { Goal } from '../goal/goal.ts'
import { type Metric, sourcesOf } from '../metric/metric.ts'
import type { Emitted, Source } from '../source/source.ts'
import { eventsIn, type Stage } from '../stage/stage.ts'
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

/**
 * The teams that feed a number, and how: those that own a metric below it, that own or contribute to a goal on it or on one
 * below, or own a source that brings events counted in any of these. To own the number alone is not to feed it.
 * Each metric, goal and source counts once, for the nearest number it is about.
 */
export function feedersOf(name: string, below: ReadonlySet<string>, fed: Fed): Map<string, Way[]> {
  const ways = new Map<string, Way[]>()
  const add = (team: string, way: Way) => {
    const own = ways.get(team) ?? []
    if (!own.some(({ by, of }) => by === way.by && of === way.of)) ways.set(team, [...own, way])
  }
  for (const metric of below) {
    const found = fed.metrics.get(metric)
    if (found) add(found.owner, { by: 'metric', of: `metric/${metric}`, through: metric })
  }
  for (const metric of [name, ...below]) {
    for (const [goal, { owner, spec }] of fed.goals)
      for (const team of workingOn(metric, owner, spec)) add(team, { by: 'goal', of: `goal/${goal}`, through: metric })
    for (const [source, { owner, spec }] of fed.sources)
      if (eventsOf(fed.metrics.get(metric)?.spec, fed.stages).some(event => brings(spec, event)))
        add(owner, { by: 'source', of: `source/${source}`, through: metric })
  }
  return ways
}

/** Teams whose work on a goal is about a metric: all of them where a result is, otherwise who contributes with it. */
function workingOn(metric: string, owner: string, { results, contributors = [] }: Goal): string[] {
  const all = results.some(result => result.metric === metric)
  const contributing = contributors.filter(each => all || each.metric === metric).map(({ team }) => team)
  return [...new Set([...(all ? [owner] : []), ...contributing])]
}

/** The events that a metric counts itself, and those by which people enter the stages it counts. */
export function eventsOf(spec: Metric | undefined, stages: InForce<Stage>): string[] {
  if (!spec) return []
  const stage = (name: string) => stages.get(name)?.spec
  return sourcesOf(spec).flatMap(source => {
    if (typeof source === 'string') return [source]
    if ('event' in source) return [source.event].flat()
    return eventsIn(stage(source.stage)?.enters ?? { any: [] }, stage)
  })
}

/** Whether a source can bring events of a name; one whose names are read from a column as it is might, and is not counted. */
export function brings({ events }: Source, name: string): boolean {
  return events.some(event => namesOf(event).some(pattern => pattern.test(name)))
}

function namesOf({ name, each }: Emitted): RegExp[] {
  if (each) return Object.values(each).map(exactly)
  if (typeof name === 'string') return [exactly(name)]
  if (typeof name !== 'object' || Array.isArray(name) || !('column' in name)) return []
  const mapped = [...Object.values(name.map ?? {}), ...(name.else === undefined ? [] : [name.else])]
  return mapped.filter(value => typeof value === 'string').map(exactly)
}

/** A name with columns in braces stands for whatever the columns hold. */
function exactly(name: string): RegExp {
  const parts = name.split(/\{[^}]*\}/).map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`, 's')
}
