import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fail } from '../core/error.ts'
import { type DemoFile, TRUTH } from '../demo/demo.ts'
import { DEMO_TITLE } from '../demo/readme.ts'
import { makeFolders } from '../store/folders.ts'

/** What was written: how many files of declarations, how many exports, and rows in these. */
export type Written = { declarations: number; exports: number; rows: number }

/**
 * Writes a demo company into a folder, which is empty, not there yet, or an earlier demo, whose files are written over. While it
 * is being written, nothing in the folder says that it is whole.
 */
export function writeDemo(folder: string, files: Iterable<DemoFile>): Written {
  requireRoom(folder)
  rmSync(join(folder, TRUTH), { force: true })
  const written = { declarations: 0, exports: 0, rows: 0 }
  for (const { path, parts } of files) {
    const file = join(folder, path)
    makeFolders(dirname(file))
    const lines = writeParts(file, parts())
    if (path.endsWith('.yaml')) written.declarations++
    if (!path.startsWith('data/')) continue
    written.exports++
    written.rows += lines - 1
  }
  return written
}

function requireRoom(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found) return
  if (!found.isDirectory()) fail('invalid', `“${folder}” is a file. Name a folder for the demo.`)
  if (readdirSync(folder).length > 0 && !isDemo(folder))
    fail(
      'conflict',
      `“${folder}” holds something else, and nothing was written. Name a folder that is empty or not there yet.`,
    )
}

function isDemo(folder: string): boolean {
  try {
    return readFileSync(join(folder, 'README.md'), 'utf8').startsWith(DEMO_TITLE)
  } catch {
    return false
  }
}

/** Writes a file part by part, and says how many lines it has. */
function writeParts(path: string, parts: Iterable<string>): number {
  const file = openSync(path, 'w')
  let lines = 0
  try {
    for (const part of parts) {
      for (let rest = Buffer.from(part); rest.length > 0; ) rest = rest.subarray(writeSync(file, rest))
      for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) lines++
    }
  } finally {
    closeSync(file)
  }
  return lines
}
