import { z } from 'zod'
import { dateOfDay, dayNumber, localDay, startOfDay } from '../../../core/calendar.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { DAY_MS } from '../../../core/plain-date.ts'
import { shareOf } from '../../../core/share.ts'
import { type Standing, standing } from '../../agreement/operations/standing.ts'
import { HERE } from '../../check-in/check-in.ts'
import { connectorsBySource } from '../../connection/operations/bringing.ts'
import type { Context } from '../../context.ts'
import { metricsOf } from '../../goal/goal.ts'
import { placedGoals } from '../../goal/operations/measure.ts'
import { restingOn } from '../../map/operations/fed-by.ts'
import type { Metric } from '../../metric/metric.ts'
import { asOf } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { refersTo, type Scorecard } from '../../scorecard/scorecard.ts'
import { importedSince } from '../../source/operations/arrived.ts'
import { measureFreshness } from '../../source/operations/ledger.ts'
import { brings, type Source } from '../../source/source.ts'
import { listTeams } from '../../team/operations.ts'
import { Contribution, Feed, type FeedState, type Rest } from '../catalogue.ts'
import { contributionsOf, newestOf, type Use } from '../contribution.ts'
import { countByDay, countHeld, countSaid, countTouched } from '../queries.ts'
import { isSilent, silenceOf } from '../rhythm.ts'
import { DAYS_SHOWN, type DayRow, volumeOf } from '../volume.ts'
import { waysOf } from '../ways.ts'

/** Since when everything counts. */
const EVER = toInstant(0)

/** How far back what could not be used is looked at by findings. */
const LATELY_MS = 28 * DAY_MS

/** A feed, with what only findings read. */
export type FeedRead = Feed & {
  rows: readonly DayRow[]
  /** Days on which something came, for its rhythm: those of imports, or else those of events. */
  came: readonly number[]
  /** Of the last four weeks. */
  lately: { brought: number; kept: number }
}

/** Every source from which something came, or that is declared, by name. */
export async function readFeeds(ctx: Context): Promise<FeedRead[]> {
  const now = toMs(ctx.now())
  const today = localDay(now, ctx.company.calendar.zone)
  const end = dayNumber(await asOf(ctx))
  const rows = Map.groupBy(await countByDay(ctx, today, HERE), ({ source }) => source)
  const touched = new Map((await countTouched(ctx, end - DAYS_SHOWN, end)).map(each => [each.source, each]))
  const said = new Map((await countSaid(ctx, now)).map(each => [each.source, each]))
  const held = await countHeld(ctx, now - LATELY_MS)
  const tallies = new Map((await ctx.events.tallies()).map(each => [each.source, each]))
  const imports = await importedSince(ctx, EVER)
  const recent = await importedSince(ctx, toInstant(now - LATELY_MS))
  const fresh = new Map((await measureFreshness(ctx, {})).map(each => [each.source, each]))
  const declared = await standing<Source>(ctx, 'source')
  const connectors = await connectorsBySource(ctx)
  const rests = await resting(ctx)
  const names = new Set([...declared.keys(), ...rows.keys(), ...said.keys(), ...imports.keys()])
  for (const { source, ...of } of tallies.values())
    if (of.stored + of.duplicate + of.quarantined + of.refused > 0) names.add(source)
  names.delete(HERE)
  return [...names].sort().map(source => {
    const own = rows.get(source) ?? []
    const agreed = declared.get(source)
    const tally = tallies.get(source)
    const run = imports.get(source)
    const messages = tally ? tally.stored + tally.duplicate + tally.quarantined + tally.refused : 0
    const brought = (run?.rows ?? 0) + messages
    const kept = (run?.rejected ?? 0) + (tally ? tally.quarantined + tally.refused : 0)
    const volume = volumeOf(own, end, now)
    const byFile = run !== undefined && messages === 0
    const came = byFile ? run.days.map(day => dayNumber(day)) : own.map(({ day }) => day)
    const talk = said.get(source)
    const freshness = fresh.get(source)
    const seen = new Set(own.map(({ name }) => name))
    return {
      source,
      title: agreed?.title ?? source,
      declared: agreed !== undefined,
      owner: agreed?.owner ?? null,
      ways: waysOf({
        collects: messages > 0 || agreed?.spec.collects === true,
        imported: run !== undefined,
        connectors: connectors.get(source) ?? [],
      }),
      ...volume,
      traits: talk?.said ?? 0,
      lastArrival: newestOf([
        run?.last,
        byFile ? null : volume.last,
        talk && !byFile ? toInstant(talk.last) : null,
        lastHeld(held.get(source)),
      ]),
      people: touched.get(source)?.people ?? 0,
      accounts: touched.get(source)?.accounts ?? 0,
      names: ranked(own),
      brought,
      kept,
      keptShare: shareOf(kept, brought),
      expected: freshness?.expected ?? null,
      ...stateOf(ctx, freshness, { came, today: byFile ? today : end, ever: volume.events + (talk?.said ?? 0) }),
      rests: rests(event => seen.has(event) || (agreed !== undefined && brings(agreed.spec, event))),
      rows: own,
      came,
      lately: latelyOf(own, { end, rows: recent.get(source), held: held.get(source)?.recent ?? 0, messages }),
    }
  })
}

const lastHeld = (held: { last: number } | undefined): string | null => (held ? toInstant(held.last) : null)

