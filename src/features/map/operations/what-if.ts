import { z } from 'zod'
import { type Period as Days, Grain, lastPeriods, Period, periodNamed } from '../../../core/calendar.ts'
import { fail, failOn, must } from '../../../core/error.ts'
import { Name } from '../../../core/name.ts'
import { findStanding } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { type Metric, usualGrain } from '../../metric/metric.ts'
import { asOf, spoken, Used } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { readSeries } from '../../scorecard/operations/series.ts'
import { leversOf } from '../change.ts'
import { targetIn } from '../health.ts'
import { Claimed, checkShifts, claimsIn, Lever, leversIn, Shift, together } from '../sensitivity.ts'
import { declaredIn } from './declared.ts'

const Together = z.object({
  inputs: z.array(z.object({ metric: z.string(), from: z.number().nullable(), to: z.number().nullable() })),
  outcome: Lever.shape.outcome,
})

const WhatIf = z.object({
  metric: z.string(),
  title: z.string(),
  owner: z.string(),
  unit: z.string(),
  direction: z.enum(['up', 'down']),
  period: Period,
  value: z.number().describe('What it was in that period'),
  change: z.number().describe('Share by which each input is changed alone'),
  levers: z.array(Lever).describe('What it is computed from, at any depth; what moves it most comes first'),
  together: Together.nullable().describe('All the inputs that were given, changed at once'),
  claims: z.array(Claimed).describe('What is claimed to move it, without arithmetic and therefore without a number'),
  receipt: z.object({ uses: z.array(Used), zone: z.string(), asOf: z.string(), watermark: z.number() }),
})
export type WhatIf = z.output<typeof WhatIf>

export const whatIf = operation({
  name: 'map.what-if',
  does: 'Show what each input would do to an outcome, changed by one percent, and who can move it.',
  needs: 'map:read',
  input: z.object({
    name: Name.describe('Name of the metric that should move'),
    change: z
      .number()
      .min(-1)
      .max(10)
      .refine(change => change !== 0, 'must not be 0')
      .default(0.01)
      .describe('Share by which each input is changed alone'),
    inputs: z
      .record(Name, Shift)
      .optional()
      .describe('Inputs to change together: {mqls: 0.05} by a share, {mqls: {by: 10}}, {mqls: {to: 120}}'),
    period: z
      .string()
      .min(1)
      .optional()
      .describe('A complete period: 2026-W10, 2026-03, 2026-Q1; the last, when absent'),
    grain: Grain.optional().describe('Length of the last period; the metric’s own, when absent'),
  }),
  output: WhatIf,
  async run(ctx, { name, change, inputs = {}, ...asked }) {
    const { title, owner, spec } = await findStanding<Metric>(ctx, { kind: 'metric', name })
    const language = await spoken(ctx)
    const period = await periodAsked(ctx, { ...asked, usual: usualGrain(spec) })
    const { grain } = period
    const wanted = [name, ...leversOf(name, language.metric)].map(metric => ({ metric, grain }))
    const numbers = await readSeries(ctx, wanted, { count: 1, to: period.end }, language)
    const was = (metric: string) => numbers.of(metric, grain).points[0]?.value ?? null
    const value = was(name) ?? fail('invalid', nothingIn(period, title, numbers.of(name, grain).problem))
    const trial = {
      ...(await declaredIn(ctx, language)),
      outcome: name,
      value: was,
      target: (metric: string) =>
        targetIn(grain, must(language.metric(metric), 'a lever is a metric'), language.metric),
    }
    failOn(checkShifts(inputs, trial), 'map.what-if')
    return {
      metric: name,
      title,
      owner,
      unit: spec.unit,
      direction: spec.direction,
      period,
      value,
      change,
      levers: leversIn(trial, change),
      together: Object.keys(inputs).length > 0 ? together(trial, inputs) : null,
      claims: claimsIn(trial),
      receipt: {
        uses: numbers.uses,
        zone: ctx.company.calendar.zone,
        asOf: numbers.day,
        watermark: await ctx.events.watermark(),
      },
    }
  },
})

type Asked = { period?: string | undefined; grain?: Grain | undefined; usual: Grain }

async function periodAsked(ctx: Context, { period: label, grain, usual }: Asked): Promise<Days> {
  const { calendar } = ctx.company
  const day = await asOf(ctx)
  if (label === undefined) return must(lastPeriods(1, grain ?? usual, day, calendar)[0], 'there is a last period')
  if (grain !== undefined) fail('invalid', '“period” and “grain” both say how long it is. Leave “grain” out.')
  const period = periodNamed(label, calendar)
  if (period.end > day)
    fail('invalid', `${label} is not over, or not all of it is known. Take one that ends by ${day}.`)
  return period
}

function nothingIn({ label }: Days, title: string, problem: string | undefined): string {
  const why = problem ? ` ${problem}` : ' Take another with “period”.'
  return `There is no number for “${title}” in ${label}, so nothing can be tried on it.${why}`
}
