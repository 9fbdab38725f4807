import { Hono } from 'hono'
import { fail } from '../core/error.ts'
import { type Actor, type Context, demand } from '../features/context.ts'
import { mayRule, settleIdentity } from '../features/identity/operations/ruling.ts'
import type { AnyOperation } from '../features/operation.ts'
import { veilFor } from '../features/source/operations/personal.ts'
import { apiOf, type Change, type Identify } from './api.ts'
import { createChanges } from './changes.ts'
import type { LiveEvents } from './live-events.ts'
import type { Log } from './log.ts'
import { openApiOf } from './openapi.ts'
import { pagesOf } from './pages.ts'
import { answerProblem } from './problem.ts'
import { readableOf } from './readable.ts'
import { sameSite, secureHeaders } from './security.ts'
import type { UploadLimits } from './upload-folder.ts'
import { uploadsOf } from './uploads.ts'
import { webhookOf } from './webhook.ts'

export type AppParts = {
  operations: readonly AnyOperation[]
  context: () => Context
  identify: Identify
  /** Routes of signing in, mounted under `/api/auth`; `ended` is called when somebody’s session may be over. */
  signIn: (ended: () => void) => Hono
  /** Requests within a minute of one key, or of one address without one. */
  perMinute: number
  /** Folder of the built pages; without one only the API answers. */
  pages: string | undefined
  /** Where uploaded files wait, and how large they may be. */
  uploads: { folder: string; limits: UploadLimits }
  /** Where people and other systems reach it. */
  url: string
  hosts: readonly string[]
  origins: readonly string[]
  https: boolean
  version: string
  log: Log
  /** What is told of events as they come. */
  live: LiveEvents
  /** Whether records and facts can be read right now. */
  healthy: () => Promise<boolean>
}

export type App = {
  fetch: (request: Request, env?: unknown) => Response | Promise<Response>
  /** Tells the pages that are open that something changed. */
  tell(change: Change): void
  close(): void
}

/** One port for everything: the API, signing in, the pages, and what tells them that something changed. */
export function appOf(parts: AppParts): App {
  const { operations, context, identify, log, version } = parts
  const changes = createChanges()
  const uploads = uploadsOf({ context, identify, changed: change => changes.tell(change), ...parts.uploads })
  const app = new Hono()
  app.use(secureHeaders(parts))
  app.use(log.requests)
  app.get('/health', async c => {
    const isWell = await parts.healthy()
    const actor = await identify(c.req.raw).catch(() => undefined)
    const detail = actor?.role === 'admin' ? await detailOf(context()) : {}
    return c.json({ status: isWell ? 'ok' : 'degraded', ...detail }, isWell ? 200 : 503, {
      'cache-control': 'no-store',
    })
  })
  app.use(sameSite(parts))
  app.route(
    '/api/auth',
    parts.signIn(() => changes.check()),
  )
  app.get('/api/v1/openapi.json', async c => {
    const isKnown = (await identify(c.req.raw).catch(() => undefined)) !== undefined
    const description = openApiOf(operations, { version: isKnown ? version : 'v1', title: 'Plumbline' })
    return c.json(description, 200, { 'cache-control': 'no-store' })
  })
  app.get('/api/docs', c => c.html(readableOf(operations)))
  app.get('/api/v1/changes', async c => {
    const { id } = await requireSomebody(identify, c.req.raw)
    return changes.answer(c, async () => (await identify(c.req.raw))?.id === id)
  })
  app.get('/api/v1/events/live', async c => {
    const actor = await requireSomebody(identify, c.req.raw)
    demand(actor, 'event:read', 'Watch events as they come.')
    const veil = await veilFor({ ...context(), actor, reading: {} })
    const { source, name } = c.req.query()
    return parts.live.answer(c, { source, name, veil }, async () => (await identify(c.req.raw))?.id === actor.id)
  })
  app.get('/api/v1/me', async c =>
    c.json(await requireSomebody(identify, c.req.raw), 200, { 'cache-control': 'no-store' }),
  )
  app.route('/api/v1/uploads', uploads.routes)
  app.route('/v1/webhook', webhookOf({ context, url: parts.url, changed: change => changes.tell(change) }))
  app.route('/api/v1', apiOf({ ...parts, settled, changed: change => changes.tell(change) }))
  app.all('/api/*', () => fail('not_found', 'There is nothing at this address. See /api/v1/openapi.json.'))
  if (parts.pages !== undefined) app.route('/', pagesOf(parts.pages))
  app.all('*', () => fail('not_found', 'There is nothing at this address.'))
  app.onError((error, c) => answerProblem(c, error, each => log.error(each, c.req.path)))
  const close = () => {
    uploads.close()
    changes.close()
    parts.live.close()
  }
  return { fetch: app.fetch, tell: change => changes.tell(change), close }
}

async function requireSomebody(identify: Identify, request: Request): Promise<Actor> {
  return (await identify(request)) ?? fail('forbidden', 'Sign in first, or send a key.', { reason: 'anonymous' })
}

async function detailOf(ctx: Context): Promise<object> {
  const { events, persons, accounts } = await ctx.events.counts()
  return { records: ctx.records.engine, facts: ctx.events.engine, events, persons, accounts }
}

/** Facts are put together anew when an agreement about that has come into force or has ended. */
async function settled(ctx: Context, operation: string): Promise<void> {
  if (mayRule(operation)) await settleIdentity(ctx)
}
