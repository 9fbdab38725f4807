import { z } from 'zod'
import { Grain, Period } from '../../../core/calendar.ts'
import { Name } from '../../../core/name.ts'
import { PlainDate } from '../../../core/plain-date.ts'
import { findStanding } from '../../agreement/operations/standing.ts'
import { operation } from '../../operation.ts'
import { Line, Marked, ScorecardReading } from '../reading.ts'
import { USUAL_PERIODS } from '../scorecard.ts'
import { readScorecard } from './read.ts'

export const measureLine = operation({
  name: 'scorecard.line',
  does: 'Show one metric as a line of a scorecard: target, status, trend, the year before, and what explains it.',
  needs: 'scorecard:read',
  shared: true,
  input: z.object({
    metric: Name.describe('Name of the metric'),
    periods: z.int().min(2).max(120).optional().describe('How many periods; 13, when absent'),
    grain: Grain.optional().describe('Length of a period; the metric’s own, when absent'),
    to: PlainDate.optional().describe('Day after the last; the end of what is known, when absent'),
  }),
  output: z.object({
    grain: Grain,
    periods: z.array(Period),
    line: Line,
    annotations: z.array(Marked),
    receipt: ScorecardReading.shape.receipt,
  }),
  async run(ctx, { metric, periods: count = USUAL_PERIODS, grain, to }) {
    await findStanding(ctx, { kind: 'metric', name: metric })
    const layout = { sections: [{ outcome: metric, lines: [] }], periods: count }
    const reading = await readScorecard(ctx, { card: undefined, layout, shown: { count, to }, grain, compared: false })
    const [section] = reading.sections
    if (!section) throw new Error(`The line of ${metric} has no section`)
    return {
      grain: section.grain,
      periods: section.periods,
      line: section.outcome,
      annotations: reading.annotations,
      receipt: reading.receipt,
    }
  },
})
