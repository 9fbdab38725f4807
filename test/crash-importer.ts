import { writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../src/features/context.ts'
import { importFile } from '../src/features/source/operations/importing.ts'
import { openEvents } from '../src/store/events/events.ts'
import { openRecords } from '../src/store/records/records.ts'
import { buildWorld, migrations } from './build.ts'

/** The stores in a folder, as the workspace that the crash test fills. */
export async function openFolder(folder: string): Promise<{ ctx: Context; close(): Promise<void> }> {
  const records = await openRecords({ file: join(folder, 'records.sqlite') }, migrations)
  const events = await openEvents({ file: join(folder, 'events.duckdb') }, { zone: 'UTC' })
  const { ctx } = await buildWorld({ records, events })
  return {
    ctx: { ...ctx, workspace: 'crash' },
    async close() {
      await events.close()
      await records.close()
    },
  }
}

const LIMITS = { facts: 700, rows: 2000, kept: 1 << 20 }

/** Imports a file and prints how many rows the ledger has, each time it has more. */
async function main(folder: string, path: string): Promise<void> {
  const { ctx, close } = await openFolder(folder)
  const onProgress = ({ rows }: { rows: number }) => writeSync(1, `${rows}\n`)
  await importFile(ctx, { source: 'people', path, limits: LIMITS, onProgress })
  await close()
}

const [, , folder, path] = process.argv
if (folder && path) await main(folder, path)
