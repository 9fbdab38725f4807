import { z } from 'zod'
import { Grain, Period } from '../../../core/calendar.ts'
import { toInstant } from '../../../core/instant.ts'
import { Reference, State } from '../../agreement/agreement.ts'
import { type Overview, overviewAgreements } from '../../agreement/operations/overview.ts'
import { type Standing, standing, usersByName } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { measureFreshness } from '../../source/operations/ledger.ts'
import { brings, type Source } from '../../source/source.ts'
import { eventsOf, type Metric, MetricClass, usualGrain } from '../metric.ts'
import { asOf, measureEach, type Spoken, spoken } from '../operations.ts'
import { selectNewest } from '../queries.ts'
import { sentenceOf } from '../sentence.ts'
import { madeOf } from '../tree.ts'

const Feed = z.object({
  newest: z.string().nullable().describe('Instant of the newest event that it counts'),
  sources: z
    .array(z.object({ source: z.string(), title: z.string(), staleSince: z.string().nullable() }))
    .describe('Sources that bring these events, and since when their data has been overdue'),
})

const Entry = z.object({
  metric: z.string(),
  title: z.string(),
  owner: z.string(),
  state: State,
  revision: z.number().describe('The revision in force; the newest one where none is'),
  class: MetricClass.nullable(),
  unit: z.string(),
  direction: z.enum(['up', 'down']),
  grain: Grain.nullable(),
  sentence: z.string(),
  segments: z.array(z.string()).describe('Dimensions that people usually split it by'),
  target: z.number().nullable(),
  period: Period.nullable().describe('The last complete one'),
  value: z.number().nullable(),
  previous: z.number().nullable(),
  points: z.array(z.number().nullable()).describe('The last complete periods, the oldest first'),
  problem: z.string().nullable().describe('Why there is no number'),
  usedIn: z.array(Reference).describe('Agreements that rest on it'),
  drives: z.array(z.string()).describe('Metrics it is meant to move'),
  drivenBy: z.array(z.string()).describe('Metrics that are meant to move it'),
  feed: Feed,
})
export type CatalogueEntry = z.output<typeof Entry>

export const listCatalogue = operation({
  name: 'metric.catalogue',
  does: 'List every metric with how it stands, its last periods, what rests on it, and how fresh its data is.',
  needs: 'metric:read',
  shared: true,
  input: z.object({}),
  output: z.object({ metrics: z.array(Entry), zone: z.string(), asOf: z.string() }),
  async run(ctx) {
    const language = await spoken(ctx)
    const names = [...language.metrics.keys()]
    const numbers = await measureEach(
      ctx,
      names.map(name => ({ name })),
      language,
    )
    const measured = new Map(names.map((name, i) => [name, numbers[i]]))
    const used = await usersByName(ctx, 'metric')
    const feedOf = await feeds(ctx, language)
    const known = (await overviews(ctx)).map((line): z.input<typeof Entry> => {
      const agreed = language.metrics.get(line.name)
      const number = measured.get(line.name)
      const cells = number && 'cells' in number ? number.cells : []
      return {
        ...said(line, agreed),
        period: cells.at(-1)?.period ?? null,
        value: cells.at(-1)?.value ?? null,
        previous: cells.at(-2)?.value ?? null,
        points: cells.map(cell => cell.value),
        problem: number && 'problem' in number ? number.problem : null,
        usedIn: used.get(line.name) ?? [],
        drivenBy: [...language.metrics.values()]
          .filter(({ spec }) => spec.drives?.some(({ metric }) => metric === line.name))
          .map(({ name }) => name),
        feed: feedOf(line.name),
      }
    })
    return { metrics: known, zone: ctx.company.calendar.zone, asOf: await asOf(ctx) }
  },
})

/** What an entry says of itself; of a metric that is not in force only how it stands. */
function said({ name, title, owner, state, revision }: Overview, agreed: Standing<Metric> | undefined) {
  const spec = agreed?.spec
  return {
    metric: name,
    title: agreed?.title ?? title,
    owner: agreed?.owner ?? owner,
    state,
    revision: agreed?.revision ?? revision,
    class: spec?.class ?? null,
    unit: spec?.unit ?? '',
    direction: spec?.direction ?? ('up' as const),
    grain: spec ? usualGrain(spec) : null,
    sentence: spec ? sentenceOf(spec) : '',
    segments: spec?.segments ?? [],
    target: spec?.target ?? null,
    drives: (spec?.drives ?? []).map(({ metric }) => metric),
  }
}

async function overviews(ctx: Context): Promise<Overview[]> {
  const found: Overview[] = []
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = await overviewAgreements(ctx, { kind: 'metric', limit: 500, ...(cursor ? { cursor } : {}) })
    found.push(...page.items)
    cursor = page.next
  }
  return found
}

/** What feeds each metric: the events it counts, directly or through the numbers it is made of, and who brings them. */
async function feeds(ctx: Context, language: Spoken): Promise<(name: string) => z.input<typeof Feed>> {
  const newest = await selectNewest(ctx)
  const fresh = new Map((await measureFreshness(ctx, {})).map(each => [each.source, each]))
  const sources = [...(await standing<Source>(ctx, 'source')).values()]
  return name => {
    const events = new Set(
      madeOf(name, language.metric).flatMap(each => eventsOf(language.metric(each), language.stage)),
    )
    const last = Math.max(...[...events].map(event => newest.get(event) ?? Number.NEGATIVE_INFINITY))
    return {
      newest: Number.isFinite(last) ? toInstant(last) : null,
      sources: sources
        .filter(({ spec }) => [...events].some(event => brings(spec, event)))
        .map(source => ({
          source: source.name,
          title: source.title,
          staleSince: fresh.get(source.name)?.staleSince ?? null,
        })),
    }
  }
}
