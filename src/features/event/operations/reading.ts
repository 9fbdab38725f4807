import { z } from 'zod'
import { toMs } from '../../../core/instant.ts'
import { operation } from '../../operation.ts'
import { veilFor } from '../../source/operations/personal.ts'
import { EventCount, SeenEvent } from '../event.ts'
import { countAll, selectRecent } from '../queries.ts'

export const SourceName = z.string().min(1).max(200).describe('Only what this source brought, declared or not')

export const countEvents = operation({
  name: 'event.count',
  does: 'Count what became of every message and row that came: stored, duplicate, quarantined or refused.',
  needs: 'event:read',
  input: z.object({ source: SourceName.optional() }),
  output: EventCount,
  run: (ctx, { source }) => countAll(ctx, source),
})

export const listRecent = operation({
  name: 'event.recent',
  does: 'List the newest events, with what is personal masked for those who need not know it.',
  needs: 'event:read',
  input: z.object({
    source: SourceName.optional(),
    event: z.string().min(1).max(500).optional().describe('Only events of this name'),
    person: z.int().min(1).optional().describe('Only events of the profile with this number'),
    limit: z.int().min(1).max(500).default(50).describe('How many, at most'),
  }),
  output: z.array(SeenEvent),
  async run(ctx, { event, ...where }) {
    return selectRecent(ctx, { ...where, name: event }, toMs(ctx.now()), await veilFor(ctx))
  },
})
