import { z } from 'zod'
import { dateOfDay, Grain, localDay, Period, yearBefore } from '../../core/calendar.ts'
import { fail, ProductError } from '../../core/error.ts'
import { CHECK_IN } from '../../core/fact.ts'
import { Filter } from '../../core/filter.ts'
import { toMs } from '../../core/instant.ts'
import { Name } from '../../core/name.ts'
import { PlainDate } from '../../core/plain-date.ts'
import { answerAll } from '../../semantics/plan/answer.ts'
import { plan } from '../../semantics/plan/plan.ts'
import type { Question } from '../../semantics/plan/question.ts'
import { print } from '../../semantics/sql/step.ts'
import { findStanding, type Standing, standing } from '../agreement/operations/standing.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { type Channels, channelRules, dimensionOf } from '../channel/channel.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { refusePersonal } from '../source/operations/personal.ts'
import type { Stage } from '../stage/stage.ts'
import { type Metric, usualGrain } from './metric.ts'
import { metricKind } from './metric-kind.ts'
import { type Language, metricModel } from './model.ts'
import { asOfDay, darkFrom, isComplete, periodsOf } from './period.ts'
import { sentenceOf } from './sentence.ts'
import { madeOf, stagesBehind } from './tree.ts'

export const metricVerbs = agreementVerbs(metricKind)

/** The agreed words as a reading uses them, with the revision of each. */
export type Spoken = Language & {
  metrics: ReadonlyMap<string, Standing<Metric>>
  stages: ReadonlyMap<string, Standing<Stage>>
  channelRevision: Used | undefined
}

/** One revision of one agreement, used in a reading. */
export const Used = z.object({
  kind: z.string().describe('Kind of the agreement'),
  name: z.string().describe('Its name'),
  revision: z.number().describe('Number of the revision; 0 for a proposal that is only tried'),
})
export type Used = z.infer<typeof Used>

/** The language in force, or as `ctx.reading` wants it. Of several channel rules the first by name counts. */
export async function spoken(ctx: Context): Promise<Spoken> {
  const metrics = await standing<Metric>(ctx, 'metric')
  const stages = await standing<Stage>(ctx, 'stage')
  const [rules] = [...(await standing<Channels>(ctx, 'channel')).values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    metrics,
    stages,
    metric: name => metrics.get(name)?.spec,
    stage: name => stages.get(name)?.spec,
    channels: rules ? channelRules(rules.spec) : undefined,
    channelRevision: rules ? { kind: 'channel', name: rules.name, revision: rules.revision } : undefined,
  }
}

/** The first day of which nothing is known yet: the day after the last fact, or today. */
export async function asOf(ctx: Context): Promise<PlainDate> {
  return (await knownDays(ctx)).asOf
}

async function knownDays(ctx: Context): Promise<{ asOf: PlainDate; dark: PlainDate; begins: PlainDate }> {
  const [newest] = await ctx.events.cached<{ at: number | null; first: number | null }>(NEWEST_FACT, [CHECK_IN])
  const lastTs = newest?.at ?? null
  const { calendar } = ctx.company
  const now = toMs(ctx.now())
  const begins = dateOfDay(localDay(newest?.first ?? now, calendar.zone))
  return { asOf: asOfDay(now, lastTs, calendar), dark: darkFrom(now, lastTs, calendar), begins }
}

/** What people say of a goal does not make the days before it known: a check-in today is not a week without deals. */
const NEWEST_FACT = 'SELECT max(ts) AS at, min(ts) AS first FROM event WHERE name <> $1'

export const Span = {
  grain: Grain.optional().describe('Length of a period; the metric’s own, when absent'),
  from: PlainDate.optional().describe('First day; the 13 periods before “to”, when absent'),
  to: PlainDate.optional().describe('Day after the last; the end of what is known, when absent'),
  last: z.number().int().min(1).max(500).optional().describe('How many complete periods, instead of “from”'),
}

export const Split = {
  by: z.array(z.string().min(1)).max(4).optional().describe('Split by: origin, trait.plan, account.industry, channel'),
  where: Filter.optional().describe('Only rows with these properties'),
}

const Cell = z.object({
  period: Period,
  complete: z.boolean(),
  segment: z.array(z.string().nullable()),
  value: z.number().nullable(),
  parts: z.record(z.string(), z.number().nullable()).optional(),
})

/** What a number rests on: its sentence, and the revisions it was computed under. */
export const Receipt = z.object({
  sentence: z.string().describe('What the number is, in words'),
  uses: z.array(Used).describe('The revisions it was computed under'),
  zone: z.string().describe('Time zone of its days'),
  asOf: z.string().describe('First day of which nothing is known yet'),
  watermark: z.number().describe('State of the facts; the same again as long as no fact has come'),
})

const Measurement = z.object({
  metric: z.string(),
  title: z.string(),
  unit: z.string(),
  direction: z.enum(['up', 'down']),
  grain: Grain,
  by: z.array(z.string()),
  cells: z.array(Cell),
  receipt: Receipt,
})
export type Measurement = z.infer<typeof Measurement>

/** What is asked of one metric. */
export type Request = {
  name: string
  grain?: Grain
  from?: PlainDate
  to?: PlainDate
  last?: number
  /** Exactly these periods, which need not be whole ones, instead of a span. */
  periods?: readonly Period[]
  by?: readonly string[]
  where?: Filter
}

