import { dateOfDay, dayNumber, localDay, startOfDay } from '../../../core/calendar.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { DAY_MS } from '../../../core/plain-date.ts'
import { isSilent, silenceOf } from '../../../core/rhythm.ts'
import { shareOf } from '../../../core/share.ts'
import { standing } from '../../agreement/operations/standing.ts'
import { HERE } from '../../check-in/check-in.ts'
import { connectorsBySource } from '../../connection/operations/bringing.ts'
import type { Context } from '../../context.ts'
import { asOf } from '../../metric/operations.ts'
import { importedSince } from '../../source/operations/arrived.ts'
import { measureFreshness } from '../../source/operations/ledger.ts'
import type { Source } from '../../source/source.ts'
import type { Feed, FeedState } from '../catalogue.ts'
import { newestOf } from '../contribution.ts'
import { countBySourceDay, countHeld, countSaid, countTotals, type SourceDay, type Total } from '../queries.ts'
import { volumeOf } from '../volume.ts'
import { waysOf } from '../ways.ts'

/** Since when everything counts. */
const EVER = toInstant(0)

/** How far back what could not be used is looked at by findings. */
const LATELY_MS = 28 * DAY_MS

/** What is known of a source, with what only findings read. */
export type FeedRead = Omit<Feed, 'people' | 'accounts' | 'rests'> & {
  /** How much came on each day on which something did. */
  onDays: readonly SourceDay[]
  /** Days on which something came, for its rhythm: those of imports, or else those of events. */
  came: readonly number[]
  /** Whether it only comes when somebody or a schedule fetches it, which is then its rhythm. */
  isFetched: boolean
  /** Of the last four weeks. */
  lately: { brought: number; kept: number }
}

/** Every source from which something came, or that is declared, by name. */
export async function readFeeds(ctx: Context): Promise<FeedRead[]> {
  const now = toMs(ctx.now())
  const today = localDay(now, ctx.company.calendar.zone)
  const end = dayNumber(await asOf(ctx))
  const totals = Map.groupBy(await countTotals(ctx, today), ({ source }) => source)
  const onDays = Map.groupBy(await countBySourceDay(ctx, today), ({ source }) => source)
  const said = new Map((await countSaid(ctx, now)).map(each => [each.source, each]))
  const held = await countHeld(ctx, now - LATELY_MS)
  const tallies = new Map((await ctx.events.tallies()).map(each => [each.source, each]))
  const imports = await importedSince(ctx, EVER)
  const recent = await importedSince(ctx, toInstant(now - LATELY_MS))
  const fresh = new Map((await measureFreshness(ctx, {})).map(each => [each.source, each]))
  const declared = await standing<Source>(ctx, 'source')
  const connectors = await connectorsBySource(ctx)
  const names = new Set([...declared.keys(), ...totals.keys(), ...said.keys(), ...imports.keys()])
  for (const tally of tallies.values()) if (messagesIn(tally) > 0) names.add(tally.source)
  names.delete(HERE)
  return [...names].sort().map(source => {
    const own = onDays.get(source) ?? []
    const agreed = declared.get(source)
    const tally = tallies.get(source)
    const run = imports.get(source)
    const messages = tally ? messagesIn(tally) : 0
    const brought = (run?.rows ?? 0) + messages
    const kept = (run?.rejected ?? 0) + (tally ? tally.quarantined + tally.refused : 0)
    const volume = volumeOf(totals.get(source) ?? [], own, { end, now })
    const isFetched = run !== undefined && messages === 0
    const came = isFetched ? run.days.map(day => dayNumber(day)) : own.map(({ day }) => day)
    const talk = said.get(source)
    const freshness = fresh.get(source)
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
        isFetched ? null : volume.last,
        talk && !isFetched ? toInstant(talk.last) : null,
        lastHeld(held.get(source)),
      ]),
      names: ranked(totals.get(source) ?? []),
      brought,
      kept,
      keptShare: shareOf(kept, brought),
      expected: freshness?.expected ?? null,
      ...stateOf(ctx, freshness, { came, today: isFetched ? today : end, ever: volume.events + (talk?.said ?? 0) }),
      onDays: own,
      came,
      isFetched,
      lately: latelyOf(own, { end, rows: recent.get(source), held: held.get(source)?.recent ?? 0, messages }),
    }
  })
}

type Messages = { stored: number; duplicate: number; quarantined: number; refused: number }

const messagesIn = ({ stored, duplicate, quarantined, refused }: Messages): number =>
  stored + duplicate + quarantined + refused

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
  own: readonly SourceDay[],
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

function ranked(rows: readonly Total[]): string[] {
  const sums = new Map<string, number>()
  for (const { name, events } of rows) sums.set(name, (sums.get(name) ?? 0) + events)
  return [...sums]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_NAMES)
    .map(([name]) => name)
}
