import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { Name } from '../../../core/name.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { draftRows } from '../../source/operations/draft-rows.ts'
import type { GivenRow } from '../../source/operations/rows.ts'
import { getConnection, type Kept } from '../queries.ts'
import { withoutSecrets } from '../settings.ts'
import { askedFor, connectorOf, openSettings } from './asking.ts'
import { failureOf } from './claiming.ts'
import { fieldsOf } from './gallery.ts'
import { heldRows } from './receiving.ts'

/** How many rows a draft is made from, at most. */
const LOOKED_AT = 2000

export const draftObject = operation({
  name: 'connection.draft',
  does: 'Draft what the rows of a query or a webhook mean, from some of them, as a source to correct and propose.',
  needs: 'connection:write',
  reads: true,
  input: z.object({
    name: Name,
    object: Name.optional().describe('Of several objects, which'),
  }),
  output: z.object({
    source: z.record(z.string(), z.unknown()).describe('What the rows seem to mean'),
    questions: z.array(z.string()).describe('What a draft cannot know'),
    rows: z.int().describe('How many rows it was made from'),
  }),
  async run(ctx, { name, object }) {
    const connection = await getConnection(ctx, name)
    const { objects, owner } = connection
    const wanted =
      object === undefined && objects.length === 1 ? objects[0] : objects.find(each => each.object === object)
    if (!wanted) fail('not_found', `Say which object: ${objects.map(each => each.object).join(', ')}.`)
    const rows = await someRows(ctx, connection, wanted.object)
    if (rows.length === 0) fail('not_found', 'No row has come yet, so nothing can be drafted from one.')
    const { calendar, currency } = ctx.company
    const { source, questions } = draftRows(rows, { name: wanted.object, zone: calendar.zone, currency })
    const declared = { kind: 'source', name: wanted.source, owner, connection: name, ...source }
    return { source: declared, questions, rows: rows.length }
  },
})

async function someRows(ctx: Context, connection: Kept, object: string): Promise<readonly GivenRow[]> {
  const connector = connectorOf(ctx, connection.connector)
  if (!connector.api) return heldRows(ctx, connection, LOOKED_AT)
  const settings = openSettings(ctx, connection)
  try {
    const rows: GivenRow[] = []
    for await (const page of connector.api.read(askedFor(ctx, connection, connector), object, undefined)) {
      rows.push(...page.rows)
      if (rows.length >= LOOKED_AT) break
    }
    return rows.slice(0, LOOKED_AT)
  } catch (error) {
    const { says } = failureOf(error, text => withoutSecrets(text, fieldsOf(connector), settings))
    return fail('unavailable', says)
  }
}
