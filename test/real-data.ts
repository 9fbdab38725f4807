import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const missing = new Set<string>()

/**
 * The folder of data that others made and that cannot be part of this repository, or `undefined` when this machine has none.
 *
 * Looked for in `$PLUMBLINE_REAL_DATA`, else in `../shared/data` beside the checkout. Absence is said once per folder, so that
 * a skipped test is never mistaken for a passed one.
 */
export function realData(folder: string): string | undefined {
  const root = process.env.PLUMBLINE_REAL_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url))
  const path = `${root}/${folder}`
  if (existsSync(path)) return path
  if (!missing.has(folder))
    console.warn(
      `Tests on real data are skipped: there is no folder ${path}. Set PLUMBLINE_REAL_DATA to the folder that holds “${folder}”.`,
    )
  missing.add(folder)
  return undefined
}
