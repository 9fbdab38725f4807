import type { Command } from 'commander'
import { fail } from '../core/error.ts'
import type { Context } from '../features/context.ts'
import { type Imported, importFile } from '../features/source/operations/importing.ts'
import { listRejected } from '../features/source/operations/ledger.ts'
import { rejectedTable } from './answers/source.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { print } from './format.ts'
import { progress } from './progress.ts'
import { drawTable } from './table.ts'
import { openDirectory, openInMemory, readChecked } from './workplace.ts'

const EXAMPLE = `
Examples:
  plumbline import leads.csv --source crm-leads --company my-company --data-dir ./plumbline-data
  plumbline source rejected --data-dir ./plumbline-data --format csv
  plumbline source replay IMPORT --data-dir ./plumbline-data

Without --data-dir the file is read and checked, and nothing is kept. Rows that cannot be used are kept with their
reason and line; mend the mapping and replay them. Importing a file twice changes nothing.
`

/** `plumbline import`: a file of facts into a data directory, with every row accounted for. */
export function install(program: Command, door: Door): void {
  program
    .command('import')
    .argument('<file>', 'CSV, TSV, JSON, JSON lines or Parquet, plain or gzipped')
    .requiredOption('--source <name>', 'the source whose mapping says what the rows mean')
    .description('Bring a file of facts into a data directory.')
    .addHelpText('after', EXAMPLE)
    .action(async (file: string, { source }: { source: string }, command: Command) => {
      const { company, dataDir, as, server, format } = flagsOf(command)
      if (server !== undefined)
        fail('invalid', 'A file is imported where the data directory is. Run this there, with “--data-dir”.')
      if (dataDir === undefined && company === undefined)
        fail('invalid', 'Say where the data goes: “--data-dir FOLDER”, with “--company FOLDER” for its agreements.')
      const files = company === undefined ? undefined : readChecked(company)
      const place =
        dataDir === undefined ? await openInMemory(company as string) : await openDirectory(dataDir, { files, as })
      const stopping = new AbortController()
      const stop = () => stopping.abort()
      process.once('SIGINT', stop)
      const bar = progress({ label: `Importing ${file}`, unit: 'bytes' })
      try {
        const done = await importFile(place.ctx, {
          source,
          path: file,
          signal: stopping.signal,
          onProgress: ({ bytesRead, bytes }) => bar.at(bytesRead, bytes),
        })
        bar.end()
        if (format === 'json') return door.write(`${JSON.stringify(ledgerOf(done), null, 2)}\n`)
        const figures = { columns: [...COLUMNS], rows: [COLUMNS.map(column => done[column])] }
        door.write(print({ value: figures, table: figures }, format, door.terminal))
        if (done.rejected > 0) door.note(await explainRejected(place.ctx, done, dataDir, door))
      } finally {
        bar.end()
        process.off('SIGINT', stop)
        await place.close()
      }
    })
}

/** The figures that programs read: `rows` is `stored` and `duplicate` and `rejected` together. */
export function ledgerOf({ import: id, source, file, rows, stored, duplicate, rejected, skipped, resumed }: Imported) {
  return { import: id, source, file, rows, stored, duplicate, rejected, skipped, resumed }
}

const COLUMNS = ['source', 'file', 'rows', 'stored', 'duplicate', 'rejected', 'skipped'] as const
const MOST_REJECTED = 10

/** The first rejected rows with their reasons, and how to see the others where they are kept. */
async function explainRejected(
  ctx: Context,
  { import: id, rejected }: Imported,
  dataDir: string | undefined,
  { terminal }: Door,
): Promise<string> {
  const { items, next } = await listRejected(ctx, { import: id, limit: MOST_REJECTED })
  const table = drawTable(rejectedTable(items), terminal)
  const count = `${rejected} ${rejected === 1 ? 'row was' : 'rows were'} rejected`
  const first = next === null ? '' : `; these are ${MOST_REJECTED} of them`
  if (dataDir === undefined) return `\n${table}\n${count}${first}. Mend the mapping or the file, and try again.\n`
  const rest = next === null ? '' : ` See all with “plumbline source rejected --import ${id} --data-dir ${dataDir}”.`
  const advice = `Mend the mapping, then “plumbline source replay --import ${id} --data-dir ${dataDir}”.`
  return `\n${table}\n${count}${first}.${rest} ${advice}\n`
}
