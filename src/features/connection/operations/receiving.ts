import { z } from 'zod'
import { flatRow } from '../../../connectors/file/json-row.ts'
import { checkSignature, type Message, SCHEMES, type Scheme } from '../../../connectors/webhook/signature.ts'
import { fail, ProductError } from '../../../core/error.ts'
import type { Fact } from '../../../core/fact.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { Name } from '../../../core/name.ts'
import { DAY_MS } from '../../../core/plain-date.ts'
import type { Held } from '../../../store/events/quarantine.ts'
import { sha256, uuidOf } from '../../../store/hash.ts'
import { findStanding } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { rowMapper } from '../../source/operations/rows.ts'
import type { Source } from '../../source/source.ts'
import { bodyIn, idIn, rowsIn, type SentRow } from '../delivery.ts'
import { findConnection, getConnection, type Kept } from '../queries.ts'
import { connectorOf, openSettings } from './asking.ts'
import { deleteDeliveries, hasDelivery, insertDelivery } from './deliveries.ts'

/** What became of a delivery: facts that are new or known, and rows that are held or from which nothing follows. */
export type Taken = { stored: number; duplicate: number; quarantined: number; refused: number; skipped: number }

const NOTHING: Taken = { stored: 0, duplicate: 0, quarantined: 0, refused: 0, skipped: 0 }

/** How long it is known that something was delivered. */
const REMEMBERED_MS = 30 * DAY_MS

/**
 * Takes a delivery, when it proves that it comes from whoever knows the secret. Its rows become facts by the mapping of the
 * connection’s source; what cannot is held with its reason. All of it is on disk when the promise resolves, and the same
 * delivery a second time changes nothing.
 *
 * A wrong name is answered like a wrong signature, so that nobody learns which there are.
 */
export async function receive(ctx: Context, name: string, message: Message): Promise<Taken> {
  const connection = await findConnection(ctx, name)
  if (!connection || !connectorOf(ctx, connection.connector).receives) return unproved()
  const settings = openSettings(ctx, connection)
  const { scheme = 'standard', secret = '', header, list, id: idField } = settings
  const now = toMs(ctx.now())
  const proof = checkSignature(message, {
    scheme: scheme as Scheme,
    secret,
    now,
    ...(header === undefined ? {} : { header }),
  })
  if (!proof.genuine) return unproved(proof.reason === 'time' ? proof.message : undefined)
  if (connection.state === 'paused')
    fail('unavailable', 'This webhook is paused. Send it again later.', { reason: 'paused', retryAfter: 600 })
  const text = Buffer.from(message.body).toString('utf8')
  const body = bodyIn(text)
  const rows = rowsIn(body, list)
  const said = proof.id ?? (idField && (message.headers[idField.toLowerCase()] ?? idIn(body, idField)))
  const delivery = sha256(said ? `id ${said}` : `content ${text}`)
  if (await hasDelivery(ctx, name, delivery)) return { ...NOTHING, duplicate: rows.length }
  const taken = await store(ctx, connection, rows, now)
  await insertDelivery(ctx, name, delivery)
  return taken
}

const unproved = (why = 'There is no such webhook, or the message does not prove that it may use it.'): never =>
  fail('forbidden', why, { reason: 'anonymous' })

/** Makes sure that a sender can prove who it is. */
export function checkReceiving({ scheme = 'standard', secret = '', header }: Record<string, string>): void {
  if (!SCHEMES.includes(scheme as Scheme))
    fail('invalid', `There is no kind of signature “${scheme}”. There are ${SCHEMES.join(', ')}.`)
  if (secret.length < 16) fail('invalid', 'The secret has fewer than 16 characters. Take a longer one.')
  if (scheme === 'standard' && !/^(whsec_)?[A-Za-z0-9+/]{16,}={0,2}$/.test(secret))
    fail('invalid', 'The secret is not written as “standard” writes it: whsec_ and base64.')
  if (header !== undefined && !/^[a-z0-9-]{1,60}$/i.test(header))
    fail('invalid', 'The header of the signature is no name of a header.')
}

/** What is wrong with rows that were held, as one word for lists and filters. */
const CODE = 'webhook_row'

