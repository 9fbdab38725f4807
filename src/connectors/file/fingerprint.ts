import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { inWords, readPieces } from './bytes.ts'

/** What tells one content of a file from another, and a moment of a file from a later one. */
export type Fingerprint = {
  /** SHA-256 of all its bytes as they lie on disk. */
  content: string
  bytes: number
  /** Changes when the file is written to or replaced. */
  version: string
}

/** Reads a file once, whole: parts of it would not tell two exports apart that differ in one row. */
export async function fingerprintOf(path: string): Promise<Fingerprint> {
  const version = await versionOf(path)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of readPieces(path, false)) {
    hash.update(piece.bytes)
    bytes += piece.bytes.length
  }
  return { content: hash.digest('hex'), bytes, version }
}

/** What `Fingerprint.version` would be now. */
export async function versionOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path)
    return `${ino} ${size} ${mtimeMs}`
  } catch (error) {
    throw inWords(error, path)
  }
}
