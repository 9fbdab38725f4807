import { addDays, dateOfDay, type Grain, localDay, type PlainDate } from '../../../core/calendar.ts'
import { toMs } from '../../../core/instant.ts'
import { checkStageRule } from '../../../semantics/model/stage.ts'
import { type Standing, standing } from '../../agreement/operations/standing.ts'
import { waitingProposals } from '../../agreement/operations/waiting.ts'
import { failingConnections } from '../../connection/operations/showing.ts'
import type { Context } from '../../context.ts'
import type { Cycle } from '../../cycle/cycle.ts'
import type { Goal } from '../../goal/goal.ts'
import { advisor } from '../../goal/operations/advise.ts'
import { type Metric, namesInFormula, usualGrain } from '../../metric/metric.ts'
import { asOf, type Spoken, spoken } from '../../metric/operations.ts'
import { readSeries, type SideBySide, type Wanted } from '../../scorecard/operations/series.ts'
import type { Scorecard } from '../../scorecard/scorecard.ts'
import type { Source } from '../../source/source.ts'
import { type Stage, stageRule } from '../../stage/stage.ts'
import { listTeams } from '../../team/operations.ts'
import type { Term } from '../../term/term.ts'
import type { Vision } from '../../vision/vision.ts'
import { courseGrain } from '../course.ts'
import { expectedOf } from '../expected.ts'
import {
  countEntries,
  countMissingInEvents,
  countMissingTraits,
  countSkips,
  type Entered,
  findDisorder,
} from '../queries.ts'
import { periodsToRead } from '../season.ts'
import type { Suppression } from '../suppression.ts'
import type { Declared, FactChecks, Survey } from '../survey.ts'
import { countChannelEnds } from './channels.ts'
import { surveyFeeds } from './feeds.ts'
import { surveyGoals } from './goals.ts'

/** Prepares everything that rules read, with what is known of the facts before a day. */
export async function takeSurvey(ctx: Context, at?: PlainDate): Promise<Survey> {
  const known = await asOf(ctx)
  const day = at !== undefined && at < known ? at : known
  const all = await declared(ctx)
  const ofKind = <Spec>(kind: string) => all.filter(each => each.kind === kind) as Declared<Spec>[]
  const language = await spoken(ctx)
  const metrics = new Map(ofKind<Metric>('metric').map(metric => [metric.name, metric]))
  const stages = ofKind<Stage>('stage').sort((a, b) => a.spec.order - b.spec.order)
  const sources = ofKind<Source>('source')
  const goals = ofKind<Goal>('goal')
  const cycles = ofKind<Cycle>('cycle')
  const { events, firstTs } = await ctx.events.counts()
  const numbers = await readNumbers(ctx, wantedSeries(metrics), day, language)
  return {
    today: at ?? dayOf(ctx, toMs(ctx.now())),
    asOf: day,
    signatures: ctx.company.signatures,
    all,
    waiting: await waitingProposals(ctx),
    teams: await listTeams(ctx, {}),
    visions: ofKind<Vision>('vision'),
    cycles,
    scorecards: ofKind<Scorecard>('scorecard'),
    sources,
    terms: ofKind<Term>('term'),
    stages,
    metrics,
    goals,
    ...(await surveyGoals(ctx, goals, cycles, { day, at, begins: firstTs === null ? undefined : dayOf(ctx, firstTs) })),
    advice: advisor(metrics),
    suppressions: ofKind<Suppression>('suppression'),
    connections: at === undefined ? await failingConnections(ctx) : [],
    series: numbers,
    facts:
      events > 0 && firstTs !== null
        ? {
            ...(await checkFacts(ctx, sources, enterable(stages, language), language, dayOf(ctx, firstTs), day)),
            ...(await surveyFeeds(ctx, { day, at })),
          }
        : undefined,
  }
}

/** Every agreement in force, of every kind. */
async function declared(ctx: Context): Promise<Declared[]> {
  const all: Declared[] = []
  for (const kind of ctx.kinds.values())
    for (const each of (await standing(ctx, kind.kind)).values()) all.push(declaredOf(each, kind.refers(each.spec)))
  return all
}

function declaredOf(each: Standing<unknown>, refers: Declared['refers']): Declared {
  const { kind, name, title, owner, spec, state, adopted, binds, missing, drift, inForceAt, objections, earlier } = each
  const now = { kind, name, title, owner, spec, state, adopted, binds, missing, drift, refers, inForceAt }
  return { ...now, objections, earlier }
}

/** Numbers over as many periods of each grain as it takes to compare them with a year before. */
async function readNumbers(
  ctx: Context,
  wanted: readonly Wanted[],
  day: PlainDate,
  language: Spoken,
): Promise<Survey['series']> {
  const read = new Map<Grain, SideBySide>()
  for (const [grain, each] of Map.groupBy(wanted, ({ grain }) => grain))
    read.set(grain, await readSeries(ctx, each, { count: periodsToRead(grain), to: day }, language))
  return (metric, grain) => read.get(grain)?.of(metric, grain)
}

/**
 * Every metric in its own grain, in that in which its course is told, in that of each outcome it claims to move and of what it
 * must add up to, and in that of what it is the guardrail of.
 */
function wantedSeries(metrics: ReadonlyMap<string, Declared<Metric>>): Wanted[] {
  return [...metrics.values()].flatMap(({ name, spec }) => {
    const [own, told] = [usualGrain(spec), courseGrain(spec)]
    const driven = (spec.drives ?? []).flatMap(({ metric }) => metrics.get(metric) ?? [])
    const beside = [spec.counter, ...(spec.parts === undefined ? [] : namesInFormula(spec.parts))]
    return [
      { metric: name, grain: own },
      { metric: name, grain: told },
      ...driven.map(outcome => ({ metric: name, grain: courseGrain(outcome.spec) })),
      ...beside
        .filter(metric => metric !== undefined && metrics.has(metric))
        .flatMap(metric => [own, told].map(grain => ({ metric: metric as string, grain }))),
    ]
  })
}

/** Stages whose rule can be read: those that rest on a stage which is not in force cannot. */
function enterable(stages: readonly Declared<Stage>[], language: Spoken): Entered[] {
  return stages
    .map(({ name, spec }) => ({ name, order: spec.order, rule: stageRule(spec.enters, language.stage) }))
    .filter(({ rule }) => checkStageRule(rule).length === 0)
}

async function checkFacts(
  ctx: Context,
  sources: readonly Declared<Source>[],
  stages: readonly Entered[],
  language: Spoken,
  begins: PlainDate,
  day: PlainDate,
): Promise<Omit<FactChecks, 'arrivals' | 'feeds' | 'breaches'>> {
  const missing: FactChecks['missing'][number][] = []
  for (const { name, spec } of sources) {
    const expected = expectedOf(spec)
    missing.push(
      ...(await countMissingInEvents(ctx, name, expected, day)),
      ...(await countMissingTraits(ctx, name, 'people', expected.traits, day)),
      ...(await countMissingTraits(ctx, name, 'accounts', expected.accountTraits, day)),
    )
  }
  const since = addDays(day, -DAYS_LOOKED_BACK)
  return {
    missing,
    disorder: await findDisorder(ctx, stages, day),
    entries: await countEntries(ctx, stages, since > begins ? since : begins, day),
    skips: await countSkips(ctx, stages, since > begins ? since : begins, day),
    channels: await countChannelEnds(ctx, language, { begins, day }),
  }
}

const dayOf = (ctx: Context, instant: number): PlainDate => dateOfDay(localDay(instant, ctx.company.calendar.zone))

/** The 13 weeks that scorecards show. */
const DAYS_LOOKED_BACK = 91
