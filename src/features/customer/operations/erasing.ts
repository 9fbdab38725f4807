import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { saltedHash } from '../../../store/events/suppression.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { CustomerId, type Identifier } from '../customer.ts'
import { tellingOf } from '../telling.ts'
import { inTransaction } from './consenting.ts'
import { pseudonymsOf, type Subject, saltOf, subjectNamed } from './pseudonym.ts'
import { type Cleared, clearRecords } from './records.ts'
import { finishErasure, insertErasure, selectErasures } from './register.ts'

const Counts = z.object({
  events: z.number().int(),
  traits: z.number().int(),
  identifiers: z.number().int(),
  held: z.number().int().describe('Messages that were held'),
  blackened: z.number().int().describe('Facts about others in which an address was made unreadable'),
  records: z.number().int().describe('Rejected rows, comments and the like in which they stood'),
  files: z.number().int().describe('Files that waited to be imported, which have to be added again without them'),
})
type Counts = z.infer<typeof Counts>

const Left = z
  .array(z.object({ table: z.string(), column: z.string(), rows: z.number().int() }))
  .describe('What names them and is signed or chained, so that it stays: propose a revision that does not')

export const eraseCustomer = operation({
  name: 'customer.erase',
  does: 'Erase a person for good, everywhere, and let nothing new of them be stored. It cannot be undone.',
  needs: 'customer:admin',
  long: true,
  input: z.object({ id: CustomerId }),
  output: Counts.extend({ pseudonym: z.string(), left: Left }),
  async run(ctx, { id }) {
    const subject = await subjectNamed(ctx, id)
    if (subject.identifiers.length === 0) fail('not_found', 'This person has no identifier any more.')
    const pseudonyms = await pseudonymsOf(ctx, subject.identifiers)
    const [pseudonym = ''] = pseudonyms
    const erasure = await inTransaction(ctx, inside => insertErasure(inside, pseudonyms))
    const { counts, left } = await eraseEverywhere(ctx, subject)
    await inTransaction(ctx, async inside => {
      await finishErasure(inside, erasure, { watermark: await ctx.events.watermark(), counts })
      await recordAudit(inside, { operation: 'customer.erase', object: pseudonym, input: counts })
    })
    await ctx.records.compact()
    return { pseudonym, ...counts, left }
  },
})

/** Facts last: should the process end before, the next start still knows who they were. */
async function eraseEverywhere(ctx: Context, subject: Subject): Promise<{ counts: Counts; left: Cleared['left'] }> {
  const { identifiers, person } = subject
  const files = (await ctx.waiting?.forget(tellingOf(identifiers))) ?? 0
  const cleared = await inTransaction(ctx, inside => clearRecords(inside, identifiers))
  await ctx.records.compact()
  const dropped = person === null ? await dropHeld(ctx, identifiers) : 0
  await ctx.events.suppress(identifiers)
  const { events, traits, identifiers: known, held, blackened } = await ctx.events.erase([person ?? NOBODY])
  const counts = {
    events,
    traits,
    identifiers: known,
    held: held + dropped,
    blackened,
    records: cleared.changed,
    files,
  }
  return { counts, left: cleared.left }
}

/** No person has this number: erasing it only writes the file of facts anew. */
const NOBODY = 0

async function dropHeld(ctx: Context, identifiers: readonly Identifier[]): Promise<number> {
  const texts = identifiers.map(({ value }) => JSON.stringify(value.toLowerCase()))
  const found = await ctx.events.query<{ id: string }>(
    `SELECT CAST(id AS TEXT) AS id FROM quarantine
     WHERE ${texts.map((_, i) => `strpos(lower(raw), $${i + 1}) > 0`).join(' OR ')}`,
    texts,
  )
  return found.length > 0 ? ctx.events.drop(found.map(({ id }) => id)) : 0
}

export const listErasures = operation({
  name: 'customer.erasures',
  does: 'List who was erased, by pseudonym: when, by whom, and how much was removed.',
  needs: 'customer:admin',
  reads: true,
  input: z.object({}),
  output: z.array(
    z.object({
      pseudonym: z.string(),
      at: z.string(),
      by: z.string(),
      finishedAt: z
        .string()
        .nullable()
        .describe('When it was complete; one that was broken off is done at the next start'),
      counts: Counts.nullable(),
    }),
  ),
  async run(ctx) {
    return (await selectErasures(ctx)).map(({ pseudonym, at, by, finished_at, counts }) => ({
      pseudonym,
      at,
      by,
      finishedAt: finished_at,
      counts: counts === null ? null : JSON.parse(counts),
    }))
  },
})

/**
 * Erases again whoever the register names and the facts know: where an erasure was broken off, or the facts were put back from a
 * backup that is older than it. Says how many people it erased; for whoever opens a data directory.
 */
export async function reapplyErasures(ctx: Context): Promise<number> {
  const erasures = await selectErasures(ctx)
  const watermark = await ctx.events.watermark()
  const due = erasures.filter(each => each.finished_at === null || (each.watermark ?? 0) > watermark)
  if (due.length === 0) return 0
  const wanted = new Set(due.flatMap(each => JSON.parse(each.pseudonyms) as string[]))
  await ctx.events.suppressHashes([...wanted])
  const found = await identifiersAmong(ctx, wanted)
  const persons = [...new Set(found.map(({ person }) => person))]
  for (const person of persons)
    await eraseEverywhere(ctx, { person, identifiers: found.filter(each => each.person === person) })
  if (persons.length === 0) await ctx.events.erase([NOBODY])
  const after = await ctx.events.watermark()
  await inTransaction(ctx, async inside => {
    for (const { id } of due) await finishErasure(inside, id, { watermark: after })
    await recordAudit(inside, { operation: 'customer.erase', object: 'again', input: { people: persons.length } })
  })
  await ctx.records.compact()
  return persons.length
}

/** Identifiers of the facts whose pseudonyms are among those wanted, with all others of the same people. */
async function identifiersAmong(
  ctx: Context,
  wanted: ReadonlySet<string>,
): Promise<(Identifier & { person: number })[]> {
  const all = await ctx.events.query<Identifier & { person: number }>('SELECT kind, value, person FROM identifier')
  const salt = await saltOf(ctx)
  const persons = new Set(
    all.filter(({ kind, value }) => wanted.has(saltedHash(salt, kind, value))).map(({ person }) => person),
  )
  return all.filter(({ person }) => persons.has(person))
}
