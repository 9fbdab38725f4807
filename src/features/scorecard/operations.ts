import { z } from 'zod'
import { Grain } from '../../core/calendar.ts'
import { Name } from '../../core/name.ts'
import { PlainDate } from '../../core/plain-date.ts'
import { findStanding, type Standing, standing } from '../agreement/operations/standing.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { readScorecard } from './operations/read.ts'
import { ScorecardReading } from './reading.ts'
import { type Scorecard, USUAL_PERIODS } from './scorecard.ts'
import { scorecardKind } from './scorecard-kind.ts'

export const scorecardVerbs = agreementVerbs(scorecardKind)

export const measureScorecard = operation({
  name: 'scorecard.measure',
  does: 'Show each local number beside the shared outcome it claims to move, over the last complete periods.',
  needs: 'scorecard:read',
  shared: true,
  input: z.object({
    name: Name.optional().describe('Name of the scorecard; the first, or one derived from claims, when absent'),
    periods: z.int().min(2).max(60).optional().describe('How many periods; what the scorecard says, when absent'),
    grain: Grain.optional().describe('Length of a period; what the scorecard says, when absent'),
    to: PlainDate.optional().describe('Day after the last; the end of what is known, when absent'),
  }),
  output: ScorecardReading,
  async run(ctx, { name, periods, grain, to }) {
    const card = await findCard(ctx, name)
    const count = periods ?? card?.spec.periods ?? USUAL_PERIODS
    return readScorecard(ctx, { card, shown: { count, to }, grain, compared: true })
  },
})

async function findCard(ctx: Context, name: string | undefined): Promise<Standing<Scorecard> | undefined> {
  if (name !== undefined) return findStanding<Scorecard>(ctx, { kind: 'scorecard', name })
  const cards = await standing<Scorecard>(ctx, 'scorecard')
  return [...cards.values()].sort((a, b) => (a.name < b.name ? -1 : 1))[0]
}
