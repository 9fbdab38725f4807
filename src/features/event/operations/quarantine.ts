import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { toInstant } from '../../../core/instant.ts'
import { keyOf, PageRequest, pageOf, toPage } from '../../../core/page.ts'
import type { Veil } from '../../../core/personal.ts'
import type { Held } from '../../../store/events/quarantine.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { veilFor } from '../../source/operations/personal.ts'
import { HeldMessage, LIMITS } from '../event.ts'
import { isFields } from '../fields.ts'
import { unmasked } from '../unmasking.ts'
import { agreedOn } from './agreed.ts'
import { type Incoming, settleMessages } from './collecting.ts'
import { SourceName } from './reading.ts'

const Which = {
  source: SourceName.optional(),
  code: z.string().min(1).max(60).optional().describe('Only messages that this is wrong with, such as conflict'),
}
const Ids = z.array(z.string().min(1).max(60)).min(1).max(1000)

export const listHeld = operation({
  name: 'event.quarantine.list',
  does: 'List the messages that could not be stored, newest first, each with the reason and its text.',
  needs: 'event:write',
  reads: true,
  input: PageRequest.extend(Which),
  output: pageOf(HeldMessage),
  async run(ctx, { cursor, limit, ...where }) {
    const [received, id] = cursor === undefined ? [] : keyOf(cursor, 2)
    const after = cursor === undefined ? undefined : { received: Number(received), id: String(id) }
    const veil = await veilFor(ctx)
    const held = await ctx.events.holding({ ...where, after, limit: limit + 1 })
    const { items, next } = toPage(held, limit, each => [each.received, each.id])
    return { items: items.map(each => shown(each, veil)), next }
  },
})

export const repairHeld = operation({
  name: 'event.quarantine.repair',
  does: 'Put another text in the place of a message that could not be stored; replaying tries it.',
  needs: 'event:write',
  input: z.object({
    id: z.string().min(1).max(60).describe('The message, as the list shows it'),
    message: z
      .string()
      .min(2)
      .max(2 * LIMITS.event)
      .describe('The message as JSON'),
  }),
  output: z.object({ id: z.string() }),
  object: ({ id }) => id,
  // What a message says of a customer is not for the audit log, which forgets nothing.
  audited: ({ id }) => ({ id }),
  async run(ctx, { id, message }) {
    const [held] = await ctx.events.held([id])
    if (!held) fail('not_found', 'There is no such message in quarantine. See “event quarantine list”.')
    const edited = messageIn(message)
    if (!edited) return fail('invalid', 'The text is not a message. Write it as a JSON object.')
    const original = messageIn(held?.raw ?? '')
    const veil = await veilFor(ctx)
    const whole = original && held && veil.drawn ? unmasked(original, edited, held.source, veil) : undefined
    await ctx.events.amend(id, whole ? JSON.stringify(whole) : message)
    return { id }
  },
})

export const dropHeld = operation({
  name: 'event.quarantine.drop',
  does: 'Give up messages that could not be stored; they count as refused.',
  needs: 'event:write',
  input: z.object({ ids: Ids.describe('The messages, as the list shows them') }),
  output: z.object({ dropped: z.int() }),
  object: ({ ids }) => `${ids.length}`,
  run: async (ctx, { ids }) => ({ dropped: await ctx.events.drop(ids) }),
})

export const replayHeld = operation({
  name: 'event.quarantine.replay',
  does: 'Try the messages that could not be stored again, as of when they came.',
  needs: 'event:write',
  long: true,
  input: z.object({ ...Which, ids: Ids.optional().describe('Only these messages') }),
  output: z.object({
    tried: z.int(),
    stored: z.int(),
    duplicate: z.int(),
    quarantined: z.int().describe('Messages that still cannot be stored'),
    refused: z.int(),
  }),
  async run(ctx, { ids, ...where }) {
    const done = { tried: 0, stored: 0, duplicate: 0, quarantined: 0, refused: 0 }
    for await (const held of chunks(ctx, ids, where)) {
      for (const [source, messages] of Map.groupBy(held, each => each.source)) {
        const agreed = await agreedOn(ctx, source)
        for (const [received, together] of Map.groupBy(messages, each => each.received)) {
          const read = together.map(each => incomingOf(each))
          const settled = await settleMessages(ctx.events, read, {
            ...agreed,
            source,
            received,
            ip: undefined,
            refused: 0,
          })
          done.tried += together.length
          for (const { verdict } of settled) done[verdict]++
        }
      }
    }
    await ctx.records.transaction(rows =>
      recordAudit(
        { ...ctx, rows, transacting: true },
        { operation: 'event.quarantine.replay', object: where.source ?? '', input: { ...where, ...done } },
      ),
    )
    return done
  },
})

const TOGETHER = 500

/** Those that are held when it begins, from the newest back, so that what is held anew is not tried again. */
async function* chunks(
  ctx: Context,
  ids: readonly string[] | undefined,
  where: { source?: string | undefined; code?: string | undefined },
): AsyncGenerator<Held[]> {
  if (ids) {
    const held = await ctx.events.held(ids)
    yield held.filter(
      ({ source, code }) =>
        (where.source === undefined || source === where.source) && (where.code === undefined || code === where.code),
    )
    return
  }
  let after: Pick<Held, 'received' | 'id'> | undefined
  for (;;) {
    const held = await ctx.events.holding({ ...where, after, limit: TOGETHER })
    if (held.length > 0) yield held
    after = held.at(-1)
    if (held.length < TOGETHER) return
  }
}

/** A held message to be tried again; what is no message says so as one of no type. */
const incomingOf = ({ id, raw }: Held): Incoming => ({ message: messageIn(raw) ?? {}, raw, released: id })

function messageIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

function shown({ id, source, received, code, reason, raw }: Held, veil: Veil): HeldMessage {
  const message = veil.drawn ? maskedText(raw, source, veil) : raw
  return { id, source, receivedAt: toInstant(received), code, reason: veil.text(reason), message }
}

function maskedText(raw: string, source: string, veil: Veil): string {
  const message = messageIn(raw)
  if (!message) return veil.text(raw)
  try {
    return JSON.stringify(veil.fields(message, source))
  } catch {
    return '…'
  }
}
