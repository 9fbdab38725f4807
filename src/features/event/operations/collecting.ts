import { ProductError } from '../../../core/error.ts'
import type { Fact } from '../../../core/fact.ts'
import type { Events } from '../../../store/events/events.ts'
import { uuidOf } from '../../../store/hash.ts'
import type { MessageVerdict, Trouble } from '../event.ts'
import { type Arrival, readMessage } from '../message.ts'
import { mentionedBy } from '../named.ts'

/** A message to be settled, and its text, which is kept should it be held. */
export type Incoming = {
  message: Record<string, unknown>
  raw: string
  /** The held message that it is, when it is tried again. */
  released?: string
}

/** What became of a message, and why where it is not a fact now. */
export type Settled = { verdict: MessageVerdict; code?: string; reason?: string; fact?: Fact }

export type Settling = Arrival & {
  /** What else must hold of a fact of this source. */
  check?: ((fact: Fact) => Trouble | undefined) | undefined
  /** How many messages of the same request were refused before. */
  refused: number
  /** Told of what the store failed at that is nobody’s fault but ours. */
  failed?: (error: unknown) => void
}

type Read = { index: number; incoming: Incoming; id: string } & ({ fact: Fact } | { trouble: Trouble })

/**
 * Settles messages of one source: each becomes a fact, is known already, or is held with the reason. It is on disk when the
 * promise resolves; when it fails nothing was acknowledged, and the same messages may be sent again.
 */
export async function settleMessages(
  events: Events,
  incoming: readonly Incoming[],
  settling: Settling,
): Promise<Settled[]> {
  const reads: Read[] = []
  const former: Fact[] = []
  incoming.forEach((each, index) => {
    const reading = readMessage(each.message, settling, uuidOf)
    const { id, fact } = reading
    const trouble = fact ? settling.check?.(fact) : reading.trouble
    if (trouble) reads.push({ index, incoming: each, id, trouble })
    else if (fact) reads.push({ index, incoming: each, id, fact })
    if (!trouble && reading.former) former.push(reading.former)
  })
  if (former.length) await events.append(former)
  const settled: Settled[] = new Array(incoming.length)
  await collect(events, reads, settling, settled)
  return settled
}

/** A message that the store cannot take though nothing is wrong with it is found by halves, and held alone. */
async function collect(events: Events, reads: readonly Read[], settling: Settling, settled: Settled[]): Promise<void> {
  try {
    await collectAll(events, reads, settling, settled)
  } catch (error) {
    const isOurs = !(error instanceof ProductError) || error.code === 'invalid'
    if (!isOurs || reads.length === 0) throw error
    settling.failed?.(error)
    const rest = { ...settling, refused: 0 }
    if (reads.length > 1) {
      const half = reads.length >> 1
      await collect(events, reads.slice(0, half), settling, settled)
      await collect(events, reads.slice(half), rest, settled)
    } else {
      const [{ index, incoming, id }] = reads as [Read]
      const trouble: Trouble = { code: 'unstorable', reason: 'The message could not be stored. Look at what it holds.' }
      await collectAll(events, [{ index, incoming, id, trouble }], settling, settled)
    }
  }
}

async function collectAll(
  events: Events,
  reads: readonly Read[],
  { source, received, refused }: Settling,
  settled: Settled[],
): Promise<void> {
  const good = reads.flatMap(each => ('fact' in each ? [each] : []))
  const bad = reads.flatMap(each => ('trouble' in each ? [each] : []))
  const kept = bad.filter(each => each.incoming.released === undefined)
  const { verdicts, held, suppressed } = await events.collect({
    source,
    received,
    facts: good.map(each => each.fact),
    raws: good.map(each => each.incoming.raw),
    held: kept.map(({ id, trouble, incoming: { message, raw } }) => ({
      id,
      source,
      received,
      ...trouble,
      raw,
      about: mentionedBy(message),
    })),
    refused,
    released: good.flatMap(each => each.incoming.released ?? []),
  })
  let next = 0
  for (const { index, trouble, incoming } of bad) {
    const at = incoming.released === undefined ? next++ : undefined
    if (at !== undefined && suppressed?.[at]) settled[index] = { verdict: 'refused', ...SUPPRESSED }
    else if (at !== undefined && !held[at]) settled[index] = { verdict: 'duplicate' }
    else settled[index] = { verdict: 'quarantined', ...trouble }
  }
  good.forEach(({ index, fact }, i) => {
    const verdict = verdicts[i]
    if (verdict === 'stored') settled[index] = { verdict, fact }
    else if (verdict === 'suppressed') settled[index] = { verdict: 'refused', ...SUPPRESSED }
    else if (verdict === 'conflict' && held[next++]) settled[index] = { verdict: 'quarantined', ...CONFLICT }
    else settled[index] = { verdict: 'duplicate' }
  })
}

const SUPPRESSED = { code: 'suppressed', reason: 'What is said about this person is not taken.' }

const CONFLICT: Trouble = {
  code: 'conflict',
  reason: 'A message with this id and other content came before. Send it under an id of its own, if both are true.',
}
