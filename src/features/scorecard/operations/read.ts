import { dateOfDay, type Grain, localDay, type Period, type PlainDate } from '../../../core/calendar.ts'
import { toMs } from '../../../core/instant.ts'
import { loadAgreement, type Standing } from '../../agreement/operations/standing.ts'
import { explains, fallsInto } from '../../annotation/annotation.ts'
import { annotationsIn } from '../../annotation/operations.ts'
import type { Context } from '../../context.ts'
import { type Spoken, spoken } from '../../metric/operations.ts'
import { stagesIn } from '../../stage/stage.ts'
import { listTeams } from '../../team/operations.ts'
import { type Defined, footnotesOf } from '../footnote.ts'
import { restatedBy } from '../frozen.ts'
import { type Layout, layOut } from '../layout.ts'
import { hasSigned, withoutLine } from '../ownership.ts'
import { type Line, lineOf, type Marked, type ScorecardReading } from '../reading.ts'
import type { Rests } from '../restated.ts'
import { COURSE_PERIODS, type LineSpec, type Scorecard, type Series } from '../scorecard.ts'
import { targetOf } from '../status.ts'
import { freezesIn } from './freezes.ts'
import { readSeries, type Shown, type SideBySide } from './series.ts'

type Asked = {
  card: Standing<Scorecard> | undefined
  /** What is shown where there is no card. */
  layout?: Scorecard | undefined
  shown: Shown
  /** Periods of this length instead of those the scorecard says. */
  grain?: Grain | undefined
  /** Whether numbers are compared with those that were frozen. */
  compared: boolean
}

type Days = { start: PlainDate; end: PlainDate }

/** Everything a scorecard says, as it is now. */
export async function readScorecard(
  ctx: Context,
  { card, layout, shown, grain, compared }: Asked,
): Promise<ScorecardReading> {
  const language = await spoken(ctx)
  const layouts = layOut(card?.spec ?? layout, language.metrics, grain)
  const wanted = layouts.flatMap(({ grain, outcome, lines }) =>
    [outcome, ...lines].map(({ metric }) => ({ metric, grain: grain.read })),
  )
  const count = 'count' in shown ? shown.count : Number.POSITIVE_INFINITY
  const read = 'count' in shown ? { ...shown, count: Math.max(count, COURSE_PERIODS) } : shown
  const numbers = await readSeries(ctx, wanted, { ...read, yearAgo: true }, language)
  const rowOf = (metric: string, grain: Grain) => placed(metric, grain, numbers, count, language)
  const rows = wanted.map(({ metric, grain }) => rowOf(metric, grain))
  const whole = joined(rows.flatMap(({ days }) => days ?? []))
  const annotations = whole ? await markedIn(ctx, whole, rows) : []
  const freezes = card && whole && compared ? await freezesIn(ctx, card.name, whole) : []
  const page: Page = { card, language, annotations, count, restated: restatedBy(freezes) }
  const sections = layouts.map(layout => {
    const { title, stakeholder, why, grain, outcome, lines } = layout
    const lineFrom = (line: LineSpec): Line =>
      readLine(ctx, page, layout, line, numbers.of(line.metric, grain.read), rowOf(line.metric, grain.read))
    const { periods } = rowOf(outcome.metric, grain.read)
    const said = { title, stakeholder, why, grain: grain.read, periods }
    return { ...said, outcome: lineFrom(outcome), lines: lines.map(lineFrom) }
  })
  const lines = sections.flatMap(({ outcome, lines }) => [outcome, ...lines])
  return {
    scorecard: card?.name ?? null,
    title: card?.title ?? 'Outcomes and what should move them',
    sections,
    without: lines.length > 0 ? withoutLine(await listTeams(ctx, {}), new Set(lines.map(({ owner }) => owner))) : [],
    objections: card ? await openObjections(ctx, card.name) : [],
    annotations,
    frozen: freezes.map(({ content, hash: _, ...freeze }) => ({ ...freeze, intact: content !== undefined })),
    receipt: {
      uses: distinct([
        ...(card ? [{ kind: 'scorecard', name: card.name, revision: card.revision }] : []),
        ...lines.flatMap(({ uses }) => uses),
      ]),
      zone: ctx.company.calendar.zone,
      asOf: numbers.day,
      watermark: await ctx.events.watermark(),
    },
  }
}

