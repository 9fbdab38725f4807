import { z } from 'zod'
import { Grain, Period, PlainDate } from '../../../core/calendar.ts'
import { standing } from '../../agreement/operations/standing.ts'
import { type Metric, usualGrain } from '../../metric/metric.ts'
import { spoken } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { readSeries } from '../../scorecard/operations/series.ts'
import { USUAL_PERIODS } from '../../scorecard/scorecard.ts'

const SideBySide = z.object({
  grain: Grain.nullable().describe('Length of the periods; null when none of the objects is a metric in force'),
  periods: z.array(Period),
  series: z.array(
    z.object({
      metric: z.string(),
      title: z.string(),
      owner: z.string(),
      unit: z.string(),
      direction: z.enum(['up', 'down']),
      target: z.number().nullable().describe('What it should be, where its own periods are of this length'),
      values: z.array(z.number().nullable()),
      problem: z.string().nullable(),
    }),
  ),
})

export const findingNumbers = operation({
  name: 'finding.numbers',
  does: 'Show the numbers that a finding is about side by side, in periods of one length.',
  needs: 'finding:read',
  input: z.object({
    objects: z.array(z.string()).max(50).describe('What the finding is about, as kind/name'),
    to: PlainDate.optional().describe('With the facts before this day; all that are known, when absent'),
  }),
  output: SideBySide,
  async run(ctx, { objects, to }) {
    const metrics = await standing<Metric>(ctx, 'metric')
    const about = objects.flatMap(path => {
      const found = path.startsWith('metric/') ? metrics.get(path.slice('metric/'.length)) : undefined
      return found ? [found] : []
    })
    const grain = longestOf(about.map(({ spec }) => usualGrain(spec)))
    if (grain === undefined) return { grain: null, periods: [], series: [] }
    const wanted = about.map(({ name }) => ({ metric: name, grain }))
    const numbers = await readSeries(ctx, wanted, { count: USUAL_PERIODS, to }, await spoken(ctx))
    const read = about.map(({ name }) => numbers.of(name, grain))
    return {
      grain,
      periods: (read[0]?.points ?? []).map(({ period }) => period),
      series: about.map(({ name, title, owner, spec }, i) => ({
        metric: name,
        title,
        owner,
        unit: spec.unit,
        direction: spec.direction,
        target: usualGrain(spec) === grain ? (spec.target ?? null) : null,
        values: (read[i]?.points ?? []).map(({ value }) => value),
        problem: read[i]?.problem ?? null,
      })),
    }
  },
})

/** The longest of several grains, since a number can be told in longer periods than its own, not always in shorter ones. */
function longestOf(grains: readonly Grain[]): Grain | undefined {
  return BY_LENGTH.findLast(grain => grains.includes(grain))
}

const BY_LENGTH: readonly Grain[] = [
  'day',
  'week',
  'month',
  'fiscal-month',
  'quarter',
  'fiscal-quarter',
  'year',
  'fiscal-year',
]
