import { createReadStream, existsSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
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
 * name and are kept for ever; a `.gz` beside a file is sent to whoever takes it.
 */
export function pagesOf(folder: string): Hono {
  const pages = new Hono()
  pages.get('*', c => {
    const asked = fileIn(folder, c.req.path)
    const file = asked ?? join(folder, 'index.html')
    if (!asked && extname(c.req.path) !== '') return c.notFound()
    const headers: Record<string, string> = {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
    }
    const takesGzip = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '') && existsSync(`${file}.gz`)
    if (takesGzip) headers['content-encoding'] = 'gzip'
    const path = takesGzip ? `${file}.gz` : file
    headers['content-length'] = String(statSync(path).size)
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, headers)
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
