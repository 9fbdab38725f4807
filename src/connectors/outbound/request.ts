import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, Agent as SecureAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { fail, ProductError } from '../../core/error.ts'
import type { Answer, Request, RequestInit } from '../connector.ts'
import { checkUrl, type Rules } from './destination.ts'
import { type Pinned, pinnedAddresses, type Resolve, resolveBySystem } from './resolve.ts'

/**
 * The only way out of Plumbline: requests over http and https under the rules of `destination`. The SQL source, which speaks
 * another protocol, takes its addresses from `resolve`.
 */

export type RequestOptions = Rules & {
  resolve?: Resolve
  /** Most milliseconds until the connection stands, looking up the name included. */
  connectMs?: number
  /** Most milliseconds until the answer is complete. */
  totalMs?: number
  /** Most bytes of an answer. */
  maxBytes?: number
  signal?: AbortSignal
}

/**
 * Sends requests to allowed hosts only, whatever the address says and wherever its name leads.
 *
 * The name is looked up once; every address it has must be allowed, and the connection goes to these addresses while TLS and
 * the Host header keep the name. No redirect is followed, no proxy of the environment used, no compression accepted. Answers
 * of any other status are handed back: what they mean, the caller knows; their bodies are not for people’s eyes. Failures
 * are `invalid` (spelling), `forbidden` (destination) and `unavailable` (everything that may pass), with a `reason`.
 */
export function createRequest(options: RequestOptions): Request {
  return async (url, init = {}) => {
    const [problem] = checkUrl(url, options)
    if (problem) {
      const isSpelling = ['spelling', 'scheme', 'credentials'].includes(problem.code)
      fail(isSpelling ? 'invalid' : 'forbidden', problem.message, { reason: problem.code })
    }
    checkHeaders(init)
    const started = Date.now()
    const connectMs = options.connectMs ?? 5000
    const target = new URL(url)
    const resolved = pinnedAddresses(target.hostname, options, options.resolve ?? resolveBySystem)
    const pinned = await within(connectMs, resolved, target)
    return send(target, init, pinned, {
      connectMs: Math.max(1, connectMs - (Date.now() - started)),
      totalMs: options.totalMs ?? 30_000,
      maxBytes: options.maxBytes ?? 20 * 1024 * 1024,
      signal: options.signal,
    })
  }
}

type Limits = { connectMs: number; totalMs: number; maxBytes: number; signal: AbortSignal | undefined }

function send(target: URL, init: RequestInit, pinned: Pinned[], limits: Limits): Promise<Answer> {
  const isSecure = target.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const stop = (error: unknown) => {
      clearTimeout(connecting)
      clearTimeout(total)
      limits.signal?.removeEventListener('abort', abort)
      sent.destroy()
      reject(error instanceof ProductError ? error : unreachable(target, error))
    }
    const abort = () => stop(unavailable('ended', 'The request was ended before its answer came.'))
    const shared = {
      method: init.method ?? 'GET',
      headers: {
        'user-agent': 'Plumbline',
        accept: 'application/json',
        ...init.headers,
        'accept-encoding': 'identity',
      },
      lookup: lookupAs(pinned),
      setHost: true,
      insecureHTTPParser: false,
    }
    const sent: ClientRequest = isSecure
      ? httpsRequest(target, {
          ...shared,
          agent: new SecureAgent({ keepAlive: false }),
          rejectUnauthorized: true,
          minVersion: 'TLSv1.2',
        })
      : httpRequest(target, { ...shared, agent: new Agent({ keepAlive: false }) })
    const connecting = setTimeout(() => stop(late(target, 'let nobody connect', limits.connectMs)), limits.connectMs)
    const total = setTimeout(() => stop(late(target, 'did not answer', limits.totalMs)), limits.totalMs)
    limits.signal?.addEventListener('abort', abort)
    sent.on('socket', socket => socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(connecting)))
    sent.on('error', stop)
    sent.on('response', response =>
      read(target, response, limits.maxBytes).then(answer => {
        clearTimeout(total)
        limits.signal?.removeEventListener('abort', abort)
        resolve(answer)
      }, stop),
    )
    if (limits.signal?.aborted) abort()
    else sent.end(init.body)
  })
}

async function read(target: URL, response: IncomingMessage, maxBytes: number): Promise<Answer> {
  const status = response.statusCode ?? 0
  if (status >= 300 && status < 400)
    throw unavailable(
      'redirect',
      `“${target.host}” redirects to another address (${status}), and redirects are not followed. Enter the address it leads to.`,
    )
  if ((response.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw unavailable('encoding', `“${target.host}” answered in a compressed form that was not asked for.`)
  const tooLarge = unavailable(
    'too_large',
    `“${target.host}” answered with more than ${Math.floor(maxBytes / 1024).toLocaleString('en')} KB, the limit. Ask for less at once.`,
  )
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > maxBytes) throw tooLarge
    parts.push(part)
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  return { status, headers: Object.fromEntries(headers), body: Buffer.concat(parts).toString('utf8') }
}

/** Node asks for one address or for all of them, depending on how it races the two families. */
function lookupAs(pinned: Pinned[]): LookupFunction {
  return (_host, { all }, done) => {
    if (all) done(null, pinned)
    else done(null, pinned[0]!.address, pinned[0]!.family)
  }
}

function within<T>(ms: number, work: Promise<T>, target: URL): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late(target, 'could not be looked up', ms)), ms)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}

// What decides where a request goes and how long it is stays ours.
const OWN_HEADERS =
  /^(host|connection|content-length|transfer-encoding|upgrade|expect|te|trailer|accept-encoding|proxy-.*)$/i

function checkHeaders({ headers = {} }: RequestInit): void {
  for (const [name, value] of Object.entries(headers))
    if (OWN_HEADERS.test(name) || !/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      fail(
        'invalid',
        `The header “${name.slice(0, 40)}” cannot be sent. Check that what you entered has no line breaks.`,
        {
          reason: 'header',
        },
      )
}

const late = (target: URL, what: string, ms: number): ProductError =>
  unavailable('time', `“${target.host}” ${what} within ${Math.ceil(ms / 1000)} s. Try again later.`)

function unreachable(target: URL, error: unknown): ProductError {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const why = code.startsWith('ERR_TLS') || /CERT|SIGNATURE|SELF_SIGNED|LEAF/.test(code) ? 'certificate' : 'connection'
  return why === 'certificate'
    ? unavailable(why, `The certificate of “${target.host}” is not valid for it (${code}). Have it renewed.`)
    : unavailable(why, `“${target.host}” cannot be reached (${code || 'no connection'}). Try again later.`)
}

function unavailable(reason: string, message: string): ProductError {
  return new ProductError('unavailable', message, { reason })
}