/** Several numbers in one reading; statements over the same rows are shared. */
export async function measureAll(ctx: Context, requests: readonly Request[], words?: Spoken): Promise<Measurement[]> {
  const language = words ?? (await spoken(ctx))
  const { asOf: day, dark } = await knownDays(ctx)
  const questions = requests.map(request => questionOf(ctx, request, language, day))
  const answers = await answerAll(ctx.events, questions)
  const watermark = await ctx.events.watermark()
  return requests.map((request, index) => {
    const { spec, title } = known(language, request.name)
    return {
      metric: request.name,
      title,
      unit: spec.unit,
      direction: spec.direction,
      grain: grainOf(request, spec),
      by: [...(request.by ?? [])],
      cells: (answers[index] ?? []).map(point => ({
        ...(point.period.start < dark ? point : { ...point, value: null, parts: undefined }),
        complete: isComplete(point.period, day),
      })),
      receipt: {
        sentence: sentenceOf(spec),
        uses: usedBy(request, language),
        zone: ctx.company.calendar.zone,
        asOf: day,
        watermark,
      },
    }
  })
}

/** A number that cannot be measured, and why. */
export type Unmeasured = { metric: string; problem: string }

/** Like `measureAll`, but a number that cannot be measured says why instead of spoiling the others. */
export async function measureEach(
  ctx: Context,
  requests: readonly Request[],
  words?: Spoken,
): Promise<(Measurement | Unmeasured)[]> {
  const language = words ?? (await spoken(ctx))
  try {
    return await measureAll(ctx, requests, language)
  } catch (error) {
    if (!(error instanceof ProductError) || error.code === 'unavailable') throw error
    const [only, ...others] = requests
    if (only && others.length === 0) return [{ metric: only.name, problem: error.message }]
    return (await Promise.all(requests.map(request => measureEach(ctx, [request], language)))).flat()
  }
}

function known(language: Spoken, name: string): Standing<Metric> {
  return language.metrics.get(name) ?? fail('not_found', `The metric “${name}” is not in force.`)
}

/** The length of the periods that are asked for, or the usual one. */
export const grainOf = (request: Request, spec: Metric): Grain => request.grain ?? usualGrain(spec)

export function questionOf(ctx: Context, request: Request, language: Spoken, day: PlainDate): Question {
  const { spec } = known(language, request.name)
  const { calendar } = ctx.company
  const { from, to, last, where, periods } = request
  return {
    metric: metricModel(spec, language),
    periods: periods ?? periodsOf({ grain: grainOf(request, spec), from, to, last }, calendar, day),
    calendar,
    by: (request.by ?? []).map(text => dimensionOf(text, language.channels)),
    ...(where ? { where } : {}),
  }
}

function usedBy({ name, by = [] }: Request, language: Spoken): Used[] {
  const use = (kind: string, each: string, found: Standing<unknown> | undefined): Used[] =>
    found ? [{ kind, name: each, revision: found.revision }] : []
  return [
    ...madeOf(name, language.metric).flatMap(each => use('metric', each, language.metrics.get(each))),
    ...stagesBehind(name, language.metric).flatMap(each => use('stage', each, language.stages.get(each))),
    ...(by.includes('channel') && language.channelRevision ? [language.channelRevision] : []),
  ]
}

/** What lies before the first fact is not known, which is not zero: the year before a company began to count is no year of nothing. */
function knownSince(measurement: Measurement, begins: PlainDate): Measurement {
  const cells = measurement.cells.map(cell =>
    cell.period.end > begins ? cell : { ...cell, value: null, parts: undefined },
  )
  return { ...measurement, cells }
}

export const measureMetric = operation({
  name: 'metric.measure',
  does: 'Measure a metric per period, as it is defined in force.',
  needs: 'metric:read',
  shared: true,
  input: z.object({
    name: Name.describe('Name of the metric'),
    ...Span,
    ...Split,
    yearBefore: z
      .boolean()
      .optional()
      .describe('The same periods of the year before instead; weeks and days 52 weeks earlier'),
  }),
  output: Measurement,
  async run(ctx, { yearBefore: past = false, ...input }) {
    await refusePersonal(ctx, input)
    const { spec } = await findStanding<Metric>(ctx, { kind: 'metric', name: input.name })
    const { calendar } = ctx.company
    const span = { grain: grainOf(input, spec), from: input.from, to: input.to, last: input.last }
    const periods = past
      ? { periods: periodsOf(span, calendar, await asOf(ctx)).map(period => yearBefore(period, calendar)) }
      : {}
    const [measurement] = await measureAll(ctx, [{ ...input, ...periods }])
    const { begins } = await knownDays(ctx)
    return past ? knownSince(measurement as Measurement, begins) : (measurement as Measurement)
  },
})

export const explainMetric = operation({
  name: 'metric.explain',
  does: 'Show how a metric is computed: its sentence, the revisions it rests on, and the SQL.',
  needs: 'metric:read',
  input: z.object({ name: Name.describe('Name of the metric'), ...Span, ...Split }),
  output: z.object({
    receipt: Receipt,
    statements: z.array(z.object({ sql: z.string(), parameters: z.array(z.unknown()) })),
  }),
  async run(ctx, input) {
    await findStanding(ctx, { kind: 'metric', name: input.name })
    const language = await spoken(ctx)
    const day = await asOf(ctx)
    const { steps } = plan(questionOf(ctx, input, language, day))
    const statements = steps.map(step => print(step, ctx.events.dialect))
    return {
      receipt: {
        sentence: sentenceOf(known(language, input.name).spec),
        uses: usedBy(input, language),
        zone: ctx.company.calendar.zone,
        asOf: day,
        watermark: await ctx.events.watermark(),
      },
      statements: statements.map(({ text, params }) => ({ sql: text, parameters: [...params] })),
    }
  },
})
