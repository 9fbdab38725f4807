import { z } from 'zod'
import type { Grain } from '../../core/calendar.ts'
import { Name } from '../../core/name.ts'
import { PlainDate } from '../../core/plain-date.ts'
import { findStanding, type Standing, standing } from '../agreement/operations/standing.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import type { Context } from '../context.ts'
import { usualGrain } from '../metric/metric.ts'
import { type Spoken, spoken, Used } from '../metric/operations.ts'
import { operation } from '../operation.ts'
import { type Claim, claimsOn } from './claims.ts'
import { readSeries } from './operations/series.ts'
import { type Line, lineOf, Section, targetOf } from './reading.ts'
import { type LineSpec, type Scorecard, type SectionSpec, USUAL_PERIODS } from './scorecard.ts'
import { scorecardKind } from './scorecard-kind.ts'

export const scorecardVerbs = agreementVerbs(scorecardKind)

const ScorecardReading = z.object({
  scorecard: z.string().nullable().describe('Its name; null when it was derived from what metrics claim to drive'),
  title: z.string(),
  sections: z.array(Section),
  receipt: z.object({ uses: z.array(Used), zone: z.string(), asOf: z.string(), watermark: z.number() }),
})
export type ScorecardReading = z.output<typeof ScorecardReading>

export const measureScorecard = operation({
  name: 'scorecard.measure',
  does: 'Show each local number beside the shared outcome it claims to move, over the last complete periods.',
  needs: 'scorecard:read',
  input: z.object({
    name: Name.optional().describe('Name of the scorecard; the first, or one derived from claims, when absent'),
    periods: z.int().min(2).max(60).optional().describe('How many periods; what the scorecard says, when absent'),
    to: PlainDate.optional().describe('Day after the last; the end of what is known, when absent'),
  }),
  output: ScorecardReading,
  async run(ctx, { name, periods, to }) {
    const language = await spoken(ctx)
    const card = await findCard(ctx, name)
    const layouts = (card?.spec.sections ?? derivedSections(language)).map(each => layOut(each, card, language))
    const wanted = layouts.flatMap(({ grain, outcome, lines }) =>
      [outcome, ...lines].map(({ metric }) => ({ metric, grain })),
    )
    const count = periods ?? card?.spec.periods ?? USUAL_PERIODS
    const numbers = await readSeries(ctx, wanted, { count, to, yearAgo: true }, language)
    const read = (line: LineSpec, grain: Grain, claim?: Claim): Line => {
      const agreed = language.metrics.get(line.metric)
      return lineOf(numbers.of(line.metric, grain), agreed, targetOf(line, agreed?.spec, grain, language.metric), claim)
    }
    return {
      scorecard: card?.name ?? null,
      title: card?.title ?? 'Outcomes and what should move them',
      sections: layouts.map(({ title, grain, outcome, lines, claims }) => ({
        title,
        grain,
        periods: numbers.of(outcome.metric, grain).points.map(({ period }) => period),
        outcome: read(outcome, grain),
        lines: lines.map(line => read(line, grain, claims.get(line.metric))),
      })),
      receipt: {
        uses: [...(card ? [{ kind: 'scorecard', name: card.name, revision: card.revision }] : []), ...numbers.uses],
        zone: ctx.company.calendar.zone,
        asOf: numbers.day,
        watermark: await ctx.events.watermark(),
      },
    }
  },
})

async function findCard(ctx: Context, name: string | undefined): Promise<Standing<Scorecard> | undefined> {
  if (name !== undefined) return findStanding<Scorecard>(ctx, { kind: 'scorecard', name })
  const cards = await standing<Scorecard>(ctx, 'scorecard')
  return [...cards.values()].sort((a, b) => (a.name < b.name ? -1 : 1))[0]
}

/** A section per outcome, for a company that has not agreed on a scorecard yet. */
function derivedSections({ metrics }: Spoken): SectionSpec[] {
  return [...metrics.values()].filter(({ spec }) => spec.class === 'outcome').map(({ name }) => ({ outcome: name }))
}

type Layout = { title: string; grain: Grain; outcome: LineSpec; lines: LineSpec[]; claims: Map<string, Claim> }

function layOut(section: SectionSpec, card: Standing<Scorecard> | undefined, { metrics }: Spoken): Layout {
  const outcome = metrics.get(section.outcome)
  const claims = claimsOn(section.outcome, new Map([...metrics].map(([name, { spec }]) => [name, spec])))
  return {
    title: section.title ?? outcome?.title ?? section.outcome,
    grain: card?.spec.grain ?? (outcome ? usualGrain(outcome.spec) : 'week'),
    outcome: { metric: section.outcome },
    lines: section.lines ?? [...claims.keys()].map(metric => ({ metric })),
    claims,
  }
}
