import { z } from 'zod'
import { Grain } from '../../../core/calendar.ts'
import { Name } from '../../../core/name.ts'
import { PlainDate } from '../../../core/plain-date.ts'
import { findStanding, standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { measureGoals } from '../../goal/operations/measure.ts'
import { MetricClass, namesInFormula } from '../../metric/metric.ts'
import { spoken, Used } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { readSeries, type Wanted } from '../../scorecard/operations/series.ts'
import { USUAL_PERIODS } from '../../scorecard/scorecard.ts'
import type { Source } from '../../source/source.ts'
import { listTeams } from '../../team/operations.ts'
import { putInto } from '../feeds.ts'
import { type Aim, grainOf, Node, nodeOf } from '../reading.ts'
import { type Declared, Edge, treeOf } from '../tree.ts'
import { declaredIn } from './declared.ts'

const Aside = z.object({
  metric: z.string(),
  title: z.string(),
  owner: z.string(),
  tier: MetricClass,
  guards: z.array(z.string()).describe('Metrics that it must not get worse for'),
})

const MapReading = z.object({
  nodes: z.array(Node).describe('From the top down, each before what hangs under it'),
  hidden: z.number().describe('How many metrics lie deeper than was asked for'),
  edges: z.array(Edge),
  rings: z.array(z.array(z.string())).describe('Claims that come back to themselves, from a metric back to it'),
  aside: z.array(Aside).describe('Metrics that lead to no outcome; empty when one root was asked for'),
  teams: z.number().describe('How many teams there are'),
  receipt: z.object({ uses: z.array(Used), zone: z.string(), asOf: z.string(), watermark: z.number() }),
})
export type MapReading = z.output<typeof MapReading>

export const showMap = operation({
  name: 'map.show',
  does: 'Show the tree of numbers under the shared outcomes: how each stands, whether its parts add up, and who feeds it.',
  needs: 'map:read',
  shared: true,
  input: z.object({
    root: Name.optional().describe(
      'Metric at the top; the outcomes of the vision, or those that lead to no other, when absent',
    ),
    depth: z.number().int().min(0).max(50).optional().describe('How many steps below the top; all, when absent'),
    grain: Grain.optional().describe('Period in which all numbers are read; each metric’s own, when absent'),
    at: PlainDate.optional().describe('As it stood when this day began; the end of what is known, when absent'),
  }),
  output: MapReading,
  async run(ctx, { root, depth = Number.POSITIVE_INFINITY, grain, at }) {
    if (root !== undefined) await findStanding(ctx, { kind: 'metric', name: root })
    const language = await spoken(ctx)
    const declared = await declaredIn(ctx, language, at)
    const tree = root === undefined ? treeOf(declared) : treeOf(declared, [root])
    const shown = tree.places.filter(place => place.depth <= depth)
    const grainIn = (metric: string) => grain ?? grainOf(language.metric(metric))
    const wanted = shown.flatMap(({ metric }) => wantedFor(metric, grainIn(metric), declared))
    const numbers = await readSeries(ctx, wanted, { count: USUAL_PERIODS, to: at }, language)
    const teams = await listTeams(ctx, {})
    const known = {
      ...declared,
      put: putInto({ ...declared, stages: language.stages, sources: await standing<Source>(ctx, 'source') }),
      edges: tree.edges,
      teams,
      aims: await aimsOf(ctx, declared, at),
      grain: grainIn,
      series: numbers.of,
    }
    return {
      nodes: shown.flatMap(place => {
        const agreed = language.metrics.get(place.metric)
        return agreed ? [nodeOf(place, agreed, known)] : []
      }),
      hidden: tree.places.length - shown.length,
      edges: tree.edges,
      rings: tree.rings,
      aside: root === undefined ? tree.aside.flatMap(name => asideOf(name, declared)) : [],
      teams: teams.length,
      receipt: {
        uses: numbers.uses,
        zone: ctx.company.calendar.zone,
        asOf: numbers.day,
        watermark: await ctx.events.watermark(),
      },
    }
  },
})

/** A metric in its grain, and what must add up to it in the same. */
function wantedFor(metric: string, grain: Grain, { metrics }: Declared): Wanted[] {
  const parts = metrics.get(metric)?.spec.parts
  const names = parts === undefined ? [] : namesInFormula(parts).filter(name => metrics.has(name))
  return [metric, ...names].map(name => ({ metric: name, grain }))
}

/** How far each goal has come. */
async function aimsOf(ctx: Context, { goals }: Declared, at: PlainDate | undefined): Promise<Map<string, Aim>> {
  const readings = await measureGoals(ctx, { names: [...goals.keys()], at })
  return new Map(
    readings.map(({ goal, title, owner, level, cycle, status }) => [
      goal,
      { goal, title, owner, level, cycle: cycle.label, status },
    ]),
  )
}

function asideOf(metric: string, { metrics }: Declared): z.output<typeof Aside>[] {
  const found = metrics.get(metric)
  const guards = [...metrics].flatMap(([name, { spec }]) => (spec.counter === metric ? [name] : []))
  return found ? [{ metric, title: found.title, owner: found.owner, tier: found.spec.class, guards }] : []
}
