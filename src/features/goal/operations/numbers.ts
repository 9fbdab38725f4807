import {
  type Calendar,
  type Grain,
  lastPeriods,
  type Period,
  type PlainDate,
  periodsBetween,
} from '../../../core/calendar.ts'
import type { Context } from '../../context.ts'
import type { Span } from '../../cycle/cycle.ts'
import { accumulates, usualGrain } from '../../metric/metric.ts'
import {
  type Measurement,
  measureEach,
  type Spoken,
  spoken,
  type Unmeasured,
  type Used,
} from '../../metric/operations.ts'
import type { Known } from '../result.ts'

/**
 * A number that a goal needs: over some days as one period, in each period of the metric’s own grain within them, or in
 * the newest of those that had ended by then.
 */
export type Wanted = { metric: string; read: 'whole' | 'periods' | 'newest'; days: Span | undefined }

export type Numbers = {
  of(wanted: Wanted): Known
  /** The revisions that numbers of these metrics rest on, each once. */
  uses(metrics: readonly string[]): Used[]
}

/** All the numbers that goals need, each asked for once, in one reading. */
export async function readNumbers(ctx: Context, wanted: readonly Wanted[]): Promise<Numbers> {
  const language = await spoken(ctx)
  const { calendar } = ctx.company
  const asked = new Map<string, { metric: string; periods: Period[] }>()
  for (const each of wanted) {
    const spec = language.metrics.get(each.metric)?.spec
    const periods = spec && each.days ? periodsIn(each.read, each.days, usualGrain(spec), calendar) : []
    if (periods.length > 0) asked.set(keyOf(each), { metric: each.metric, periods })
  }
  const requests = [...asked.values()].map(({ metric, periods }) => ({ name: metric, periods }))
  const answers = requests.length > 0 ? await measureEach(ctx, requests, language) : []
  const unheard = await unheardOf(ctx, answers, language)
  const found = new Map([...asked.keys()].map((key, index) => [key, answers[index]]))
  const receipts = new Map(
    answers.flatMap(each => ('problem' in each ? [] : [[each.metric, each.receipt.uses] as const])),
  )
  return {
    of: each => ({
      ...wordsOf(each.metric, language),
      ...valuesOf(found.get(keyOf(each)), each),
      unheard: unheard.has(each.metric),
    }),
    uses: metrics => {
      const used = metrics.flatMap(metric => receipts.get(metric) ?? [])
      return [...new Map(used.map(each => [`${each.kind}/${each.name}`, each])).values()]
    },
  }
}

type Answer = Measurement | Unmeasured

/** Metrics that add up to nothing and of which nothing ever came, by the end of what is asked. */
async function unheardOf(ctx: Context, answers: readonly Answer[], language: Spoken): Promise<Set<string>> {
  const silent = [...Map.groupBy(answers, each => each.metric)].filter(([metric, all]) => {
    const spec = language.metrics.get(metric)?.spec
    return spec !== undefined && accumulates(spec, language.metric) && all.every(isNothing)
  })
  if (silent.length === 0) return new Set()
  const requests = silent.map(([name, all]) => ({ name, periods: [{ ...EVER, end: lastEnd(all) }] }))
  return new Set((await measureEach(ctx, requests, language)).filter(isNothing).map(each => each.metric))
}

const EVER = { grain: 'day', label: 'ever', start: '1970-01-01' } as const

const isNothing = (answer: Answer): boolean => 'cells' in answer && answer.cells.every(({ value }) => !value)

const lastEnd = (answers: readonly Answer[]): PlainDate =>
  answers
    .flatMap(each => ('cells' in each ? each.cells.map(({ period }) => period.end) : []))
    .reduce((a, b) => (b > a ? b : a), '1970-01-02')

const keyOf = ({ metric, read, days }: Wanted): string => `${metric} ${read} ${days?.start} ${days?.end}`

function periodsIn(read: Wanted['read'], days: Span, grain: Grain, calendar: Calendar): Period[] {
  if (read === 'whole') return [{ grain: 'day', label: days.label, start: days.start, end: days.end }]
  if (read === 'newest') return lastPeriods(NEWEST, grain, days.end, calendar)
  return periodsBetween(days.start, days.end, grain, calendar)
    .filter(period => period.start >= days.start)
    .map(period => (period.end > days.end ? { ...period, label: RUNNING, end: days.end } : period))
}

const NEWEST = 3
const RUNNING = 'so far'

function valuesOf(answer: Answer | undefined, { read }: Wanted): Partial<Known> {
  if (!answer) return {}
  if ('problem' in answer) return { problem: answer.problem }
  if (read === 'whole') return { value: answer.cells[0]?.value ?? null }
  return {
    periods: answer.cells.map(({ period, value }) => ({ value, complete: period.label !== RUNNING })),
  }
}

function wordsOf(metric: string, language: Spoken): Known {
  const standing = language.metrics.get(metric)
  const nothing = { value: null, periods: [], unheard: false }
  if (!standing)
    return {
      ...nothing,
      title: metric,
      unit: '',
      accumulates: false,
      problem: `The metric “${metric}” is not in force.`,
    }
  const { title, spec } = standing
  return { ...nothing, title, unit: spec.unit, accumulates: accumulates(spec, language.metric) }
}
