import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { inspect, readPieces } from '../connectors/file/bytes.ts'
import type { Waiting } from '../features/context.ts'

/**
 * What waits in the folder of uploads, looked through for texts: byte by byte, gzip unpacked, whatever the encoding. Workbooks,
 * columnar files and what is damaged cannot be looked into that way, and count as naming everybody when something is to be removed.
 */
export function waitingIn(folder: string): Waiting {
  const paths = (): { upload: string; path: string }[] =>
    (existsSync(folder) ? readdirSync(folder) : []).flatMap(upload => {
      const content = join(folder, upload, 'content')
      return (existsSync(content) ? readdirSync(content) : []).map(name => ({ upload, path: join(content, name) }))
    })
  return {
    async holding(texts) {
      const found: { name: string; by: string; at: string }[] = []
      for (const { upload, path } of paths())
        if ((await names(path, texts)) === true) found.push({ name: basename(path), ...noteOf(join(folder, upload)) })
      return found
    },
    async forget(texts) {
      let removed = 0
      for (const { upload, path } of paths()) {
        if ((await names(path, texts)) === false) continue
        rmSync(join(folder, upload), { recursive: true, force: true })
        removed++
      }
      return removed
    },
  }
}

/** Whether a file has one of the texts in it; nothing where that cannot be told. */
async function names(path: string, texts: readonly string[]): Promise<boolean | undefined> {
  if (texts.length === 0) return false
  if (texts.some(text => basename(path).toLowerCase().includes(text))) return true
  try {
    const { compressed } = await inspect(path)
    const longest = Math.max(...texts.map(text => text.length))
    let before = ''
    let first = true
    for await (const { bytes } of readPieces(path, compressed)) {
      if (first && PACKED.includes(bytes.toString('latin1', 0, 4))) return undefined
      first = false
      const all = bytes.filter(byte => byte !== 0)
      const plain = before + Buffer.from(all).toString('latin1').toLowerCase()
      if (texts.some(text => plain.includes(Buffer.from(text).toString('latin1')) || plain.includes(text))) return true
      before = plain.slice(-4 * longest)
    }
    return false
  } catch {
    return undefined
  }
}

/** How zip files, and so workbooks, and Parquet begin. */
const PACKED = ['PK\u0003\u0004', 'PAR1']

function noteOf(folder: string): { by: string; at: string } {
  try {
    const { by = '', at = '' } = JSON.parse(readFileSync(join(folder, 'upload.json'), 'utf8'))
    return { by, at }
  } catch {
    return { by: '', at: '' }
  }
}
