import type { IncomingMessage, ServerResponse } from 'node:http'
import { fail, ProductError } from '../../core/error.ts'
import type { Context } from '../../features/context.ts'
import { LIMITS, MESSAGE_TYPES, type MessageType } from '../../features/event/event.ts'
import { type Settled, settleMessages } from '../../features/event/operations/collecting.ts'
import type { LiveEvents } from '../live-events.ts'
import type { Log } from '../log.ts'
import { peerOf } from '../peer.ts'
import { statusOf } from '../problem.ts'
import { answering, bugOf } from './answer.ts'
import { batchOf, parseBody, type Request, singleOf } from './batch.ts'
import { BrokenOff, readBody } from './body.ts'
import { dataIn, keyIn, writeKeyIn } from './credentials.ts'
import { outcomeOf } from './outcome.ts'
import { createQueue, type Room } from './queue.ts'
import { createQuota } from './quota.ts'
import { createSenders, type Sender } from './senders.ts'
import { settingsFor } from './settings.ts'

/**
 * Takes events in: the HTTP API of Segment, under `/v1` beside everything else. It is answered without the framework that
 * answers the rest, because here each request counts. What is acknowledged is on disk.
 */
export type Collector = {
  /** Answers a request, if it is one for the collector. */
  take(request: IncomingMessage, response: ServerResponse): boolean
}

export type CollectorParts = {
  context: () => Context
  /** Where trackers reach it. */
  url: string
  hosts: readonly string[]
  trustedProxies: number
  /** Messages a minute of one key, at most. */
  perMinute: number
  room?: Room
  live: LiveEvents
  log: Log
  /** Told, not for each request, that there is something new. */
  changed: (source: string) => void
}

/** What each address takes, by its last word; browsers shorten it to its first letter. */
const ROUTES = new Map<string, MessageType | 'batch' | 'metrics'>([
  ...MESSAGE_TYPES.flatMap(type => [[type, type] as const, [type.charAt(0), type] as const]),
  ['batch', 'batch'],
  ['import', 'batch'],
  ['b', 'batch'],
  ['m', 'metrics'],
])

export function collectorOf(parts: CollectorParts): Collector {
  const { context, live, log } = parts
  const answer = answering({ https: parts.url.startsWith('https:') })
  const senders = createSenders(context)
  const queue = createQueue(parts.room)
  const quota = createQuota(parts.perMinute)

  const senderOf = async (secret: string | undefined): Promise<Sender> => {
    if (secret === undefined)
      return fail('forbidden', 'Send a write key, as the user of basic authentication or as “writeKey”.', ANONYMOUS)
    return (
      (await senders(secret)) ??
      fail('forbidden', 'This is no write key, or it was revoked. Make one with “plumbline source key”.', ANONYMOUS)
    )
  }

  const settle = async (sender: Sender, request: Request, ip: string | undefined): Promise<Settled[]> => {
    const received = Date.now()
    quota.count(sender.key, request.total, received)
    const settled = await queue.through(sender.key, request.incoming.length, () =>
      settleMessages(context().events, request.incoming, {
        ...sender,
        received,
        ip,
        refused: request.refusals.length,
        failed: error => log.error(error, '/v1'),
      }),
    )
    live.tell(sender.source, received, request.incoming, settled)
    parts.changed(sender.source)
    return settled
  }

  /** A batch that has too many messages is refused whole, and all of them are counted. */
  const refuseTooMany = async (sender: Sender, { batch }: Record<string, unknown>): Promise<void> => {
    if (!Array.isArray(batch) || batch.length <= LIMITS.events) return
    await settleMessages(context().events, [], {
      ...sender,
      received: Date.now(),
      ip: undefined,
      refused: batch.length,
    })
    fail('limit', `A batch has at most ${LIMITS.events} messages; this one has ${batch.length}. Send less at once.`, {
      reason: 'too_many',
    })
  }

  const ipOf = (request: IncomingMessage, sender: Sender): string | undefined =>
    sender.keepsIp
      ? peerOf(request.socket.remoteAddress, request.headers['x-forwarded-for'], parts.trustedProxies)
      : undefined

  const collect = async (
    request: IncomingMessage,
    response: ServerResponse,
    route: MessageType | 'batch',
  ): Promise<void> => {
    const early = keyIn(request.headers.authorization)
    if (early !== undefined) await senderOf(early)
    const text = await readBody(request, queue)
    const body = parseBody(text)
    const sender = await senderOf(early ?? writeKeyIn(body))
    if (route === 'batch') await refuseTooMany(sender, body)
    const messages =
      route === 'batch' ? batchOf(text, body, sender.keepsIp) : singleOf(text, body, route, sender.keepsIp)
    const settled = await settle(sender, messages, ipOf(request, sender))
    const { status, outcome } = outcomeOf(messages, settled)
    answer.json(response, status, outcome)
  }

  const pixel = async (request: IncomingMessage, response: ServerResponse, type: MessageType): Promise<void> => {
    try {
      const text = request.method === 'GET' ? dataIn(request.url ?? '') : await readBody(request, queue)
      const body = parseBody(text)
      const sender = await senderOf(keyIn(request.headers.authorization) ?? writeKeyIn(body))
      const messages = singleOf(text, body, type, sender.keepsIp)
      answer.pixel(response, outcomeOf(messages, await settle(sender, messages, ipOf(request, sender))).status)
    } catch (error) {
      if (error instanceof BrokenOff) return
      answer.pixel(response, error instanceof ProductError ? statusOf(error) : 500)
      if (!(error instanceof ProductError)) log.error(error, '/v1')
    }
  }

  const carryOut = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    requireHost(request, parts.hosts)
    if (request.method === 'OPTIONS') return answer.preflight(request, response)
    const [, , word = '', more = '', last = ''] = path.split('/')
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (word === 'projects' && last === 'settings' && isRead) {
      await senderOf(more)
      return answer.json(response, 200, settingsFor(more, parts.url))
    }
    const type = MESSAGE_TYPES.find(each => each === more)
    if (word === 'pixel' && type && (request.method === 'GET' || request.method === 'POST'))
      return pixel(request, response, type)
    const route = more === '' ? ROUTES.get(word) : undefined
    if (route === undefined)
      return fail(
        'not_found',
        `There is nothing at this address. Send to ${MESSAGE_TYPES.map(each => `/v1/${each}`).join(', ')} or /v1/batch.`,
      )
    if (request.method !== 'POST')
      return fail('invalid', 'Events are sent by POST.', { reason: 'other_method', allow: 'POST, OPTIONS' })
    if (route === 'metrics') {
      request.resume()
      return answer.json(response, 200, { success: true })
    }
    return collect(request, response, route)
  }

  return {
    take(request, response) {
      const path = (request.url ?? '').split('?', 1)[0] ?? ''
      if (!path.startsWith('/v1/')) return false
      carryOut(request, response, path.replace(/\/$/, '')).catch(error => {
        if (error instanceof BrokenOff) return
        if (!(error instanceof ProductError)) log.error(error, '/v1')
        answer.problem(response, error instanceof ProductError ? error : bugOf())
      })
      return true
    },
  }
}

const ANONYMOUS = { reason: 'anonymous' }

function requireHost(request: IncomingMessage, hosts: readonly string[]): void {
  const host = (request.headers.host ?? '').toLowerCase()
  if (hosts.includes(host) || hosts.includes(host.replace(/:\d+$/, ''))) return
  fail('invalid', 'This server does not answer to this name. Set PLUMBLINE_URL to the address that trackers use.', {
    reason: 'unknown_host',
  })
}
