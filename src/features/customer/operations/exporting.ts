import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { type Context, sees } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { CustomerId, type Identifier } from '../customer.ts'
import { FACT_PLACES } from '../places.ts'
import { tellingOf } from '../telling.ts'
import { inTransaction } from './consenting.ts'
import { pseudonymsOf, type Subject, subjectNamed } from './pseudonym.ts'
import { recordsNaming } from './records.ts'
import { selectAudit, selectConsents, selectErasures, selectSuppressions } from './register.ts'

const Rows = z.array(z.record(z.string(), z.unknown()))

export const exportCustomer = operation({
  name: 'customer.export',
  does: 'Give everything that is kept about a person, unmasked, as they may ask for it by law.',
  needs: 'customer:admin',
  long: true,
  input: z.object({ id: CustomerId }),
  output: z.object({
    at: z.string(),
    identifiers: z.array(z.object({ kind: z.string(), value: z.string() })),
    facts: z.record(z.string(), Rows).describe('What happened and was said, by table; messages that are held too'),
    records: z.record(z.string(), Rows).describe('Records whose text names them, by table'),
    registers: z
      .record(z.string(), Rows)
      .describe('Consent, suppression, erasure, and the audit log, which know a pseudonym'),
    files: z.array(z.object({ name: z.string(), at: z.string() })).describe('Files with them that wait to be imported'),
  }),
  async run(ctx, { id }) {
    if (!sees(ctx.actor, 'personal'))
      fail('forbidden', 'An export is unmasked, so it needs the grant “personal”. An admin gives it: “person grant”.', {
        needs: 'personal',
      })
    const subject = await subjectNamed(ctx, id)
    const pseudonyms = await pseudonymsOf(ctx, subject.identifiers)
    const [pseudonym = ''] = pseudonyms
    const records = await recordsNaming(ctx, subject.identifiers)
    await inTransaction(ctx, inside =>
      recordAudit(inside, { operation: 'customer.export', object: pseudonym, input: {} }),
    )
    return {
      at: ctx.now(),
      identifiers: subject.identifiers,
      facts: await factsOf(ctx, subject),
      records,
      registers: {
        consent: await selectConsents(ctx, pseudonyms),
        suppression: await selectSuppressions(ctx, pseudonyms),
        erasure: (await selectErasures(ctx)).filter(each => pseudonyms.includes(each.pseudonym)),
        audit: await selectAudit(ctx, pseudonyms),
      },
      files: (await ctx.waiting?.holding(tellingOf(subject.identifiers)))?.map(({ name, at }) => ({ name, at })) ?? [],
    }
  },
})

type Found = Record<string, z.infer<typeof Rows>>

async function factsOf(ctx: Context, { person, identifiers }: Subject): Promise<Found> {
  const found: Found = {}
  for (const [table, { said, columns }] of Object.entries(FACT_PLACES)) {
    const rows = await rowsOf(ctx, table, said, columns.split(' '), { person, identifiers })
    if (rows.length > 0) found[table] = rows
  }
  return found
}

/** Columns that hold a UUID. */
const IDS = ['id', 'said_id', 'fact']
const JSON_VALUES = { json: true } as const

async function rowsOf(
  ctx: Context,
  table: string,
  said: (typeof FACT_PLACES)[string]['said'],
  columns: readonly string[],
  { person, identifiers }: Subject,
): Promise<z.infer<typeof Rows>> {
  const there = await columnsIn(ctx, table)
  const shown = columns
    .filter(column => there.has(column))
    .map(column => (IDS.includes(column) ? `CAST(${column} AS TEXT) AS ${column}` : column))
  if (shown.length === 0 || said === 'nothing') return []
  const select = `SELECT ${shown.join(', ')} FROM ${table} WHERE`
  if (said === 'person') return person === null ? [] : ctx.events.query(`${select} person = $1`, [person], JSON_VALUES)
  if (said === 'node') {
    const nodes = 'SELECT node FROM identifier WHERE person = $1'
    return person === null
      ? []
      : ctx.events.query(`${select} a IN (${nodes}) OR b IN (${nodes})`, [person], JSON_VALUES)
  }
  const texts = textsOf(identifiers)
  const held = columns.filter(column => ['raw', 'traits', 'reason', 'rules'].includes(column))
  const conditions = texts.flatMap((_, i) =>
    held.map(column => `strpos(lower(CAST(${column} AS TEXT)), $${i + 1}) > 0`),
  )
  return texts.length === 0 ? [] : ctx.events.query(`${select} ${conditions.join(' OR ')}`, texts, JSON_VALUES)
}

/** How identifiers stand in JSON text: those that tell by themselves anywhere, the others as a whole value. */
function textsOf(identifiers: readonly Identifier[]): string[] {
  const telling = tellingOf(identifiers)
  const whole = identifiers.map(({ value }) => JSON.stringify(value.toLowerCase()))
  return [...telling, ...telling.map(each => each.replaceAll('@', '%40')), ...whole]
}

async function columnsIn(ctx: Context, table: string): Promise<Set<string>> {
  const rows = await ctx.events.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1
     AND table_schema = current_schema()`,
    [table],
  )
  return new Set(rows.map(({ name }) => name))
}
