import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { Name } from '../../../core/name.ts'
import { keyOf, PageRequest, pageOf, toPage } from '../../../core/page.ts'
import type { Veil } from '../../../core/personal.ts'
import { nearest } from '../../../core/problem.ts'
import { standing } from '../../agreement/operations/standing.ts'
import { agreementVerbs } from '../../agreement/operations/verbs.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { expectationsOf } from '../freshness.ts'
import { Import, RejectedRow } from '../ledger.ts'
import { selectLastByName, selectLastImports, selectRejected, selectRun, selectRuns, selectSpoken } from '../queries.ts'
import type { Source } from '../source.ts'
import { sourceKind } from '../source-kind.ts'
import { veilFor } from './personal.ts'

export const sourceVerbs = agreementVerbs(sourceKind)

export const listImports = operation({
  name: 'source.imports',
  does: 'List what was imported, newest first, with the figures of each import.',
  needs: 'source:read',
  input: PageRequest.extend({ source: Name.optional().describe('Only imports of this source') }),
  output: pageOf(Import),
  async run(ctx, { source, limit, cursor }) {
    const before = cursor === undefined ? undefined : String(keyOf(cursor, 1)[0])
    return toPage(await selectRuns(ctx, { source, before, limit: limit + 1 }), limit, each => [each.import])
  },
})

export const listRejected = operation({
  name: 'source.rejected',
  does: 'List the rows that could not be used, with the reason and what they hold; what is personal is masked without the grant.',
  needs: 'source:write',
  reads: true,
  input: PageRequest.extend({
    import: z.string().optional().describe('Only rows of this import'),
    source: Name.optional().describe('Only rows of this source'),
  }),
  output: pageOf(RejectedRow),
  async run(ctx, { cursor, limit, ...where }) {
    if (where.source !== undefined) await requireSource(ctx, where.source)
    if (where.import !== undefined) await selectRun(ctx, where.import)
    const after = cursor === undefined ? undefined : afterOf(keyOf(cursor, 2))
    const rows = await selectRejected(ctx, { ...where, after, limit: limit + 1 })
    const veil = await veilFor(ctx)
    return toPage(
      rows.map(row => veiledRow(row, veil)),
      limit,
      each => [each.import, each.row],
    )
  },
})

/** A rejected row as somebody may see it. */
export const veiledRow = (row: RejectedRow, veil: Veil): RejectedRow => ({
  ...row,
  reason: veil.text(row.reason),
  content: isCells(row.content) ? veil.fields(row.content, row.source) : veil.text(String(row.content ?? '')),
})

const isCells = (content: unknown): content is Record<string, unknown> =>
  typeof content === 'object' && content !== null

/** Sources that were retired keep what they rejected. */
async function requireSource(ctx: Context, name: string): Promise<void> {
  const names = [...(await standing(ctx, 'source')).keys()]
  if (names.includes(name) || (await selectRuns(ctx, { source: name, limit: 1 })).length > 0) return
  const meant = nearest(name, names)
  fail('not_found', `There is no source “${name}”. ${meant ? `Did you mean “${meant}”?` : 'See “source list”.'}`)
}

const afterOf = ([run, row]: (string | number)[]) => ({ import: String(run), row: Number(row) })

const Overdue = z.object({
  event: z.string().nullable().describe('The event that is overdue; null for the source as a whole'),
  expected: z.string().describe('How often it should come'),
  last: z.string().nullable().describe('When it last did; null where it never has'),
  since: z.string().nullable().describe('Since when it is overdue; null where it never came'),
})

const Freshness = z.object({
  source: z.string(),
  title: z.string(),
  owner: z.string(),
  events: z.number().int().describe('Events up to now'),
  lastEvent: z.string().nullable(),
  lastImport: z.string().nullable().describe('When a file was last imported to its end'),
  everyDays: z.number().int().nullable().describe('Within how many days new data should come'),
  expected: z.string().nullable().describe('How often new data should come, in words'),
  overdue: z.array(Overdue).describe('What should have come and has not: the source as a whole, then single events'),
  staleSince: z.string().nullable().describe('Since when new data has been overdue'),
})
export type Freshness = z.output<typeof Freshness>

export const measureFreshness = operation({
  name: 'source.freshness',
  does: 'Show how new the data of each source is, and where it is overdue.',
  needs: 'source:read',
  input: z.object({}),
  output: z.array(Freshness),
  async run(ctx) {
    const now = toMs(ctx.now())
    const spoken = await selectSpoken(ctx, now)
    const imported = await selectLastImports(ctx)
    const sources = [...(await standing<Source>(ctx, 'source')).values()]
    const byName = sources.flatMap(({ name, spec }) => (spec.expects?.events ? [name] : []))
    const lasts = await selectLastByName(ctx, byName, now)
    return sources.map(({ name, title, owner, spec }) => {
      const { events = 0, last } = spoken.get(name) ?? {}
      const lastEvent = last === undefined ? null : toInstant(last)
      const lastImport = imported.get(name) ?? null
      const expected = expectationsOf(spec.expects)
      const overdue = expected.flatMap(({ event, hours, says }) => {
        const at = event === null ? (lastEvent ?? lastImport) : instantOf(lasts.get(name)?.get(event))
        const due = at === null ? undefined : toMs(at) + hours * HOUR_MS
        if (due !== undefined && due >= now) return []
        return [{ event, expected: says, last: at, since: due === undefined ? null : toInstant(due) }]
      })
      const since = overdue.flatMap(each => each.since ?? []).sort()
      return {
        source: name,
        title,
        owner,
        events,
        lastEvent,
        lastImport,
        everyDays: spec.expects?.everyDays ?? null,
        expected: expected.find(({ event }) => event === null)?.says ?? null,
        overdue,
        staleSince: since[0] ?? null,
      }
    })
  },
})

const HOUR_MS = 3_600_000

const instantOf = (ms: number | undefined): string | null => (ms === undefined ? null : toInstant(ms))
