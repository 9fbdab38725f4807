import type { Context } from '../../context.ts'

/** Imports whose figures do not add up, or do not match the rejected rows that are kept, each in a sentence. */
export async function verifyLedger(ctx: Context): Promise<string[]> {
  const runs = await ctx.rows
    .selectFrom('import_run')
    .select(['id', 'source', 'file', 'rows', 'stored', 'duplicate', 'rejected'])
    .where('workspace', '=', ctx.workspace)
    .orderBy('id')
    .execute()
  const kept = await ctx.rows
    .selectFrom('rejected_row')
    .select(({ fn }) => ['import', fn.countAll<number>().as('rows')])
    .where('workspace', '=', ctx.workspace)
    .groupBy('import')
    .execute()
  const rejected = new Map(kept.map(each => [each.import, Number(each.rows)]))
  return runs.flatMap(run => {
    const sum = run.stored + run.duplicate + run.rejected
    const of = `The import of “${run.file}” (${run.id})`
    return [
      ...(sum === run.rows ? [] : [`${of} counts ${run.rows} rows, and its figures add up to ${sum}.`]),
      ...((rejected.get(run.id) ?? 0) === run.rejected
        ? []
        : [`${of} counts ${run.rejected} rejected rows, and ${rejected.get(run.id) ?? 0} are kept.`]),
    ]
  })
}
