import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { Hono } from 'hono'
import { fail } from '../core/error.ts'
import { NONCE } from './security.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * The built application from a folder. Every address that is no file is a page of it. Files under `assets/` carry their hash in their
 * name and are kept for ever; a `.gz` beside a file is sent to whoever takes it. A page’s own styles carry a nonce, new each time.
 */
export function pagesOf(place: string): Hono {
  const folder = resolve(place)
  const pages = new Hono()
  pages.get('*', async c => {
    const file = fileIn(folder, c.req.path)
    if (!file && extname(c.req.path) !== '') fail('not_found', 'There is nothing at this address.')
    if (!file || file.endsWith('.html')) {
      const nonce = randomBytes(16).toString('base64')
      const page = await readFile(file ?? join(folder, 'index.html'), 'utf8')
      return c.html(page.replace('<head>', `<head><meta name="nonce" content="${nonce}">`), 200, {
        'cache-control': 'no-store',
        [NONCE]: nonce,
      })
    }
    const headers: Record<string, string> = {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
    }
    const takesGzip = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '') && existsSync(`${file}.gz`)
    if (takesGzip) headers['content-encoding'] = 'gzip'
    const bytes = await readFile(takesGzip ? `${file}.gz` : file)
    return c.body(bytes, 200, { ...headers, 'content-length': String(bytes.byteLength) })
  })
  return pages
}

function fileIn(folder: string, path: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return undefined
  }
  if (decoded.includes('\0') || decoded.endsWith('.gz')) return undefined
  const file = normalize(join(folder, decoded))
  if (!file.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) return undefined
  return file
}
