import { createReadStream } from 'node:fs'
import { stat as lookAt, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { constants, createGunzip, gunzipSync } from 'node:zlib'
import { fail, ProductError } from '../../core/error.ts'

/** A piece of a file's content, unpacked; `read` counts the bytes taken from the file as it lies on disk. */
export type Piece = { bytes: Buffer; read: number }

const PIECE = 1 << 18
/** Unpacked content may not outgrow the file by more than this factor, once it is larger than `EXPANSION_FREE`. */
const EXPANSION_LIMIT = 200
const EXPANSION_FREE = 1 << 24

/** The content of a file in pieces of up to 256 kB, gunzipped when `compressed`; every failure is a sentence. */
export async function* readPieces(path: string, compressed: boolean): AsyncGenerator<Piece> {
  const file = createReadStream(path, { highWaterMark: PIECE })
  try {
    if (compressed) yield* unpack(path, file)
    else for await (const bytes of file) yield { bytes: bytes as Buffer, read: file.bytesRead }
  } catch (error) {
    throw inWords(error, path)
  } finally {
    file.destroy()
  }
}

async function* unpack(path: string, file: ReturnType<typeof createReadStream>): AsyncGenerator<Piece> {
  const gunzip = createGunzip({ chunkSize: PIECE })
  file.on('error', error => gunzip.destroy(error))
  file.pipe(gunzip)
  let unpacked = 0
  try {
    for await (const bytes of gunzip) {
      unpacked += (bytes as Buffer).length
      refuseExpansion(path, unpacked, file.bytesRead)
      yield { bytes: bytes as Buffer, read: file.bytesRead }
    }
  } finally {
    gunzip.destroy()
  }
}

/** Refuses content that unpacks to a multiple no real table reaches. */
function refuseExpansion(path: string, unpacked: number, packed: number): void {
  if (unpacked > EXPANSION_FREE && unpacked > packed * EXPANSION_LIMIT)
    fail(
      'limit',
      `“${basename(path)}” unpacks to more than ${EXPANSION_LIMIT} times its size, which no real table does. If it is one, unpack it first.`,
      { reason: 'expansion' },
    )
}

/** The size of a file on disk and whether it is gzipped; a file that is about to explode is refused here. */
export async function inspect(path: string): Promise<{ size: number; compressed: boolean }> {
  try {
    const stat = await lookAt(path)
    if (!stat.isFile()) fail('invalid', `“${basename(path)}” is not a file. Name one table, such as a CSV export.`)
    const file = await open(path)
    try {
      const head = Buffer.alloc(Math.min(stat.size, HEAD))
      await file.read(head, 0, head.length, 0)
      const compressed = head[0] === 0x1f && head[1] === 0x8b
      if (compressed) refuseExpansion(path, unpackedLength(head), head.length)
      return { size: stat.size, compressed }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw inWords(error, path)
  }
}

const HEAD = 1 << 16

/** How much the start of a gzip unpacks to; just beyond `EXPANSION_FREE` when it is more. */
function unpackedLength(head: Buffer): number {
  try {
    return gunzipSync(head, { maxOutputLength: EXPANSION_FREE, finishFlush: constants.Z_SYNC_FLUSH }).length
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? EXPANSION_FREE + 1 : 0
  }
}

/** A failure of the system as one for people. */
export function inWords(error: unknown, path: string): unknown {
  if (error instanceof ProductError || !(error instanceof Error)) return error
  const name = basename(path)
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const cause = { cause: error }
  if (code === 'ENOENT') return new ProductError('not_found', `There is no file “${path}”. Check the name.`, {}, cause)
  if (code === 'EISDIR') return new ProductError('invalid', `“${name}” is a folder. Name one file in it.`, {}, cause)
  if (code === 'EACCES' || code === 'EPERM')
    return new ProductError('unavailable', `“${name}” may not be read. Give this user the right to read it.`, {}, cause)
  if (code.startsWith('Z_'))
    return new ProductError(
      'invalid',
      `“${name}” is damaged or cut off: it cannot be unpacked to its end. Export or copy it again.`,
      { reason: 'damaged' },
      cause,
    )
  if (code) return new ProductError('unavailable', `“${name}” could not be read (${code}). Try again.`, {}, cause)
  return error
}
