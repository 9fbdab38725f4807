import { z } from 'zod'
import { Period, periodNamed } from '../../../core/calendar.ts'
import { Name } from '../../../core/name.ts'
import { findStanding, standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { spoken } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { type Basis, isRestated, reasonOf } from '../restated.ts'
import type { Scorecard } from '../scorecard.ts'
import { freezesIn } from './freezes.ts'
import { withStages } from './read.ts'
import { readSeries } from './series.ts'

const Reported = z.object({
  scorecard: z.string(),
  title: z.string().describe('Title of the scorecard'),
  freeze: z.string().describe('What was frozen, such as 2026-Q1'),
  number: z.number().describe('Which freeze of it'),
  frozenOn: z.string().describe('Day on which it was frozen'),
  reported: z.number().nullable().describe('As it was frozen'),
  now: z.number().nullable().describe('As it is now'),
  restated: z.string().nullable().describe('Why it is likely another number now; null where it is the same'),
})

export const reportedNumber = operation({
  name: 'scorecard.reported',
  does: 'Show what a metric was in a period each time it was frozen, beside what it is now.',
  needs: 'scorecard:read',
  input: z.object({
    metric: Name.describe('Name of the metric'),
    period: z.string().min(1).describe('Which period, such as 2026-W10 or 2026-Q1'),
  }),
  output: z.object({ metric: z.string(), period: Period, freezes: z.array(Reported) }),
  async run(ctx, { metric, period: label }) {
    await findStanding(ctx, { kind: 'metric', name: metric })
    const period = periodNamed(label, ctx.company.calendar)
    const kept = await keptOf(ctx, metric, period)
    if (kept.length === 0) return { metric, period, freezes: [] }
    const language = await spoken(ctx)
    const numbers = await readSeries(ctx, [{ metric, grain: period.grain }], { within: period }, language)
    const now = numbers.of(metric, period.grain).points.at(-1)?.value ?? null
    const uses = withStages(numbers.usesOf(metric, period.grain), language)
    const basis: Basis = { uses, watermark: await ctx.events.watermark() }
    const freezes = kept.map(({ then, ...freeze }) => ({
      ...freeze,
      now,
      restated: isRestated(freeze.reported, now) ? reasonOf(then, basis) : null,
    }))
    return { metric, period, freezes }
  },
})

/** What every scorecard kept of one number, and what that rested on; the newest freeze of each period counts. */
async function keptOf(ctx: Context, metric: string, { start, end }: Period) {
  const cards = [...(await standing<Scorecard>(ctx, 'scorecard')).values()]
  const found = await Promise.all(
    cards.map(async ({ name, title }) =>
      (await freezesIn(ctx, name, { start, end })).flatMap(({ period, number, frozenOn, content }) => {
        const lines = (content?.reading.sections ?? []).flatMap(({ outcome, lines }) => [outcome, ...lines])
        const line = lines.find(each => each.metric === metric && each.points.some(isIt))
        const point = line?.points.find(isIt)
        if (!content || !line || !point) return []
        const then: Basis = { uses: line.uses, watermark: content.reading.receipt.watermark }
        return [{ scorecard: name, title, freeze: period, number, frozenOn, reported: point.value, then }]
      }),
    ),
  )
  return found.flat()

  function isIt(point: { period: Period }): boolean {
    return point.period.start === start && point.period.end === end
  }
}
