import { z } from 'zod'
import { Grain, Period } from '../../core/calendar.ts'
import { Objection } from '../agreement/agreement.ts'
import { Annotation } from '../annotation/annotation.ts'
import { type Metric, MetricClass } from '../metric/metric.ts'
import type { Claim } from './claims.ts'
import { Footnote } from './footnote.ts'
import { Restated, Rests } from './restated.ts'
import { Bound, Course, courseOf, Operator, Point, type Series, type Target } from './scorecard.ts'
import { Status, statusOf } from './status.ts'

export const LinePoint = Point.extend({
  status: Status.describe('Against the target of today'),
  restated: Restated.nullable().describe('What was frozen, where it is another number; null where it is the same'),
})

export const Line = z.object({
  metric: z.string(),
  title: z.string(),
  owner: z.string().describe('Team that answers for the line'),
  signed: z
    .boolean()
    .nullable()
    .describe('Whether that team has signed the scorecard; null where there is none to sign'),
  class: MetricClass.nullable(),
  unit: z.string(),
  direction: z.enum(['up', 'down']),
  operator: Operator.nullable(),
  target: Bound.nullable(),
  status: Status,
  value: z.number().nullable().describe('In the last complete period'),
  previous: z.number().nullable().describe('In the period before'),
  change: z.number().nullable().describe('Value less previous'),
  yearAgo: z.number().nullable().describe('In the same period of last year'),
  yearChange: z.number().nullable().describe('Value less that of last year'),
  trend: Course.nullable().describe('Over the last 8 periods, told from chance; null with fewer than 4 values'),
  claim: z
    .object({
      drives: z.string().describe('The metric it is meant to move'),
      via: z.array(z.string()).describe('Metrics between that one and the outcome'),
      lag: z.string().nullable(),
      why: z.string(),
      strength: z.enum(['stated']).describe('How sure it is: stated is what somebody says, and no more'),
    })
    .nullable(),
  points: z.array(LinePoint),
  footnotes: z.array(Footnote).describe('Changes of what is counted, since the first day shown'),
  annotations: z.array(z.number()).describe('Marks of the annotations that explain it'),
  uses: z.array(Rests).describe('The revisions it was computed under'),
  problem: z.string().nullable().describe('Why there is no number'),
})
export type Line = z.output<typeof Line>

export const Section = z.object({
  title: z.string(),
  stakeholder: z.string().nullable().describe('Whom it is for'),
  why: z.string().nullable().describe('What is in it for them'),
  grain: Grain,
  periods: z.array(Period),
  outcome: Line,
  lines: z.array(Line),
})
export type Section = z.output<typeof Section>

/** An annotation of which a day is shown, under the mark that lines refer to it by. */
export const Marked = Annotation.extend({ mark: z.number(), name: z.string(), title: z.string(), owner: z.string() })
export type Marked = z.output<typeof Marked>

export const ScorecardReading = z.object({
  scorecard: z.string().nullable().describe('Its name; null when it was derived from what metrics claim to drive'),
  title: z.string(),
  sections: z.array(Section),
  without: z.array(z.string()).describe('Teams of departments that own no line'),
  objections: z.array(Objection).describe('Open objections to the scorecard'),
  annotations: z.array(Marked),
  frozen: z
    .array(
      z.object({
        period: z.string().describe('What was frozen, such as 2026-Q1'),
        number: z.number().describe('Which freeze of it'),
        frozenOn: z.string().describe('Day on which it was frozen'),
        intact: z.boolean().describe('Whether it still is what was frozen; if not, no number is compared with it'),
      }),
    )
    .describe('The newest freezes of what is shown'),
  receipt: z.object({ uses: z.array(Rests), zone: z.string(), asOf: z.string(), watermark: z.number() }),
})
export type ScorecardReading = z.output<typeof ScorecardReading>

/** A metric as agreed and what it may be compared with. */
type Agreed = { title: string; spec: Metric }

/** What a line says besides the numbers of its metric. */
export type Beside = {
  owner: string
  signed: boolean | null
  target: Target | undefined
  claim?: Claim | undefined
  footnotes?: Footnote[]
  annotations?: number[]
  uses?: Rests[]
  /** How many of the last periods are shown, where more were read to tell which way the number goes; all, when absent. */
  count?: number | undefined
  /** What was frozen of a period, where that is another number than the given one. */
  restated?(point: Point): Restated | null
}

/** One number as people read it: against its target, the period before, the year before, and which way it goes. */
export function lineOf(series: Series, agreed: Agreed | undefined, beside: Beside): Line {
  const { metric, yearAgo } = series
  const { owner, signed, target, claim, footnotes = [], annotations = [], uses = [], restated = () => null } = beside
  const points = series.points.slice(-(beside.count ?? Number.POSITIVE_INFINITY))
  const direction = agreed?.spec.direction ?? 'up'
  const value = points.at(-1)?.value ?? null
  const previous = points.at(-2)?.value ?? null
  return {
    metric,
    title: agreed?.title ?? metric,
    owner,
    signed,
    class: agreed?.spec.class ?? null,
    unit: agreed?.spec.unit ?? '',
    direction,
    operator: target?.operator ?? null,
    target: target?.target ?? null,
    status: statusOf(value, target),
    value,
    previous,
    change: less(value, previous),
    yearAgo,
    yearChange: less(value, yearAgo),
    trend: courseOf(series.points, direction),
    claim: claim ? { ...claim, lag: claim.lag ?? null, strength: 'stated' } : null,
    points: points.map(point => ({
      ...point,
      status: statusOf(point.value, target),
      restated: restated(point),
    })),
    footnotes,
    annotations,
    uses,
    problem: series.problem ?? null,
  }
}

const less = (value: number | null, before: number | null): number | null =>
  value === null || before === null ? null : value - before
