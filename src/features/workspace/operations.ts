import { z } from 'zod'
import { fail } from '../../core/error.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { countPeople } from '../team/operations.ts'
import { selectWorkspace, upsertWorkspace } from './queries.ts'
import { Workspace } from './workspace.ts'

export { selectWorkspace, selectWorkspaces } from './queries.ts'

export const changeWorkspace = operation({
  name: 'workspace.change',
  does: 'Change what all numbers of the company share: name, calendar, currency, signatures.',
  needs: 'workspace:admin',
  input: Workspace.partial(),
  output: Workspace,
  async run(ctx, input) {
    const known = await selectWorkspace(ctx.rows, ctx.workspace)
    const after = { ...(known ?? ctx.company), ...input }
    if (known && known.calendar.zone !== after.calendar.zone) await requireNoFacts(ctx, known.calendar.zone)
    if (!after.signatures && (await countPeople(ctx)) > 1)
      fail('invalid', 'Signatures can be switched off only while the company has one person here.')
    await upsertWorkspace(ctx, after)
    return after
  },
})

async function requireNoFacts(ctx: Context, zone: string): Promise<void> {
  const { events } = await ctx.events.counts()
  if (events > 0)
    fail(
      'invalid',
      `The facts here are counted in days of ${zone}, so the zone can no longer change. Begin a new data directory and import them there.`,
    )
}

export const getWorkspace = operation({
  name: 'workspace.get',
  does: 'Show what all numbers of the company share.',
  needs: 'workspace:read',
  input: z.object({}),
  output: Workspace,
  run: async ctx => (await selectWorkspace(ctx.rows, ctx.workspace)) ?? { ...ctx.company },
})
