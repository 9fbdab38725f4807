import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A folder and those above it that are missing, made one by one: Node's own way of making them all never ends where the
 * kernel says that nothing can be there, as in /proc.
 */
export function makeFolders(path: string, mode = 0o777): void {
  const missing: string[] = []
  for (let folder = path; !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder))
    missing.unshift(folder)
  for (const folder of missing) makeFolder(folder, mode)
}

function makeFolder(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  }
}
