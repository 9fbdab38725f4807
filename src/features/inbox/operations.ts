import { z } from 'zod'
import { toMs } from '../../core/instant.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { recordAudit } from '../operation-log.ts'
import { actorOf, peopleHere } from '../team/operations.ts'
import { type Digest, digestOf } from './digest.ts'
import { Inbox, Outlook, Owed, Settings } from './inbox.ts'
import { nudgesOf } from './nudge.ts'
import { readInbox, readOutlook } from './operations/reading.ts'
import { changeKnown, insertTold, selectKnown, selectReaders, selectTold } from './queries.ts'

export const showInbox = operation({
  name: 'inbox.show',
  does: 'Show what you owe, and what happened since you last looked.',
  needs: 'inbox:read',
  input: z.object({}),
  output: Inbox,
  run: readInbox,
})

export const inboxOutlook = operation({
  name: 'inbox.outlook',
  does: 'Show what is at risk and what went well in your teams, and how the shared outcomes hang.',
  needs: 'inbox:read',
  input: z.object({}),
  output: Outlook,
  run: readOutlook,
})

export const seeInbox = operation({
  name: 'inbox.seen',
  does: 'Say that you have seen what happened; from now on only what is newer is shown.',
  needs: 'inbox:read',
  reads: false,
  input: z.object({}),
  output: z.object({ at: z.string() }),
  object: () => 'inbox',
  async run(ctx) {
    const at = ctx.now()
    await changeKnown(ctx, { seen_at: at })
    return { at }
  },
})

export const changeInbox = operation({
  name: 'inbox.settings',
  does: 'Say whether you want a mail each morning on which something waits for you or is new.',
  needs: 'inbox:read',
  reads: false,
  input: Settings,
  output: Settings,
  object: () => 'inbox',
  async run(ctx, { mail }) {
    await changeKnown(ctx, { mail })
    return { mail }
  },
})

export const nudge = operation({
  name: 'inbox.nudge',
  does: 'Take what you should be told of now: each thing once, and at most five in a week.',
  needs: 'inbox:read',
  reads: false,
  long: true,
  input: z.object({}),
  output: z.object({
    now: z.array(Owed).describe('What to tell now'),
    later: z.number().int().describe('How many things wait for the digest'),
  }),
  async run(ctx) {
    const { owed } = await readInbox(ctx)
    const told = (await selectTold(ctx)).map(({ id, at }) => ({ id, atMs: toMs(at) }))
    const { now, later } = nudgesOf(owed, told, toMs(ctx.now()))
    const ids = now.map(({ id }) => id)
    if (ids.length > 0)
      await ctx.records.transaction(async rows => {
        const inside = { ...ctx, rows, transacting: true }
        await insertTold(inside, ids)
        await recordAudit(inside, { operation: 'inbox.nudge', object: 'inbox', input: { told: ids.length } })
      })
    return { now, later: later.length }
  },
})

/** A mail to somebody who asked for it. */
export type Mail = Digest & { to: string }

/**
 * The mails of this morning: to each who asked for them, with what happened since the last one or since they looked, whichever is
 * later; nobody gets a second one within half a day. Each is sent before it is written down as sent, and one that cannot leave keeps
 * no other back.
 */
export async function sendDigests(ctx: Context, url: string, send: (mail: Mail) => Promise<void>): Promise<number> {
  const people = new Map((await peopleHere(ctx)).map(person => [person.id, person]))
  const failures: unknown[] = []
  let sent = 0
  for (const id of await selectReaders(ctx)) {
    const person = people.get(id)
    if (!person) continue
    const own = { ...ctx, actor: await actorOf(ctx, id) }
    const { mailedAt } = await selectKnown(own)
    if (mailedAt !== null && toMs(ctx.now()) - toMs(mailedAt) < HALF_DAY_MS) continue
    const { owed, happened } = await readInbox(own)
    const fresh = happened.filter(({ at }) => mailedAt === null || at === null || at > mailedAt)
    const { goals, findings, wins } = await readOutlook(own)
    const parts = { name: person.name, company: ctx.company.title, url, owed, happened: fresh, goals, findings, wins }
    const digest = digestOf(parts)
    if (!digest) continue
    try {
      await send({ ...digest, to: person.email })
      await changeKnown(own, { mailed_at: ctx.now() })
      sent++
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return sent
}

const HALF_DAY_MS = 12 * 3_600_000
