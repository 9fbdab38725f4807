import { storable } from '../../core/json.ts'
import { uuidOf } from '../hash.ts'
import type { Verdict } from './fact.ts'
import { addedUp, type Held, type Tally } from './quarantine.ts'
import type { Row } from './row.ts'
import { type Writing, write } from './write.ts'

/** What is stored in one call: facts, and, where they came as messages, what is needed to account for each of these. */
export type Delivery = { rows: readonly Row[]; messages?: Messages }

export type Messages = {
  source: string
  /** Epoch milliseconds at which they came. */
  received: number
  /** The text of the message of each row, kept should it be in conflict with what is stored. */
  raws: readonly string[]
  held: readonly Holding[]
  /** How many messages were refused before. */
  refused: number
  /** Held messages that the rows are made of. */
  released: readonly string[]
}

/** A message to be held, with the identifiers that it names as facts name them: about some people nothing is kept. */
export type Holding = Held & { names?: readonly [kind: string, value: string][] }

/**
 * A verdict for each row, and for each message to be held, then each row in conflict, whether it was not held before;
 * `suppressed`, where there is any, tells those to be held that are about somebody who may not be stored.
 */
export type Delivered = { verdicts: Verdict[]; held: boolean[]; suppressed?: boolean[] }

/** Settles deliveries within one transaction: facts stored, messages held, and each counted. */
export async function deliver(deliveries: readonly Delivery[], to: Writing): Promise<Delivered[]> {
  const rows = deliveries.length === 1 ? deliveries[0]!.rows : deliveries.flatMap(each => each.rows)
  const verdicts = rows.length ? await write(rows, to) : []
  let start = 0
  const settled: Delivered[] = []
  const more: (Partial<Tally> & { source: string })[] = tallied(rows, verdicts)
  for (const { rows: own, messages } of deliveries) {
    const mine = verdicts.slice(start, start + own.length)
    start += own.length
    settled.push(messages ? await account(own, mine, messages, to, more) : { verdicts: mine, held: [] })
  }
  await to.count(addedUp(more))
  return settled
}

async function account(
  rows: readonly Row[],
  verdicts: Verdict[],
  { source, received, raws, held, refused, released }: Messages,
  to: Writing,
  more: (Partial<Tally> & { source: string })[],
): Promise<Delivered> {
  const conflicts = rows.flatMap((row, i) =>
    verdicts[i] === 'conflict' ? [conflictOf(row, source, raws[i] ?? '', received)] : [],
  )
  const barred = held.some(each => each.names?.length) ? await to.barred() : undefined
  const suppressed = held.map(({ names }) => barred !== undefined && (names?.some(name => barred(...name)) ?? false))
  const wanted: Holding[] = [...held, ...conflicts]
  const kept = wanted.filter((_, i) => !suppressed[i])
  const free = released.length ? (await to.release(released)).length : 0
  const fresh = new Set(
    kept.length ? await to.hold(kept.map(({ names: _, ...each }) => ({ ...each, raw: storable(each.raw) }))) : [],
  )
  const isNew = wanted.map(({ id }, i) => !suppressed[i] && fresh.delete(id))
  const known = kept.length - isNew.filter(Boolean).length
  const gone = wanted.length - kept.length
  const count = (verdict: Verdict) => verdicts.filter(each => each === verdict).length
  more.push({
    source,
    stored: count('stored'),
    duplicate: count('duplicate') + known,
    quarantined: kept.length - known - free,
    refused: refused + count('suppressed') + gone,
  })
  return { verdicts, held: isNew, ...(gone > 0 ? { suppressed } : {}) }
}

/** Gives up held messages: they count as refused. Says how many were held. */
export async function drop(ids: readonly string[], to: Writing): Promise<number> {
  const sources = await to.release(ids)
  await to.count(addedUp(sources.map(source => ({ source, quarantined: -1, refused: 1 }))))
  return sources.length
}

function tallied(rows: readonly Row[], verdicts: readonly Verdict[]): { source: string; facts: number }[] {
  const facts = new Map<string, number>()
  rows.forEach(({ source }, i) => {
    if (verdicts[i] === 'stored') facts.set(source, (facts.get(source) ?? 0) + 1)
  })
  return Array.from(facts, ([source, stored]) => ({ source, facts: stored }))
}

/** The same message in conflict is held once, another one with the same id beside it. */
const conflictOf = (row: Row, source: string, raw: string, received: number): Held => ({
  id: uuidOf('conflict', row.id, String(row.print)),
  source,
  received,
  code: 'conflict',
  reason:
    'A message with this id and other content was stored before. Send it under an id of its own, if both are true.',
  raw,
})
