import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Asked, Page } from '../../src/connectors/connector.ts'
import { createRequest } from '../../src/connectors/outbound/request.ts'

/** A request as a vendor on this machine sees it. */
export type Question = {
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string>>
  body: string
}

/** What it answers; `drop` hangs up in the middle of the answer, `silence` never answers. */
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | 'drop' | 'silence'

/** What goes wrong before a question is heard at all; nothing, when it gives nothing. */
export type Trouble = (question: Question, count: number) => Reply | undefined

export type Vendor = {
  address: string
  questions: Question[]
  /** Set anew by a test that wants other trouble. */
  trouble: Trouble
}

/** A server that speaks a vendor’s protocol on a loopback address until the test is over. */
export async function startVendor(answer: (question: Question) => Reply): Promise<Vendor> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const url = new URL(request.url ?? '/', 'http://vendor')
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const question = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers, body }
    vendor.questions.push(question)
    const reply = vendor.trouble(question, vendor.questions.length) ?? answer(question)
    if (reply === 'silence') return
    if (reply === 'drop') {
      response.writeHead(200, { 'content-length': '1000' }).write('{')
      return void setImmediate(() => response.destroy())
    }
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
    response.end(reply.body === undefined ? '' : JSON.stringify(reply.body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const vendor: Vendor = { address, questions: [], trouble: () => undefined }
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return vendor
}

export type Asking = Asked & { waited: number[] }

/** Asks the vendor on this machine, under the rules of outbound safety, wherever the client means to ask `https://…`. */
export function askingAt(vendor: Vendor, settings: Record<string, string>, totalMs = 5000): Asking {
  const waited: number[] = []
  const send = createRequest({ allow: [vendor.address.slice('http://'.length)], privateRanges: ['127.0.0.1'], totalMs })
  return {
    settings,
    request: (url, init) => send(url.replace(/^https:\/\/[^/]+/, vendor.address), init),
    wait: async ms => void waited.push(ms),
    now: () => Date.parse('2026-03-02T09:30:00Z'),
    waited,
  }
}

export type Row = Page['rows'][number]

/** Everything that is read, and the cursor to go on from; after `most` pages the work breaks off. */
export async function readAll(
  pages: AsyncIterable<Page>,
  most = Number.POSITIVE_INFINITY,
): Promise<{ rows: Row[]; pages: Page[]; cursor: string | undefined }> {
  const read: Page[] = []
  for await (const page of pages) {
    read.push(page)
    if (read.length >= most) break
  }
  return { rows: read.flatMap(page => [...page.rows]), pages: read, cursor: read.at(-1)?.cursor }
}

/** Numbers in the order that a seed gives (mulberry32), from 0 to below 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
