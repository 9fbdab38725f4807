import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { fail } from '../core/error.ts'
import { receive } from '../features/connection/operations/receiving.ts'
import type { Context } from '../features/context.ts'
import type { Change } from './api.ts'
import { networkOf, PEER } from './peer.ts'
import { createRate } from './rate.ts'

type WebhookParts = {
  context: () => Context
  /** The address under which senders know us, which some of them sign. */
  url: string
  changed: (change: Change) => void
}

const LARGEST = 2 * 1024 * 1024
/** Deliveries a minute from one network to one webhook. */
const OFTEN = 1200

/** Whether a request is for a webhook, which lies beside the addresses of the collector. */
export const isWebhook = ({ url = '' }: IncomingMessage): boolean => url.startsWith('/v1/webhook/')

/**
 * `POST /v1/webhook/<connection>`: what another system sends by itself. A plain route, because the sender signs the bytes as
 * they are and carries no key of ours. It is answered with 200 when all of it is on disk; anything else may be sent again.
 */
export function webhookOf({ context, url, changed }: WebhookParts): Hono {
  const rate = createRate(60_000)
  const routes = new Hono()
  routes.post('/:name', bodyLimit({ maxSize: LARGEST, onError: tooLarge }), async c => {
    const name = c.req.param('name')
    rate.count(`${name.slice(0, 80)} ${networkOf(c.req.header(PEER) ?? '')}`, OFTEN)
    const { pathname, search } = new URL(c.req.url)
    const taken = await receive({ ...context(), actor: actorOf(name) }, name, {
      method: 'POST',
      url: `${url}${pathname}${search}`,
      headers: c.req.header(),
      body: new Uint8Array(await c.req.arrayBuffer()),
    })
    changed({ operation: 'connection.receive', object: name, actor: `connection:${name}` })
    return c.json({ success: true, ...taken }, 200, { 'cache-control': 'no-store' })
  })
  routes.all('/:name', c =>
    fail('invalid', `${c.req.method} is not understood here. Send POST.`, { reason: 'other_method', allow: 'POST' }),
  )
  return routes
}

const actorOf = (name: string): Context['actor'] => ({
  id: `connection:${name}`,
  name,
  role: 'member',
  signsFor: [],
})

function tooLarge(): never {
  return fail('limit', `A delivery has at most ${LARGEST / 1024 / 1024} MB. Send less at once.`, {
    reason: 'too_large',
  })
}
