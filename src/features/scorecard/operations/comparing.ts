import { z } from 'zod'
import { Grain, lastPeriods, Period } from '../../../core/calendar.ts'
import { fail } from '../../../core/error.ts'
import { Name } from '../../../core/name.ts'
import { loadAgreement } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { asOf, spoken } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import type { FrozenContent, FrozenLine } from '../frozen.ts'
import { selectFreezes } from '../queries.ts'
import { type Basis, isRestated, reasonOf } from '../restated.ts'
import { frozenOf } from './freezes.ts'
import { Freeze, listFreezes, requireIntact } from './freezing.ts'
import { withStages } from './read.ts'
import { readSeries } from './series.ts'

const Compared = z.object({
  period: Period,
  reported: z.number().nullable().describe('As it was frozen'),
  now: z.number().nullable().describe('As it is now'),
  restated: z
    .object({
      from: z.number().nullable(),
      to: z.number().nullable(),
      reason: z.string().describe('Why it is likely another number now'),
    })
    .nullable()
    .describe('Null where the number is the same'),
})

const ComparedLine = z.object({
  section: z.string(),
  stakeholder: z.string().nullable(),
  metric: z.string(),
  title: z.string(),
  owner: z.string(),
  unit: z.string(),
  grain: Grain,
  points: z.array(Compared),
})
export type ComparedLine = z.output<typeof ComparedLine>

const FrozenReading = z.object({
  period: z.string(),
  number: z.number(),
  frozenOn: z.string().describe('Day on which it was frozen'),
  restated: z.number().describe('How many numbers are other ones now'),
  lines: z.array(ComparedLine),
})

export const frozenScorecard = operation({
  name: 'scorecard.frozen',
  does: 'List the frozen periods of a scorecard, and read one as it was reported beside as it is now.',
  needs: 'scorecard:read',
  input: z.object({
    name: Name.describe('Name of the scorecard'),
    period: z.string().min(1).optional().describe('The period to read, such as 2026-Q1; only a list, when absent'),
    number: z.int().min(1).optional().describe('Which freeze of it; the newest, when absent'),
  }),
  output: z.object({
    scorecard: z.string(),
    freezes: z.array(Freeze),
    freezable: z
      .array(z.object({ period: z.string(), frozen: z.number().describe('How often it was frozen already') }))
      .describe('Quarters and months that are over and known, the newest first'),
    reading: FrozenReading.nullable().describe('Null where no period is named'),
  }),
  async run(ctx, { name, period, number }) {
    await loadAgreement(ctx, { kind: 'scorecard', name })
    const freezes = await listFreezes(ctx, name, period)
    if (period === undefined) {
      if (number !== undefined) fail('invalid', 'Say of which period this is the freeze.')
      return { scorecard: name, freezes, freezable: await freezable(ctx, freezes), reading: null }
    }
    const stored = await selectFreezes(ctx, name, { period })
    const chosen = number === undefined ? stored.at(-1) : stored.find(each => each.number === number)
    if (!chosen)
      return fail(
        'not_found',
        `There is no such freeze of ${period}. See “scorecard frozen ${name}” for those there are.`,
      )
    const lines = await compareNow(ctx, requireIntact(ctx, chosen))
    const restated = lines.flatMap(({ points }) => points).filter(point => point.restated !== null).length
    const { frozenOn } = frozenOf(ctx, chosen)
    const could = await freezable(ctx, freezes)
    return {
      scorecard: name,
      freezes,
      freezable: could,
      reading: { period, number: chosen.number, frozenOn, restated, lines },
    }
  },
})

/** The last quarters, fiscal ones where they are others, and months; each with how often it was frozen. */
async function freezable(ctx: Context, freezes: readonly z.output<typeof Freeze>[]) {
  const day = await asOf(ctx)
  const { calendar } = ctx.company
  const isFiscal = calendar.fiscalStart !== 1 || calendar.fiscalPattern !== 'months'
  const last = (count: number, grain: Grain) => lastPeriods(count, grain, day, calendar).toReversed()
  return [...last(4, 'quarter'), ...(isFiscal ? last(4, 'fiscal-quarter') : []), ...last(6, 'month')].map(
    ({ label }) => ({ period: label, frozen: freezes.filter(({ period }) => period === label).length }),
  )
}

/** Every number that was frozen beside the one that its metric has now. */
async function compareNow(ctx: Context, { period, reading }: FrozenContent): Promise<ComparedLine[]> {
  const language = await spoken(ctx)
  const rows = reading.sections.flatMap(({ outcome, lines, ...section }) =>
    [outcome, ...lines].map(line => ({ ...section, line })),
  )
  const wanted = rows.map(({ line, grain }) => ({ metric: line.metric, grain }))
  const numbers = await readSeries(ctx, wanted, { within: period }, language)
  const watermark = await ctx.events.watermark()
  return rows.map(({ title: section, stakeholder, grain, line }) => {
    const now = numbers.of(line.metric, grain).points
    const then: Basis = { uses: line.uses, watermark: reading.receipt.watermark }
    const basis: Basis = { uses: withStages(numbers.usesOf(line.metric, grain), language), watermark }
    const { metric, title, owner, unit } = line
    return { section, stakeholder, metric, title, owner, unit, grain, points: pointsOf(line, now, then, basis) }
  })
}

function pointsOf(
  { points }: FrozenLine,
  now: readonly { period: Period; value: number | null }[],
  then: Basis,
  basis: Basis,
): ComparedLine['points'] {
  return points.map(({ period, value: reported }) => {
    const same = now.find(each => each.period.start === period.start && each.period.end === period.end)
    const value = same?.value ?? null
    const restated = isRestated(reported, value) ? { from: reported, to: value, reason: reasonOf(then, basis) } : null
    return { period, reported, now: value, restated }
  })
}
