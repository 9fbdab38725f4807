import { z } from 'zod'
import { dayNumber, localDay } from '../../../core/calendar.ts'
import { toMs } from '../../../core/instant.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { asOf } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { brings, type Source } from '../../source/source.ts'
import { listTeams } from '../../team/operations.ts'
import { Contribution, Feed } from '../catalogue.ts'
import { contributionsOf } from '../contribution.ts'
import { countTotals, countTouched } from '../queries.ts'
import { DAYS_SHOWN } from '../volume.ts'
import { readFeeds } from './reading.ts'
import { resting, usesIn } from './resting.ts'

export const listFeeds = operation({
  name: 'feed.list',
  does: 'List every source that feeds the company, declared or not: how it comes, how much, how new, and what rests on it.',
  needs: 'feed:read',
  shared: true,
  input: z.object({}),
  output: z.array(Feed),
  run: showFeeds,
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
    const feeds = await showFeeds(ctx)
    const teams = contributionsOf(feeds, await listTeams(ctx, {}), await usesIn(ctx), toMs(ctx.now()))
    const feeding = new Set(teams.filter(each => each.feeds.length > 0).map(({ department }) => department))
    const departments = [...new Set(teams.map(({ department }) => department))]
    return { feeds, teams, silent: departments.filter(each => !feeding.has(each)).sort(), asOf: await asOf(ctx) }
  },
})

/** The same as people read it: with whom it is about and what rests on it. */
async function showFeeds(ctx: Context): Promise<Feed[]> {
  const end = dayNumber(await asOf(ctx))
  const feeds = await readFeeds(ctx)
  const touched = new Map((await countTouched(ctx, end - DAYS_SHOWN, end)).map(each => [each.source, each]))
  const declared = await standing<Source>(ctx, 'source')
  const today = localDay(toMs(ctx.now()), ctx.company.calendar.zone)
  const totals = Map.groupBy(await countTotals(ctx, today), ({ source }) => source)
  const rests = await resting(ctx)
  return feeds.map(({ onDays: _, came: _c, lately: _l, ...feed }) => {
    const seen = new Set(totals.get(feed.source)?.map(({ name }) => name))
    const spec = declared.get(feed.source)?.spec
    return {
      ...feed,
      people: touched.get(feed.source)?.people ?? 0,
      accounts: touched.get(feed.source)?.accounts ?? 0,
      rests: rests(event => seen.has(event) || (spec !== undefined && brings(spec, event))),
    }
  })
}
