import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect, readPieces } from '../connectors/file/bytes.ts'
import { openTable } from '../connectors/file/open-table.ts'
import type { Table } from '../connectors/file/table.ts'
import { fail, ProductError } from '../core/error.ts'
import { newId } from '../core/id.ts'

/** What an upload may have at most. */
export type UploadLimits = { bytes: number; unpacked: number; rows: number }

/** A file that somebody sent, as it waits for its import. */
export type Upload = {
  upload: string
  name: string
  bytes: number
  /** How many rows it has; null where that cannot be told before a mapping says how the file is read. */
  rows: number | null
  by: string
  at: string
}

/** Files that were sent and are not imported yet, each in a folder of its own that only this user can read. */
export type UploadFolder = {
  /** Takes a file in, whole or not at all. */
  receive(file: { name: string; by: string; body: AsyncIterable<Uint8Array> }): Promise<Upload>
  /** The uploads of somebody, newest first. */
  list(by: string): Upload[]
  /** An upload of somebody; nobody else’s is there for them. */
  find(id: string, by: string): Upload
  pathOf(upload: Upload): string
  remove(id: string): void
  /** Removes what has waited for longer than a day, and what no upload came of. */
  sweep(): void
}

type Write = (file: FileHandle, bytes: Uint8Array) => Promise<void>

type Settings = { limits: UploadLimits; now?: () => number; write?: Write }

export const KEPT_MS = 86_400_000
/** How many files may wait for one person. */
const TOGETHER = 20
const NOTE = 'upload.json'
const CONTENT = 'content'

export function openUploads(folder: string, settings: Settings): UploadFolder {
  const { limits, now = Date.now, write = (file, bytes) => file.appendFile(bytes) } = settings
  const receiving = new Set<string>()
  const remove = (id: string) => rmSync(join(folder, id), { recursive: true, force: true })
  const noteOf = (id: string): Upload | undefined => {
    try {
      return isId(id) ? JSON.parse(readFileSync(join(folder, id, NOTE), 'utf8')) : undefined
    } catch {
      return undefined
    }
  }
  const ids = () => (existsSync(folder) ? readdirSync(folder).filter(isId) : [])
  const list = (by: string) =>
    ids()
      .toSorted()
      .toReversed()
      .flatMap(id => noteOf(id) ?? [])
      .filter(each => each.by === by)
  const pathOf = ({ upload, name }: Upload) => join(folder, upload, CONTENT, name)

  return {
    list,
    pathOf,
    remove,
    find(id, by) {
      const found = noteOf(id)
      if (found?.by === by) return found
      return fail('not_found', 'This file is no longer here; files wait for a day at most. Add it again.')
    },
    async receive({ name: said, by, body }) {
      if (list(by).length >= TOGETHER)
        fail('limit', `${TOGETHER} of your files wait to be imported. Import or remove some first.`)
      const id = newId(now())
      const upload = { upload: id, name: safeName(said), bytes: 0, rows: null, by, at: new Date(now()).toISOString() }
      receiving.add(id)
      try {
        mkdirSync(join(folder, id, CONTENT), { recursive: true, mode: 0o700 })
        const bytes = await save(pathOf(upload), body, limits.bytes, write)
        const whole = { ...upload, bytes, rows: await rowsIn(pathOf(upload), limits) }
        writeFileSync(join(folder, id, NOTE), JSON.stringify(whole), { mode: 0o600 })
        return whole
      } catch (error) {
        remove(id)
        throw inWords(error)
      } finally {
        receiving.delete(id)
      }
    },
    sweep() {
      for (const id of ids()) {
        const isWhole = noteOf(id) !== undefined
        const age = now() - statSync(join(folder, id)).mtimeMs
        if (!receiving.has(id) && (!isWhole || age > KEPT_MS)) remove(id)
      }
    },
  }
}

const isId = (text: string): boolean => /^[0-9a-z]{26}$/.test(text)

const LONGEST_NAME = 120

/** The last part of a name without signs that mean something to a file system, a terminal or a page. */
export function safeName(said: string): string {
  const [last = ''] = said.normalize('NFC').split(/[/\\]/).reverse()
  const plain = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}<>:"|?*]/gu, '')
    .replace(/^[.\s]+/, '')
    .trim()
  const [, stem = '', ending = ''] = /^(.*?)((?:\.[a-z0-9]{1,9}){0,2})$/is.exec(plain) ?? []
  return `${Array.from(stem).slice(0, LONGEST_NAME).join('')}${ending}`.replace(/^\.+/, '') || 'file'
}

async function save(path: string, body: AsyncIterable<Uint8Array>, most: number, write: Write): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const piece of body) {
      bytes += piece.length
      if (bytes > most) refuseSize(most)
      await write(file, piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  if (bytes === 0) fail('invalid', 'The file is empty. Export it again, with its header line.')
  return bytes
}

export function refuseSize(most: number): never {
  return fail('limit', `A file has at most ${megabytes(most)} here. Pack it with gzip, or split it.`, {
    reason: 'too_large',
  })
}

/** How many rows a file has; null where how to read it is not clear yet. Fails where it is too large unpacked. */
async function rowsIn(path: string, limits: UploadLimits): Promise<number | null> {
  if ((await inspect(path)).compressed) {
    let unpacked = 0
    for await (const { bytes } of readPieces(path, true)) {
      unpacked += bytes.length
      if (unpacked > limits.unpacked)
        fail('limit', `The file unpacks to more than ${megabytes(limits.unpacked)}. Split it.`, { reason: 'too_large' })
    }
  }
  try {
    return await countRows(await openTable(path), limits.rows)
  } catch (error) {
    if (error instanceof ProductError && error.code === 'invalid' && error.details.reason === undefined) return null
    throw error
  }
}

export async function countRows(table: Table, most: number): Promise<number> {
  let rows = 0
  for await (const batch of table.rows()) {
    rows += batch.rows.length
    if (rows > most)
      fail('limit', `The file has more than ${most.toLocaleString('en')} rows. Split it.`, { reason: 'too_large' })
  }
  return rows
}

const megabytes = (bytes: number): string =>
  bytes < 1e6 ? `${bytes.toLocaleString('en')} bytes` : `${Math.round(bytes / 1e6).toLocaleString('en')} MB`

/** What went wrong on the way, in a sentence. */
function inWords(error: unknown): unknown {
  if (error instanceof ProductError || !(error instanceof Error)) return error
  const { code = '', name } = error as NodeJS.ErrnoException
  if (['ENOSPC', 'EDQUOT'].includes(code))
    return new ProductError(
      'unavailable',
      'The disk of the server is full, so the file was not kept. Free some space there and add it again.',
      { reason: 'disk_full' },
      { cause: error },
    )
  if (name === 'AbortError' || ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(code))
    return new ProductError('unavailable', 'The file broke off on its way. Add it again.', {}, { cause: error })
  return error
}