/** What all lines of a page are read with. */
type Page = {
  card: Standing<Scorecard> | undefined
  language: Spoken
  annotations: readonly Marked[]
  /** How many of the last periods are shown. */
  count: number
  restated: ReturnType<typeof restatedBy>
}

function readLine(ctx: Context, page: Page, layout: Layout, line: LineSpec, series: Series, row: Row): Line {
  const { card, language, annotations, count, restated } = page
  const agreed = language.metrics.get(line.metric)
  const owner = line.owner ?? agreed?.owner ?? ''
  const defined = row.uses.flatMap(each => definedOf(each, language, ctx))
  return lineOf(series, agreed, {
    owner,
    signed: card ? hasSigned(card, owner) : null,
    target: targetOf(line, agreed?.spec, layout.grain, language.metric),
    claim: line === layout.outcome ? undefined : layout.claims.get(line.metric),
    footnotes: row.days ? footnotesOf(defined, row.days.start, `metric/${line.metric}`) : [],
    annotations: annotations.filter(each => concerns(each, row)).map(({ mark }) => mark),
    uses: row.uses,
    count,
    restated: point => restated(line.metric, point),
  })
}

/** A metric’s place on the page: the periods shown, their days, what it rests on, and how annotations may name it. */
type Row = { periods: Period[]; days: Days | undefined; objects: string[]; uses: Rests[] }

function placed(metric: string, grain: Grain, numbers: SideBySide, count: number, language: Spoken): Row {
  const uses = withStages(numbers.usesOf(metric, grain), language)
  const { points } = numbers.of(metric, grain)
  const periods = points.slice(-count).map(({ period }) => period)
  const [first, last] = [periods[0], periods.at(-1)]
  const days = first && last && { start: first.start, end: last.end }
  return { periods, days, objects: [`metric/${metric}`, ...uses.map(pathOf)], uses }
}

/** What a number rests on, with the stages that its stages rest on. */
export function withStages(uses: readonly Rests[], { stages }: Spoken): Rests[] {
  const found = new Map(uses.map(each => [pathOf(each), each]))
  for (const { kind, name } of found.values())
    for (const inner of kind === 'stage' ? stagesIn(stages.get(name)?.spec.enters ?? { any: [] }) : []) {
      const used = { kind: 'stage', name: inner, revision: stages.get(inner)?.revision ?? 0 }
      if (!found.has(pathOf(used))) found.set(pathOf(used), used)
    }
  return [...found.values()]
}

function definedOf({ kind, name }: Rests, { metrics, stages }: Spoken, ctx: Context): Defined[] {
  const now = kind === 'metric' ? metrics.get(name) : kind === 'stage' ? stages.get(name) : undefined
  if (!now || now.inForceAt === null) return []
  const dayOf = (at: string) => dateOfDay(localDay(toMs(at), ctx.company.calendar.zone))
  const earlier = now.earlier.flatMap(({ number, inForceAt, spec }) =>
    inForceAt === null ? [] : [{ revision: number, on: dayOf(inForceAt), spec: spec as object }],
  )
  return [{ kind, name, revisions: [...earlier, { revision: now.revision, on: dayOf(now.inForceAt), spec: now.spec }] }]
}

/** The annotations that explain any of the rows, each under a mark. */
async function markedIn(ctx: Context, whole: Days, rows: readonly Row[]): Promise<Marked[]> {
  const notes = await annotationsIn(ctx, whole)
  return notes.filter(note => rows.some(row => concerns(note, row))).map((note, i) => ({ ...note, mark: i + 1 }))
}

function concerns(note: Omit<Marked, 'mark'>, { days, objects }: Row): boolean {
  return days !== undefined && fallsInto(note, days) && explains(note, objects)
}

async function openObjections(ctx: Context, name: string): Promise<ScorecardReading['objections']> {
  const { head, inForce, objections } = await loadAgreement(ctx, { kind: 'scorecard', name })
  const spoken = [head.number, inForce?.number]
  return objections.filter(({ settledAt, revision }) => settledAt === null && spoken.includes(revision))
}

function joined(spans: readonly Days[]): Days | undefined {
  if (spans.length === 0) return undefined
  const starts = spans.map(({ start }) => start).sort()
  const ends = spans.map(({ end }) => end).sort()
  return { start: starts[0] as PlainDate, end: ends.at(-1) as PlainDate }
}

const distinct = (uses: readonly Rests[]): Rests[] => [...new Map(uses.map(each => [pathOf(each), each])).values()]

const pathOf = ({ kind, name }: Rests): string => `${kind}/${name}`
