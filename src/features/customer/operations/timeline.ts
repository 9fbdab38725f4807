import { z } from 'zod'
import { addDays, startOfDay } from '../../../core/calendar.ts'
import { toMs } from '../../../core/instant.ts'
import { PlainDate } from '../../../core/plain-date.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { veilFor } from '../../source/operations/personal.ts'
import { type EntryKind, kindOf } from '../category.ts'
import { Code, CustomerId, codeOf, Entry, EntryKinds } from '../customer.ts'
import { type Scope, selectFacets, selectPart } from '../queries.ts'
import { cursorAt, merged, type Part, type Place, placeOf } from '../timeline.ts'
import { scopeOf } from './belonging.ts'
import { contributors } from './contributors.ts'
import { entryOfEvent, namesOf, type Placed, shown, type TeamOf, teamsOfSources } from './entries.ts'
import { holderNamed } from './who.ts'

const When = z.union([PlainDate, z.iso.datetime({ offset: true })])
const instant = (does: string) => When.optional().describe(`${does}: a day, or an instant`)

/** Of larger accounts stages and the like are left out, because they are told from the whole life of each person. */
const MOST_PEOPLE = 200

const Count = z.object({ events: z.number().int(), last: z.string() })

export const timelineOfCustomer = operation({
  name: 'customer.timeline',
  does: 'Show what happened with one person or account, from all teams, the newest first.',
  needs: 'customer:read',
  input: z.object({
    id: CustomerId,
    team: z.string().min(1).optional().describe('Only from sources of this team, and what its agreements say'),
    kind: EntryKinds.optional().describe('Only this kind of thing'),
    before: instant('Only what happened before it'),
    after: instant('Only what happened on it or later'),
    at: instant('Begins with the last thing that happened up to it'),
    limit: z.int().min(1).max(200).default(50).describe('How many at most'),
    cursor: z.string().optional().describe('Where to go on: “next” for older things, “newer” for newer ones'),
  }),
  output: z.object({
    customer: Code,
    who: z.string(),
    masked: z.boolean().describe('Whether what is personal is masked for whoever asks'),
    items: z.array(Entry),
    next: z.string().nullable().describe('Cursor of what is older; null when there is nothing'),
    newer: z.string().nullable().describe('Cursor of what is newer; null at the newest end'),
    eventsOnly: z.boolean().describe('Whether stages and the like are left out, as of accounts with many people'),
    events: z.object({
      all: z.number().int().describe('Events of all teams and kinds, without those Plumbline says itself'),
      teams: z.array(Count.extend({ team: z.string().nullable() })),
      kinds: z.array(Count.extend({ kind: EntryKinds })),
    }),
  }),
  async run(ctx, input) {
    const holder = await holderNamed(ctx, input.id)
    const veil = await veilFor(ctx)
    const teamOf = await teamsOfSources(ctx)
    const scope: Scope =
      holder.is === 'person' ? { persons: [holder.number], accounts: [] } : await scopeOf(ctx, holder.number)
    const { team, kind, limit } = input
    const { part, since, until } = partOf(ctx, input)
    const isWanted = ({ source, name }: { source: string; name: string }) =>
      (team === undefined || teamOf(source) === team) && (kind === undefined || kindOf(name, source) === kind)
    const isShown = ({ ts, entry }: Placed) =>
      (team === undefined || entry.team === team) &&
      (kind === undefined || entry.kind === kind) &&
      (since === undefined || ts >= since) &&
      (until === undefined || ts < until)
    const isLarge = scope.persons.length > MOST_PEOPLE
    const counting = selectFacets(ctx, scope)
    const isCut = team !== undefined || kind !== undefined
    const [facets, rows, own] = await Promise.all([
      counting,
      isCut
        ? counting.then(all => selectPart(ctx, scope, part, { pairs: all.filter(isWanted), since, until }))
        : selectPart(ctx, scope, part, { since, until }),
      Promise.all((isLarge ? [] : contributors).map(contribute => contribute(ctx, scope, veil))),
    ])
    const { items, more } = merged([rows.map(row => entryOfEvent(row, teamOf, veil)), own.flat().filter(isShown)], {
      ...part,
      limit,
    })
    const names = await namesOf(ctx, holder.is, [holder.number], veil)
    return {
      customer: codeOf(holder),
      who: names.get(holder.number) ?? codeOf(holder),
      masked: veil.drawn,
      items: await shown(ctx, items, veil),
      ...endsOf(items, more, part),
      eventsOnly: isLarge,
      events: countsOf(facets, teamOf),
    }
  },
})

type Asked = { before?: string; after?: string; at?: string; cursor?: string; limit: number }

function partOf(
  ctx: Context,
  { before, after, at, cursor, limit }: Asked,
): { part: Part; since?: number; until?: number } {
  const begins = (text: string) => (text.length === 10 ? startOfDay(text, ctx.company.calendar.zone) : toMs(text))
  const ends = (text: string) =>
    text.length === 10 ? startOfDay(addDays(text, 1), ctx.company.calendar.zone) : toMs(text) + 1
  const bounds = {
    ...(after === undefined ? {} : { since: begins(after) }),
    ...(before === undefined ? {} : { until: begins(before) }),
  }
  if (cursor !== undefined) return { part: { ...placeOf(cursor), limit }, ...bounds }
  const from: Place | undefined = at === undefined ? undefined : { ts: ends(at), id: FIRST_ID }
  return { part: { ...(from ? { from } : {}), towards: 'older', limit }, ...bounds }
}

/** Before every other id, so that a place with it lies before all entries of its instant. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Where a page goes on, to either side. A page that was begun somewhere has something newer, until shown otherwise. */
function endsOf(items: readonly Place[], more: boolean, { from, towards }: Part) {
  const [first, last] = [items[0], items.at(-1)]
  if (!first || !last) {
    const back = from && cursorAt(from, towards === 'older' ? 'newer' : 'older')
    return { next: towards === 'newer' ? (back ?? null) : null, newer: towards === 'older' ? (back ?? null) : null }
  }
  const hasOlder = towards === 'newer' || more
  const hasNewer = towards === 'older' ? from !== undefined : more
  return { next: hasOlder ? cursorAt(last, 'older') : null, newer: hasNewer ? cursorAt(first, 'newer') : null }
}

type Facets = Awaited<ReturnType<typeof selectFacets>>

function countsOf(facets: Facets, teamOf: TeamOf) {
  const by = <K>(key: (facet: Facets[number]) => K) =>
    [...Map.groupBy(facets, key)]
      .map(([of, group]) => ({
        of,
        events: group.reduce((sum, each) => sum + each.events, 0),
        last: Math.max(...group.map(each => each.last)),
      }))
      .toSorted((a, b) => b.events - a.events)
  return {
    all: facets.reduce((sum, each) => sum + each.events, 0),
    teams: by(each => teamOf(each.source)).map(({ of, last, ...rest }) => ({ team: of, last: iso(last), ...rest })),
    kinds: by((each): EntryKind => kindOf(each.name, each.source)).map(({ of, last, ...rest }) => ({
      kind: of,
      last: iso(last),
      ...rest,
    })),
  }
}

const iso = (ts: number): string => new Date(ts).toISOString()
