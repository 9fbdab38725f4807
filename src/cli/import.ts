import type { Command } from 'commander'
import { fail } from '../core/error.ts'
import { type Imported, importFile } from '../features/source/operations/importing.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
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
        door.write(format === 'json' ? `${JSON.stringify(ledgerOf(done), null, 2)}\n` : drawLedger(done, door))
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

function drawLedger(done: Imported, { terminal }: Door): string {
  const { rows, stored, duplicate, rejected, skipped } = done
  const columns = ['source', 'file', 'rows', 'stored', 'duplicate', 'rejected', 'skipped']
  const table = drawTable(
    { columns, rows: [[done.source, done.file, rows, stored, duplicate, rejected, skipped]] },
    terminal,
  )
  if (rejected === 0) return table
  const advice = `See why with “plumbline source rejected --import ${done.import}”, mend the mapping, then “plumbline source replay”.`
  return `${table}${rejected} ${rejected === 1 ? 'row was' : 'rows were'} rejected. ${advice}\n`
}
