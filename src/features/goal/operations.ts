import { z } from 'zod'
import { PlainDate } from '../../core/calendar.ts'
import { Name } from '../../core/name.ts'
import { findStanding } from '../agreement/operations/standing.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import type { Context } from '../context.ts'
import { type Cycle, isCycleName, type Span, type Stretch, spanOf } from '../cycle/cycle.ts'
import { accumulates } from '../metric/metric.ts'
import { asOf, measureEach, type Spoken, spoken, Used } from '../metric/operations.ts'
import { operation } from '../operation.ts'
import { Contributor, type Goal, Level } from './goal.ts'
import { goalKind } from './goal-kind.ts'
import { elapsedOn } from './progress.ts'
import { Going, type Known, ResultReading, readGoal, readResult, soFar } from './reading.ts'

export const goalVerbs = agreementVerbs(goalKind)

const GoalReading = z.object({
  goal: z.string(),
  title: z.string(),
  owner: z.string(),
  level: Level,
  cycle: z.object({ label: z.string(), start: PlainDate, end: PlainDate }),
  ...Going.shape,
  results: z.array(ResultReading),
  contributors: z.array(Contributor.extend({ current: z.number().nullable() })),
  receipt: z.object({ uses: z.array(Used), zone: z.string(), asOf: z.string(), watermark: z.number() }),
})
export type GoalReading = z.output<typeof GoalReading>

export const measureGoal = operation({
  name: 'goal.measure',
  does: 'Show how far a goal has come: each key result against its target and the time that has passed.',
  needs: 'goal:read',
  input: z.object({
    name: Name.describe('Name of the goal'),
    at: PlainDate.optional().describe('As it stood when this day began; the end of what is known, when absent'),
  }),
  output: GoalReading,
  async run(ctx, { name, at }) {
    const { spec, title, owner, revision } = await findStanding<Goal>(ctx, { kind: 'goal', name })
    const known = await asOf(ctx)
    const day = at !== undefined && at < known ? at : known
    const cycle = await spanIn(ctx, spec.cycle)
    const contributors = spec.contributors ?? []
    const numbers = await measureSoFar(ctx, [
      ...spec.results.flatMap(({ metric, by }) => (metric ? [{ metric, span: soFar(cycle, by, day) }] : [])),
      ...contributors.flatMap(({ metric }) => (metric ? [{ metric, span: soFar(cycle, undefined, day) }] : [])),
    ])
    const results = spec.results.map(result =>
      readResult(result, cycle, day, numbers.of(result.metric ?? '', soFar(cycle, result.by, day))),
    )
    return {
      goal: name,
      title,
      owner,
      level: spec.level,
      cycle,
      ...readGoal(results, elapsedOn(day, cycle.start, cycle.end)),
      results,
      contributors: contributors.map(each => ({
        ...each,
        current: each.metric ? numbers.of(each.metric, soFar(cycle, undefined, day)).value : null,
      })),
      receipt: {
        uses: [{ kind: 'goal', name, revision }, ...numbers.uses],
        zone: ctx.company.calendar.zone,
        asOf: day,
        watermark: await ctx.events.watermark(),
      },
    }
  },
})

/** The days of a goal’s cycle, which may be one that is declared. */
async function spanIn(ctx: Context, said: Stretch): Promise<Span> {
  const { calendar } = ctx.company
  if (!isCycleName(said)) return spanOf(said, calendar)
  const { title, spec } = await findStanding<Cycle>(ctx, { kind: 'cycle', name: said })
  return { ...spanOf(spec.period, calendar), label: title }
}

type Wanted = { metric: string; span: Span | undefined }
type Numbers = { of(metric: string, span: Span | undefined): Known; uses: Used[] }

/** Each number over its own days as one period, all in one reading. */
async function measureSoFar(ctx: Context, wanted: readonly Wanted[]): Promise<Numbers> {
  const language = await spoken(ctx)
  const keyOf = (metric: string, span: Span) => `${metric} ${span.end}`
  const asked = new Map(
    wanted.flatMap(({ metric, span }) => (span ? [[keyOf(metric, span), { metric, span }] as const] : [])),
  )
  const requests = [...asked.values()].map(({ metric, span }) => ({
    name: metric,
    periods: [{ grain: 'day' as const, ...span }],
  }))
  const answers = requests.length > 0 ? await measureEach(ctx, requests, language) : []
  const found = new Map([...asked.keys()].map((key, index) => [key, answers[index]]))
  const uses = answers.flatMap(each => ('problem' in each ? [] : each.receipt.uses))
  return {
    uses: [...new Map(uses.map(used => [`${used.kind}/${used.name}`, used])).values()],
    of(metric, span) {
      const answer = span && found.get(keyOf(metric, span))
      const value = answer && 'cells' in answer ? (answer.cells[0]?.value ?? null) : null
      const problem = answer && 'problem' in answer ? { problem: answer.problem } : {}
      return { ...wordsOf(metric, language), value, ...problem }
    },
  }
}

function wordsOf(metric: string, language: Spoken): Pick<Known, 'title' | 'unit' | 'accumulates'> {
  const standing = language.metrics.get(metric)
  if (!standing) return { title: metric, unit: '', accumulates: false }
  const { title, spec } = standing
  return { title, unit: spec.unit, accumulates: accumulates(spec, language.metric) }
}
