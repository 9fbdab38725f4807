import { z } from 'zod'
import { fail, failOn } from '../../../core/error.ts'
import { nearest, type Problem } from '../../../core/problem.ts'
import { findStanding } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { Import, KEPT_OF_ROW, type RejectedRow } from '../ledger.ts'
import { selectRun, updateContent } from '../queries.ts'
import type { Source } from '../source.ts'
import { veilFor } from './personal.ts'
import { Preview, previewRows, veiledPreview } from './previewing.ts'
import { cellsOf, chunks, finishBegun, rejectedAfter, replay, takeOver, trialOf } from './replaying.ts'

const Cells = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** In two steps, so that it can be gone on with: the row gets its new cells, then it is tried as a replay tries it. */
export const correctRow = operation({
  name: 'source.correct',
  does: 'Put right the cells of a rejected row and try it again; the audit log keeps which cells, never what they held.',
  needs: 'source:write',
  long: true,
  input: z.object({
    import: z.string().describe('The import whose row it is'),
    row: z.number().int().min(1).describe('Number of the row, as “source rejected” lists it'),
    values: Cells.describe('The cells that change, by column; the others stay as they are'),
  }),
  output: Import.extend({
    became: z.enum(['stored', 'duplicate', 'skipped', 'rejected']).describe('What became of the row'),
    reason: z.string().nullable().describe('Why it is still rejected'),
  }),
  async run(ctx, { import: id, row, values }) {
    const { source: name } = await selectRun(ctx, id)
    const { spec, revision } = await findStanding<Source>({ ...ctx, reading: {} }, { kind: 'source', name })
    const run = await ctx.records.transaction(async rows => {
      const inside = { ...ctx, rows, transacting: true }
      const taken = await takeOver(inside, id)
      const found = await rowOf(inside, id, row)
      checkNamed(values, taken.shape)
      const content = contentOf(found, values)
      await updateContent(inside, id, row, content)
      await recordAudit(inside, {
        operation: 'source.correct',
        object: name,
        input: { import: id, row, line: found.line, columns: Object.keys(values), revision },
      })
      return taken
    })
    const before = { ...run }
    const trial = await trialOf(ctx, run, { name, spec, revision })
    await finishBegun(ctx, run, trial)
    const [found] = await rejectedAfter(ctx, id, row - 1, 1)
    if (found?.row === row) await replay(ctx, run, trial, { after: row - 1, rows: [found] })
    const { shape: _, position, mark, worker, ...done } = await selectRun(ctx, id)
    const [left] = await rejectedAfter(ctx, id, row - 1, 1)
    if (left?.row === row) return { ...done, became: 'rejected' as const, reason: left.reason }
    const became = done.stored > before.stored ? 'stored' : done.skipped > before.skipped ? 'skipped' : 'duplicate'
    return { ...done, became: became as 'stored', reason: null }
  },
})

export const tryMapping = operation({
  name: 'source.try',
  does: 'Show what the rejected rows of an import would become under another mapping; nothing is stored.',
  needs: 'source:write',
  reads: true,
  input: z.object({
    import: z.string().describe('The import whose rejected rows are tried'),
    spec: z.unknown().describe('The mapping, in the fields of a source'),
  }),
  output: Preview,
  async run(ctx, { import: id, spec }) {
    const { shape, source } = await selectRun(ctx, id)
    const { settled, ...table } = shape
    return veiledPreview(await previewRows(table, rejectedOf(ctx, id), spec, settled), source, await veilFor(ctx))
  },
})

async function* rejectedOf(ctx: Context, id: string) {
  for await (const { rows } of chunks(ctx, id))
    yield {
      rows: rows.map(({ row, line, reason, content }) => {
        const values = cellsOf(content)
        const raw = typeof content === 'string' ? content : ''
        return { row, line, values: values ?? {}, raw, ...(values ? {} : { fault: reason }) }
      }),
    }
}

async function rowOf(ctx: Context, id: string, row: number): Promise<RejectedRow> {
  const [found] = await rejectedAfter(ctx, id, row - 1, 1)
  if (found?.row === row) return found
  return fail('not_found', `Row ${row} of this import is not rejected, or no longer. See “source rejected”.`)
}

function checkNamed(values: object, { columns, open }: { columns: readonly string[]; open?: boolean }): void {
  const problems = Object.keys(values).flatMap((column): Problem[] => {
    if (open || columns.includes(column)) return []
    const meant = nearest(column, columns)
    const advice = meant ? `Did you mean “${meant}”?` : `It has ${columns.slice(0, 12).join(', ')}.`
    return [
      { path: ['values', column], code: 'unknown_column', message: `The file has no column “${column}”. ${advice}` },
    ]
  })
  if (Object.keys(values).length === 0)
    problems.push({ path: ['values'], code: 'missing', message: 'Nothing is changed. Name at least one cell.' })
  failOn(problems, 'The corrected row')
}

/** The row with its new cells, as JSON; one that was kept as text has only the new ones. */
function contentOf({ content }: RejectedRow, values: object): string {
  const text = JSON.stringify({ ...cellsOf(content), ...values })
  if (text.length > KEPT_OF_ROW)
    fail('invalid', `The row would be longer than the ${KEPT_OF_ROW.toLocaleString('en')} characters that are kept.`)
  return text
}