/** Stores what rows mean, and holds those that cannot be stored; `released` are held ones that are tried again. */
async function store(
  ctx: Context,
  { objects, name }: Kept,
  rows: readonly SentRow[],
  received: number,
  released: readonly string[] = [],
): Promise<Taken> {
  const source = objects[0]?.source ?? name
  const mapped = await mapAll(ctx, source, rows)
  const facts: Fact[] = []
  const raws: string[] = []
  const held: Held[] = []
  const free: string[] = []
  let skipped = 0
  for (const [index, { facts: own, reason }] of mapped.entries()) {
    const raw = JSON.stringify({ row: rows[index] })
    if (reason !== undefined) held.push({ id: uuidOf(CODE, source, raw), source, received, code: CODE, reason, raw })
    else {
      skipped += own.length === 0 ? 1 : 0
      facts.push(...own)
      raws.push(...own.map(() => raw))
      if (released[index] !== undefined) free.push(released[index])
    }
  }
  const isReplay = released.length > 0
  const kept = isReplay ? [] : held
  const { verdicts, held: isNew } = await ctx.events.collect({
    source,
    received,
    facts,
    raws,
    held: kept,
    refused: 0,
    released: free,
  })
  const count = (verdict: string) => verdicts.filter(each => each === verdict).length
  return {
    stored: count('stored'),
    duplicate: count('duplicate') + isNew.filter(each => !each).length,
    quarantined: isReplay ? held.length : isNew.filter(Boolean).length + count('conflict'),
    refused: count('suppressed'),
    skipped,
  }
}

type MappedRow = { facts: Fact[]; reason?: string }

/** Rows as facts; each that cannot be used has a reason. */
async function mapAll(ctx: Context, source: string, rows: readonly SentRow[]): Promise<MappedRow[]> {
  try {
    const { spec } = await findStanding<Source>({ ...ctx, reading: {} }, { kind: 'source', name: source })
    const flat = rows.map(row => flatRow(row, spec.pairs))
    try {
      const map = rowMapper(source, spec, flat)
      return flat.map(row => asMapped(map({ values: row })))
    } catch (error) {
      if (!isFault(error) || rows.length === 1) throw error
      return flat.map(row => {
        try {
          return asMapped(rowMapper(source, spec, [row])({ values: row }))
        } catch (own) {
          if (!isFault(own)) throw own
          return { facts: [], reason: own.message }
        }
      })
    }
  } catch (error) {
    if (!isFault(error)) throw error
    return rows.map(() => ({ facts: [], reason: error.message }))
  }
}

const isFault = (error: unknown): error is ProductError =>
  error instanceof ProductError && ['invalid', 'not_found'].includes(error.code)

const asMapped = ({ facts = [], rejected }: { facts?: Fact[]; rejected?: string }): MappedRow =>
  rejected === undefined ? { facts } : { facts, reason: rejected }

export const replayDeliveries = operation({
  name: 'connection.replay',
  does: 'Try the rows of a webhook that were held again, after their source was mended or signed.',
  needs: 'connection:write',
  long: true,
  input: z.object({ name: Name }),
  output: z.object({
    tried: z.int(),
    stored: z.int().describe('Facts that are new'),
    duplicate: z.int(),
    quarantined: z.int().describe('Rows that are still held'),
    refused: z.int(),
    skipped: z.int().describe('Rows from which nothing follows'),
  }),
  async run(ctx, { name }) {
    const connection = await getConnection(ctx, name)
    const source = connection.objects[0]?.source ?? name
    const done = { tried: 0, ...NOTHING }
    let after: Pick<Held, 'received' | 'id'> | undefined
    for (;;) {
      const held = await ctx.events.holding({ source, code: CODE, after, limit: TOGETHER })
      for (const [received, together] of Map.groupBy(held, each => each.received)) {
        const rows = together.flatMap(({ raw, id }) => heldRow(raw, id))
        const taken = await store(
          ctx,
          connection,
          rows.map(({ row }) => row),
          received,
          rows.map(({ id }) => id),
        )
        done.tried += rows.length
        for (const key of Object.keys(NOTHING) as (keyof Taken)[]) done[key] += taken[key]
      }
      after = held.at(-1)
      if (held.length < TOGETHER) break
    }
    await ctx.records.transaction(rows =>
      recordAudit({ ...ctx, rows, transacting: true }, { operation: 'connection.replay', object: name, input: done }),
    )
    return done
  },
})

const TOGETHER = 500

/** Rows of a webhook that are held, the newest first. */
export async function heldRows(ctx: Context, { objects, name }: Kept, most: number): Promise<SentRow[]> {
  const held = await ctx.events.holding({ source: objects[0]?.source ?? name, code: CODE, limit: most })
  return held.flatMap(({ raw, id }) => heldRow(raw, id).map(({ row }) => row))
}

function heldRow(raw: string, id: string): { row: SentRow; id: string }[] {
  try {
    const { row } = JSON.parse(raw) as { row?: unknown }
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? [{ row: row as SentRow, id }] : []
  } catch {
    return []
  }
}

/** Forgets deliveries that are too old to be sent again. */
export async function forgetDeliveries(ctx: Context): Promise<void> {
  await deleteDeliveries(ctx, toInstant(toMs(ctx.now()) - REMEMBERED_MS))
}
