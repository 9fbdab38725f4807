import type { IncomingMessage, ServerResponse } from 'node:http'
import { ProductError } from '../../core/error.ts'
import { problemOf } from '../problem.ts'

/** Pages of any site may send events; no answer carries anything of anybody, and no cookie is read. */
const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'",
  'cache-control': 'no-store',
}
const DAY_S = 86_400

type Headers = Readonly<Record<string, string>>

export type Answering = {
  json(response: ServerResponse, status: number, body: unknown, headers?: Headers): void
  problem(response: ServerResponse, error: ProductError): void
  pixel(response: ServerResponse, status: number): void
  /** Says to a browser that it may send what it asks to send. */
  preflight(request: IncomingMessage, response: ServerResponse): void
}

export function answering({ https }: { https: boolean }): Answering {
  const all: Headers = {
    ...OPEN,
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
  const send = (response: ServerResponse, status: number, body: string | Buffer, headers: Headers): void => {
    if (response.headersSent || response.destroyed) return
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    response.writeHead(status, { ...all, ...(status === 204 ? {} : length), ...headers })
    response.end(body)
  }
  const json: Answering['json'] = (response, status, body, headers = {}) =>
    send(response, status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
  return {
    json,
    problem(response, error) {
      const body = problemOf(error)
      const { retryAfter, allow } = error.details
      const wait = typeof retryAfter === 'number' ? retryAfter : body.status >= 500 ? WAIT_S : undefined
      json(
        response,
        body.status,
        { success: false, ...body },
        {
          'content-type': 'application/problem+json',
          ...(wait === undefined ? {} : { 'retry-after': String(Math.ceil(wait)) }),
          ...(typeof allow === 'string' ? { allow } : {}),
          // What is left of a body that is not read would be taken for the next request.
          ...(response.req.complete ? {} : { connection: 'close' }),
        },
      )
    },
    pixel: (response, status) => send(response, status, GIF, { 'content-type': 'image/gif' }),
    preflight(request, response) {
      const asked = String(request.headers['access-control-request-headers'] ?? '')
      send(response, 204, '', {
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-allow-headers': /^[\w\-, ]{1,1000}$/.test(asked) ? asked : 'authorization, content-type',
        'access-control-max-age': String(DAY_S),
        vary: 'access-control-request-headers',
      })
    },
  }
}

/** How long senders wait before they try again after we failed, in seconds. */
const WAIT_S = 5

/** A transparent picture of one pixel. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** A bug as an answer without a word of it. */
export const bugOf = (): ProductError =>
  new ProductError('unavailable', 'Plumbline itself failed; this is a bug. Nothing of this was taken; send it again.')
