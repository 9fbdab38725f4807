import { existsSync } from 'node:fs'
import { open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** Lies beside a file while something is being erased from it: should the process end, the file is rewritten at the next start. */
const markOf = (file: string): string => `${file}.erasing`

/** Remembers that the file must be rewritten before it is opened again. */
export async function demandRewrite(file: string): Promise<void> {
  await writeFile(markOf(file), '', { flush: true })
  await synced(dirname(file))
}

export const isRewriteDue = (file: string): boolean => existsSync(markOf(file))

/**
 * Writes a file that nobody has open anew, so that no byte is left of what was deleted: DuckDB gives space back to itself
 * without clearing it. The old file stands until the new one is complete and on disk.
 */
export async function rewriteFile(file: string): Promise<void> {
  const fresh = `${file}.new`
  const leftovers = [fresh, `${fresh}.wal`]
  for (const each of leftovers) await rm(each, { force: true })
  try {
    const instance = await DuckDBInstance.create(':memory:')
    try {
      const connection = await instance.connect()
      for (const statement of [
        `ATTACH ${quoted(file)} AS old`,
        `ATTACH ${quoted(fresh)} AS fresh`,
        'COPY FROM DATABASE old TO fresh',
        'CHECKPOINT fresh',
        'DETACH fresh',
        'DETACH old',
      ])
        await connection.run(statement)
      connection.closeSync()
    } finally {
      instance.closeSync()
    }
    await synced(fresh)
    await rename(fresh, file)
    await synced(dirname(file))
  } catch (error) {
    for (const each of leftovers) await rm(each, { force: true })
    throw error
  }
  await rm(`${file}.wal`, { force: true })
  await rm(`${file}.tmp`, { recursive: true, force: true })
  await rm(markOf(file), { force: true })
}

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`

async function synced(path: string): Promise<void> {
  const handle = await open(path)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
