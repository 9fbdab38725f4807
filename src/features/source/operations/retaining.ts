import { z } from 'zod'
import { startOfDay } from '../../../core/calendar.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { dateOfDay } from '../../../core/plain-date.ts'
import { localDay } from '../../../core/zone.ts'
import { lastSaid } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { keptSince } from '../keeping.ts'
import { deleteRejectedBefore } from '../queries.ts'
import type { Source } from '../source.ts'

const Forgotten = z.object({
  source: z.string(),
  keeps: z.string().describe('How long its facts are kept'),
  since: z.string().describe('The first day that is kept'),
  facts: z.number().int().describe('Facts that were forgotten'),
  held: z.number().int().describe('Messages that were held and came before'),
  rejected: z.number().int().describe('Rows that were rejected in imports before'),
})

export const retainSources = operation({
  name: 'source.retain',
  does: 'Forget what is older than its source says it is kept; a server does so each morning.',
  needs: 'source:admin',
  long: true,
  input: z.object({}),
  output: z.array(Forgotten),
  async run(ctx) {
    const sources = await lastSaid<Source>(ctx, 'source')
    const done: z.input<typeof Forgotten>[] = []
    for (const [name, { keeps }] of sources) if (keeps) done.push(await retain(ctx, name, keeps))
    return done
  },
})

async function retain(ctx: Context, source: string, keeps: string): Promise<z.input<typeof Forgotten>> {
  const { zone } = ctx.company.calendar
  const since = keptSince(keeps, dateOfDay(localDay(toMs(ctx.now()), zone)))
  const before = startOfDay(since, zone)
  const ids = await ctx.events.query<{ id: string }>(
    'SELECT CAST(id AS TEXT) AS id FROM quarantine WHERE source = $1 AND received < $2',
    [source, before],
  )
  const held = ids.length > 0 ? await ctx.events.drop(ids.map(({ id }) => id)) : 0
  const facts = await ctx.events.forget(source, before)
  const rejected = await ctx.records.transaction(async rows => {
    const inside = { ...ctx, rows, transacting: true }
    const gone = await deleteRejectedBefore(inside, source, toInstant(before))
    if (facts + held + gone > 0)
      await recordAudit(inside, {
        operation: 'source.retain',
        object: source,
        input: { since, facts, held, rejected: gone },
      })
    return gone
  })
  if (rejected > 0) await ctx.records.compact()
  return { source, keeps, since, facts, held, rejected }
}