type Fresh = Awaited<ReturnType<typeof measureFreshness>>[number] | undefined

function stateOf(
  ctx: Context,
  fresh: Fresh,
  { came, today, ever }: { came: readonly number[]; today: number; ever: number },
): { state: FeedState; since: string | null } {
  if (ever === 0) return { state: 'nothing yet', since: null }
  if (fresh?.staleSince) return { state: 'stale', since: fresh.staleSince }
  const silence = fresh?.expected ? undefined : silenceOf(came, today)
  if (silence && isSilent(silence))
    return { state: 'silent', since: toInstant(startOfDay(dateOfDay(silence.last + 1), ctx.company.calendar.zone)) }
  return { state: 'coming', since: null }
}

function latelyOf(
  own: readonly DayRow[],
  {
    end,
    rows,
    held,
    messages,
  }: { end: number; rows?: { rows: number; rejected: number } | undefined; held: number; messages: number },
): FeedRead['lately'] {
  const since = end - LATELY_MS / DAY_MS
  const events = messages > 0 ? own.reduce((sum, row) => sum + (row.day >= since ? row.events : 0), 0) : 0
  return { brought: (rows?.rows ?? 0) + events + held, kept: (rows?.rejected ?? 0) + held }
}

const MOST_NAMES = 50

function ranked(rows: readonly DayRow[]): string[] {
  const sums = new Map<string, number>()
  for (const { name, events } of rows) sums.set(name, (sums.get(name) ?? 0) + events)
  return [...sums]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_NAMES)
    .map(([name]) => name)
}

/** What rests on some events: stages and metrics, and the goals and scorecards that read these. */
export async function resting(ctx: Context): Promise<(isAmong: (event: string) => boolean) => Rest[]> {
  const counting = await restingOn(ctx)
  const readers = await readersOf(ctx)
  return isAmong => {
    const first = counting(isAmong)
    const metrics = new Set(first.flatMap(({ kind, name }) => (kind === 'metric' ? [name] : [])))
    const more = readers.flatMap(({ metrics: read, kind, name, title, owner }): Rest[] => {
      const through = read.find(metric => metrics.has(metric))
      return through === undefined ? [] : [{ kind, name, title, owner, through: `metric/${through}` }]
    })
    return [...first, ...more]
  }
}

type Reader = {
  kind: 'goal' | 'scorecard'
  name: string
  title: string
  owner: string
  teams: string[]
  metrics: string[]
}

/** Goals that are not over and scorecards, with the metrics they read and the teams that read them there. */
async function readersOf(ctx: Context): Promise<Reader[]> {
  const day = await asOf(ctx)
  const goals = (await placedGoals(ctx)).filter(({ days }) => days.end > day)
  const scorecards = [...(await standing<Scorecard>(ctx, 'scorecard')).values()]
  return [
    ...goals.map(({ name, title, owner, spec }) => ({
      kind: 'goal' as const,
      name,
      title,
      owner,
      teams: [owner, ...(spec.contributors ?? []).map(({ team }) => team)],
      metrics: metricsOf(spec),
    })),
    ...scorecards.map(({ name, title, owner, binds, spec }) => ({
      kind: 'scorecard' as const,
      name,
      title,
      owner,
      teams: [owner, ...binds],
      metrics: refersTo(spec).map(to => to.name),
    })),
  ]
}

export const listFeeds = operation({
  name: 'feed.list',
  does: 'List every source that feeds the company, declared or not: how it comes, how much, how new, and what rests on it.',
  needs: 'feed:read',
  shared: true,
  input: z.object({}),
  output: z.array(Feed),
  run: async ctx => (await readFeeds(ctx)).map(feedOf),
})

const FeedMap = z.object({
  feeds: z.array(Feed),
  teams: z.array(Contribution).describe('What each team puts in; those first that take and put nothing in'),
  silent: z.array(z.string()).describe('Departments from which nothing ever came'),
  asOf: z.string().describe('First day of which nothing is known'),
})
export type FeedMap = z.output<typeof FeedMap>

export const mapFeeds = operation({
  name: 'feed.map',
  does: 'Show which team feeds which numbers, and which teams use numbers that only others feed.',
  needs: 'feed:read',
  shared: true,
  input: z.object({}),
  output: FeedMap,
  async run(ctx) {
    const feeds = (await readFeeds(ctx)).map(feedOf)
    const teams = contributionsOf(feeds, await listTeams(ctx, {}), await usesIn(ctx), toMs(ctx.now()))
    const feeding = new Set(teams.filter(each => each.feeds.length > 0).map(({ department }) => department))
    const departments = [...new Set(teams.map(({ department }) => department))]
    return { feeds, teams, silent: departments.filter(each => !feeding.has(each)).sort(), asOf: await asOf(ctx) }
  },
})

function feedOf({ rows: _, came: _c, lately: _l, ...feed }: FeedRead): Feed {
  return feed
}

async function usesIn(ctx: Context): Promise<Use[]> {
  const metrics = [...(await standing<Metric>(ctx, 'metric')).values()]
  const readers = await readersOf(ctx)
  return [
    ...metrics.map(({ name, owner }: Standing<Metric>) => ({ team: owner, metric: name })),
    ...readers.flatMap(({ teams, metrics: read }) => teams.flatMap(team => read.map(metric => ({ team, metric })))),
  ]
}
