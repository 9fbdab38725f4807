import { dateOfDay, type Grain, localDay, type PlainDate } from '../../../core/calendar.ts'
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
import { layOut } from '../layout.ts'
import { hasSigned, withoutLine } from '../ownership.ts'
import { type Line, lineOf, type Marked, type ScorecardReading } from '../reading.ts'
import type { Rests } from '../restated.ts'
import type { LineSpec, Scorecard } from '../scorecard.ts'
import { targetOf } from '../status.ts'
import { freezesIn } from './freezes.ts'
import { readSeries, type Shown, type SideBySide } from './series.ts'

type Asked = {
  card: Standing<Scorecard> | undefined
  shown: Shown
  /** Periods of this length instead of those the scorecard says. */
  grain?: Grain | undefined
  /** Whether numbers are compared with those that were frozen. */
  compared: boolean
}

type Days = { start: PlainDate; end: PlainDate }

/** Everything a scorecard says, as it is now. */
export async function readScorecard(ctx: Context, { card, shown, grain, compared }: Asked): Promise<ScorecardReading> {
  const language = await spoken(ctx)
  const layouts = layOut(card?.spec, language.metrics, grain)
  const wanted = layouts.flatMap(({ grain, outcome, lines }) =>
    [outcome, ...lines].map(({ metric }) => ({ metric, grain: grain.read })),
  )
  const numbers = await readSeries(ctx, wanted, { ...shown, yearAgo: true }, language)
  const rows = wanted.map(({ metric, grain }) => rowOf(metric, grain, numbers, language))
  const whole = joined(rows.flatMap(({ days }) => days ?? []))
  const annotations = whole ? await markedIn(ctx, whole, rows) : []
  const freezes = card && whole && compared ? await freezesIn(ctx, card.name, whole) : []
  const restated = restatedBy(freezes)
  const sections = layouts.map(({ title, stakeholder, why, grain, outcome, lines, claims }) => {
    const read = (line: LineSpec): Line => {
      const agreed = language.metrics.get(line.metric)
      const { days, objects, uses, defined } = rowOf(line.metric, grain.read, numbers, language)
      const owner = line.owner ?? agreed?.owner ?? ''
      return lineOf(numbers.of(line.metric, grain.read), agreed, {
        owner,
        signed: card ? hasSigned(card, owner) : null,
        target: targetOf(line, agreed?.spec, grain, language.metric),
        claim: line === outcome ? undefined : claims.get(line.metric),
        footnotes: days ? footnotesOf(defined(ctx), days.start, `metric/${line.metric}`) : [],
        annotations: annotations.filter(each => concerns(each, { days, objects })).map(({ mark }) => mark),
        uses,
        restated: point => restated(line.metric, point),
      })
    }
    const periods = numbers.of(outcome.metric, grain.read).points.map(({ period }) => period)
    return { title, stakeholder, why, grain: grain.read, periods, outcome: read(outcome), lines: lines.map(read) }
  })
  const lines = sections.flatMap(({ outcome, lines }) => [outcome, ...lines])
  return {
    scorecard: card?.name ?? null,
    title: card?.title ?? 'Outcomes and what should move them',
    sections,
    without: lines.length > 0 ? withoutLine(await listTeams(ctx, {}), new Set(lines.map(({ owner }) => owner))) : [],
    objections: card ? await openObjections(ctx, card.name) : [],
    annotations,
    frozen: freezes.map(({ period, number, frozenOn, content }) => ({
      period,
      number,
      frozenOn,
      intact: content !== undefined,
    })),
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

/** A metric’s place on the page: the days shown, what it rests on, and all that was ever agreed of that. */
type Row = { days: Days | undefined; objects: string[]; uses: Rests[]; defined(ctx: Context): Defined[] }

function rowOf(metric: string, grain: Grain, numbers: SideBySide, language: Spoken): Row {
  const uses = withStages(numbers.usesOf(metric, grain), language)
  const points = numbers.of(metric, grain).points
  const [first, last] = [points[0], points.at(-1)]
  return {
    days: first && last && { start: first.period.start, end: last.period.end },
    objects: [`metric/${metric}`, ...uses.map(pathOf)],
    uses,
    defined: ctx => uses.flatMap(each => definedOf(each, language, ctx)),
  }
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

function concerns(note: Omit<Marked, 'mark'>, { days, objects }: Pick<Row, 'days' | 'objects'>): boolean {
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
