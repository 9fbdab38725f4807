import { z } from 'zod'
import { Grain, Period } from '../../core/calendar.ts'
import { Level, metricsOf } from '../goal/goal.ts'
import { type Metric, MetricClass, usualGrain } from '../metric/metric.ts'
import { Course, courseOf, Point, type Series } from '../scorecard/scorecard.ts'
import { feedersOf, type putInto, Way } from './feeds.ts'
import { Health, healthOf, targetIn } from './health.ts'
import { newestKnown, Reconciled, reconcile } from './map.ts'
import { belowOf, type Declared, type Edge, type Place } from './tree.ts'

const Aim = z.object({
  goal: z.string(),
  title: z.string(),
  owner: z.string(),
  level: Level,
  cycle: z.string().describe('When it is worked on'),
  status: z.string().describe('How far it has come: done, on track, at risk, off track or pending'),
})
export type Aim = z.output<typeof Aim>

const Feeder = z.object({ team: z.string(), department: z.string(), ways: z.array(Way) })

export const Node = z.object({
  metric: z.string(),
  title: z.string(),
  owner: z.string(),
  tier: MetricClass.describe('Its class: input, activity, output, outcome or guardrail'),
  unit: z.string(),
  direction: z.enum(['up', 'down']),
  grain: Grain,
  depth: z.number().describe('Steps below its root'),
  under: z.string().nullable().describe('Metric it hangs under; null for a root'),
  by: z
    .enum(['formula', 'drives'])
    .nullable()
    .describe('Whether that one is computed from it, or it is claimed to move it'),
  also: z.array(z.string()).describe('Other metrics it leads to'),
  below: z.number().describe('How many metrics lead to it, at any depth'),
  period: Period.nullable().describe('The last complete one'),
  value: z.number().nullable(),
  previous: z.number().nullable().describe('In the period before'),
  change: z.number().nullable().describe('Value less previous'),
  target: z.number().nullable().describe('What it should be in a period of this grain'),
  attainment: z.number().nullable().describe('Share of the target that is reached; 1 on it, whichever way is good'),
  health: Health,
  trend: Course.nullable().describe('Over the last 8 periods, told from chance; null with fewer than 4 values'),
  points: z.array(Point),
  problem: z.string().nullable().describe('Why there is no number'),
  visions: z.array(z.object({ vision: z.string(), title: z.string(), to: z.number(), by: z.string() })),
  goals: z.array(Aim).describe('Goals on it that are not over'),
  feeds: z.array(Feeder).describe('Teams that feed it, and how'),
  missing: z
    .object({ teams: z.array(z.string()), departments: z.array(z.string()) })
    .describe('Teams that do not feed it, and departments of which no team does'),
  parts: z
    .object({
      formula: z.string(),
      periods: z.array(Reconciled),
      newest: Reconciled.nullable().describe('The newest period that can be told'),
    })
    .nullable()
    .describe('The number beside what its parts make; null where it has none'),
})
export type Node = z.output<typeof Node>

/** A team and the department it belongs to. */
export type Member = { name: string; department: string }

/** All that a node is read from, besides its place. */
export type Known = Declared & {
  edges: readonly Edge[]
  put: ReturnType<typeof putInto>
  teams: readonly Member[]
  /** How far goals have come, by name. */
  aims: ReadonlyMap<string, Aim>
  grain(metric: string): Grain
  series(metric: string, grain: Grain): Series
}

/** One metric of the tree: how it stands, what it should be, whether it adds up, who aims at it and who feeds it. */
export function nodeOf(
  place: Place,
  { spec, title, owner }: { spec: Metric; title: string; owner: string },
  known: Known,
): Node {
  const { metric } = place
  const grain = known.grain(metric)
  const { points, problem } = known.series(metric, grain)
  const value = points.at(-1)?.value ?? null
  const previous = points.at(-2)?.value ?? null
  const below = belowOf(metric, known.edges)
  const target = targetIn(grain, spec, name => known.metrics.get(name)?.spec)
  return {
    ...place,
    under: place.under ?? null,
    by: place.by ?? null,
    title,
    owner,
    tier: spec.class,
    unit: spec.unit,
    direction: spec.direction,
    grain,
    below: below.size,
    period: points.at(-1)?.period ?? null,
    value,
    previous,
    change: value === null || previous === null ? null : value - previous,
    ...healthOf(value, target, spec),
    trend: courseOf(points, spec.direction),
    points,
    problem: problem ?? null,
    visions: visionsOn(metric, known),
    goals: [...known.goals].flatMap(([name, goal]) =>
      metricsOf(goal.spec).includes(metric) ? (known.aims.get(name) ?? []) : [],
    ),
    ...fedBy(metric, below, known),
    parts: partsOf(spec, points, grain, known),
  }
}

/** The grain a node is read in when nobody says otherwise. */
export const grainOf = (spec: Metric | undefined): Grain => (spec ? usualGrain(spec) : 'week')

function visionsOn(metric: string, { visions }: Known): Node['visions'] {
  return [...visions].flatMap(([vision, { title, spec }]) =>
    spec.outcomes
      .filter(outcome => outcome.metric === metric)
      .map(({ to, by = spec.horizon }) => ({ vision, title, to, by })),
  )
}

function fedBy(metric: string, below: ReadonlySet<string>, known: Known): Pick<Node, 'feeds' | 'missing'> {
  const ways = feedersOf(metric, below, known.metrics, known.put)
  const feeds = known.teams.flatMap(({ name, department }) => {
    const own = ways.get(name)
    return own ? [{ team: name, department, ways: own }] : []
  })
  const feeding = new Set(feeds.map(({ department }) => department))
  return {
    feeds,
    missing: {
      teams: known.teams.filter(({ name }) => !ways.has(name)).map(({ name }) => name),
      departments: [...new Set(known.teams.map(({ department }) => department))].filter(each => !feeding.has(each)),
    },
  }
}

function partsOf({ parts, unit }: Metric, points: readonly Point[], grain: Grain, known: Known): Node['parts'] {
  if (parts === undefined) return null
  const periods = reconcile(points, { formula: parts, points: name => known.series(name, grain).points }, unit)
  return { formula: parts, periods, newest: newestKnown(periods) ?? null }
}
