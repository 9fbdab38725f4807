import { z } from 'zod'
import { keyOf, PageRequest, pageOf, toPage } from '../../core/page.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { auditHash } from '../operation-log.ts'
import { type Chained, selectEntries, selectFiltered, selectHead } from './queries.ts'

const Entry = z.object({
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  operation: z.string(),
  object: z.string(),
  input: z.string(),
  previous: z.string(),
  hash: z.string(),
})

export const listAudit = operation({
  name: 'audit.list',
  does: 'List what was done, by whom and when, oldest first.',
  needs: 'audit:admin',
  reads: true,
  input: PageRequest.extend({
    newest: z.boolean().optional().describe('The newest first'),
    actor: z.string().min(1).optional().describe('Only what this person or key did, by id'),
    operation: z
      .string()
      .regex(/^[a-z.-]+$/, 'must be an operation or how it begins, such as goal or goal.sign')
      .optional()
      .describe('Only operations that begin so: “goal”, “goal.sign”'),
    object: z.string().min(1).optional().describe('Only what was done to this thing'),
  }),
  output: pageOf(Entry),
  async run(ctx, { limit, cursor, newest = false, ...only }) {
    const beyond = cursor ? Number(keyOf(cursor, 1)[0]) : undefined
    const found = await selectFiltered(ctx, { ...only, newest, beyond, limit: limit + 1 })
    return toPage(found, limit, entry => [entry.seq])
  },
})

export const verifyAudit = operation({
  name: 'audit.verify',
  does: 'Check that no entry of the audit log was changed, removed, inserted or reordered.',
  needs: 'audit:read',
  input: z.object({}),
  output: z.object({ entries: z.number(), intact: z.boolean(), brokenAt: z.number().nullable(), head: z.string() }),
  async run(ctx) {
    const head = await selectHead(ctx)
    const brokenAt = await firstBreak(ctx, head)
    return { entries: head.seq, intact: brokenAt === null, brokenAt, head: head.hash }
  },
})

const STEP = 1000

async function firstBreak(ctx: Context, head: { seq: number; hash: string }): Promise<number | null> {
  let seq = 0
  let previous = ''
  for (;;) {
    const entries = await selectEntries(ctx, seq, STEP)
    for (const entry of entries) {
      if (entry.seq !== seq + 1 || entry.previous !== previous || entry.hash !== hashOf(ctx, entry)) return seq + 1
      seq = entry.seq
      previous = entry.hash
    }
    if (entries.length < STEP) return seq === head.seq && previous === head.hash ? null : seq + 1
  }
}

function hashOf(ctx: Context, { hash: _, ...entry }: Chained): string {
  return auditHash(ctx.workspace, entry)
}
