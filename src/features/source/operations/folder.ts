import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { inWords } from '../../../connectors/file/bytes.ts'
import { ProductError } from '../../../core/error.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { fileMatches, type Source } from '../source.ts'
import { type Imported, type ImportProgress, importFile } from './importing.ts'

/** What became of a folder's files; whatever could not be imported says why, and kept nothing else from being imported. */
export type FolderImport = {
  imports: Imported[]
  failures: { source: string; file: string; error: ProductError }[]
  /** Sources that found no file, each with a sentence. */
  absent: { source: string; message: string }[]
}

/** Imports every file in a folder, or below it, that belongs to a source in force. */
export async function importFolder(
  ctx: Context,
  folder: string,
  onProgress?: (progress: ImportProgress) => void,
): Promise<FolderImport> {
  const paths = await filesIn(folder)
  const done: FolderImport = { imports: [], failures: [], absent: [] }
  for (const { name, title, spec } of (await standing<Source>({ ...ctx, reading: {} }, 'source')).values()) {
    const files = findFiles(spec, paths)
    if (files.length === 0 && (spec.file !== undefined || spec.connection === undefined))
      done.absent.push({ source: name, message: absence(title, spec, folder) })
    for (const file of files)
      try {
        done.imports.push(await importFile(ctx, { source: name, path: join(folder, file), onProgress }))
      } catch (error) {
        if (!(error instanceof ProductError) || !FAULTS.includes(error.code)) throw error
        done.failures.push({ source: name, file, error })
      }
  }
  return done
}

/** What is wrong with one file and says nothing about the next. */
const FAULTS = ['invalid', 'not_found', 'limit', 'conflict']

/**
 * Which files belong to a source: all that fit the first of its patterns that any file fits, in the order of their names.
 */
export function findFiles(source: Pick<Source, 'file'>, paths: readonly string[]): string[] {
  for (const file of [source.file ?? []].flat()) {
    const found = paths.filter(path => fileMatches({ file }, path))
    if (found.length > 0) return found.toSorted()
  }
  return []
}

function absence(title: string, { file }: Source, folder: string): string {
  if (file === undefined)
    return `${title} names no file. Add one to the source, such as file: "*contacts*.csv", or import one by name.`
  const patterns = [file].flat().map(pattern => `“${pattern}”`)
  return `${title} has no data: nothing in ${folder} is called ${patterns.join(' or ')}. Add the file, or correct the name.`
}

const DEEPEST = 3

/** Paths of the files in a folder and the folders below it, relative to it; hidden ones are left out. */
async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = []
  const walk = async (below: string, depth: number): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const path = below ? `${below}/${entry.name}` : entry.name
      if (entry.isDirectory() && depth < DEEPEST) await walk(path, depth + 1)
      else if (!entry.isDirectory()) found.push(path)
    }
  }
  try {
    await walk('', 0)
  } catch (error) {
    throw inWords(error, folder)
  }
  return found
}
