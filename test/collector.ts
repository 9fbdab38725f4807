import { request } from 'node:http'
import { makeWriteKey } from '../src/features/access/operations/keys.ts'
import type { Context } from '../src/features/context.ts'
import { type Answer, startServer } from './server.ts'

/** A server with a write key of a source, and ways to send events to it. */
export async function startCollector(settings: Parameters<typeof startServer>[0] = {}, source = 'web') {
  const server = await startServer(settings)
  const key = await writeKey(server.ctx, source)
  return {
    ...server,
    key,
    /** Sends a body as it is, or as JSON, with the key. */
    post: (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
      server.anonymous.send(path, {
        headers: { ...basic(key), 'content-type': 'application/json', ...headers },
        raw: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    figures: async () => {
      const tally = (await server.ctx.events.tallies()).find(each => each.source === source)
      const { stored = 0, duplicate = 0, quarantined = 0, refused = 0 } = tally ?? {}
      return { stored, duplicate, quarantined, refused }
    },
  }
}

export type Collecting = Awaited<ReturnType<typeof startCollector>>

export const writeKey = async (ctx: Context, source: string): Promise<string> =>
  (await makeWriteKey(ctx, { source, title: source, days: undefined })).key

export const basic = (key: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
})

/** A track message that is right. */
export const track = (messageId: string, more: object = {}): Record<string, unknown> => ({
  type: 'track',
  messageId,
  userId: 'ada',
  event: 'Signed up',
  timestamp: '2026-03-02T09:30:00.000Z',
  ...more,
})

/** Sends a request over a connection of its own, with headers that `fetch` would not send. */
export function rawRequest(
  address: string,
  options: { method: string; path: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; text: string }> {
  const { body, ...rest } = options
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address)
    const sent = request({ hostname, port, ...rest, agent: false }, response => {
      let text = ''
      response.setEncoding('latin1')
      response.on('data', part => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
