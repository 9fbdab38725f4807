import { createServer } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { fail } from '../core/error.ts'
import type { Context } from '../features/context.ts'
import { recordFindings } from '../features/finding/operations/history.ts'
import { sendDigests } from '../features/inbox/operations.ts'
import { operations } from '../features/index.ts'
import { retainSources } from '../features/source/operations/retaining.ts'
import { countPeople, peopleHere } from '../features/team/operations.ts'
import { sealingWith, secretIn } from '../store/sealing.ts'
import { openAccounts } from './accounts.ts'
import { appOf } from './app.ts'
import { collectorOf } from './collector/collector.ts'
import { listen, stop, trackSockets } from './listening.ts'
import { createLiveEvents } from './live-events.ts'
import { createLog, type Log } from './log.ts'
import { openPost, type Post } from './mail.ts'
import { eachMorning } from './morning.ts'
import { type Options, uploadLimits } from './options.ts'
import { stampPeer } from './peer.ts'
import { createSetupToken, type SetupToken } from './setup-token.ts'
import { identifier, signInRoutes } from './sign-in.ts'
import { keepSyncing } from './syncing.ts'
import { isWebhook } from './webhook.ts'

export type Serving = {
  /** Where it can be reached. */
  address: string
  /** The token that makes the first admin, while there is none. */
  setup: string | undefined
  /** Answers what is under way, then lets go of the port; it takes at most ten seconds. */
  stop(): Promise<void>
}

export type ServeSettings = {
  context: () => Context
  /** The data directory, where secrets are kept. */
  folder: string
  options: Options
  pages: string | undefined
  version: string
  demo?: boolean
  log?: Log
}

/** Serves a workspace until it is stopped. Beyond this machine it listens only when somebody can sign in or be the first. */
export async function serve(settings: ServeSettings): Promise<Serving> {
  const { folder, options, pages, version, demo = false } = settings
  const secret = secretIn(folder)
  const sealing = sealingWith(() => secret)
  const context = (): Context => {
    const ctx = settings.context()
    return { ...ctx, outside: { ...ctx.outside, sealing, allowPrivate: options.allowPrivate } }
  }
  const log = settings.log ?? createLog(options.log)
  if (demo && !(isLoopback(options.host) && (!options.url || isLoopback(new URL(options.url).hostname))))
    fail(
      'invalid',
      'The demonstration lets anybody in, so it is served on this machine only. Leave --host and --url out.',
    )
  const post = openPost(options)
  const isNew = (await countPeople(context())) === 0
  const setup: SetupToken | undefined = isNew && !demo ? createSetupToken(folder, Date.now) : undefined
  const server = createServer()
  const port = await listen(server, options)
  const own = addressOf(options.host, port)
  const url = options.url ?? own
  const origins = [...new Set([url, own, `http://localhost:${port}`])].map(each => new URL(each).origin)
  const hosts = origins.map(each => new URL(each).host)
  const oidc =
    options.oidcIssuer && options.oidcClientId && options.oidcClientSecret
      ? { issuer: options.oidcIssuer, clientId: options.oidcClientId, clientSecret: options.oidcClientSecret }
      : undefined
  const accounts = openAccounts(context().records, {
    url,
    secret,
    origins,
    admits: email => isHere(context(), email),
    warn: message => log.warn(message),
    ...(oidc ? { oidc } : {}),
  })
  const live = createLiveEvents()
  const app = appOf({
    operations,
    context,
    identify: identifier({ accounts, context }),
    signIn: ended => signInRoutes({ accounts, context, setup, demo, sso: oidc !== undefined, ended }),
    perMinute: options.rateLimit,
    pages,
    uploads: { folder: join(folder, 'uploads'), limits: uploadLimits(options) },
    url,
    hosts,
    origins,
    https: url.startsWith('https:'),
    version,
    log,
    live,
    healthy: () => isWell(context()),
  })
  const collector = collectorOf({
    context,
    url,
    hosts,
    trustedProxies: options.trustedProxies,
    perMinute: options.collectLimit,
    live,
    log,
    changed: seldom(source => app.tell({ operation: 'event.collect', object: source, actor: source })),
  })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const sockets = trackSockets(server)
  server.on('request', (request, response) => {
    if (!isWebhook(request) && collector.take(request, response)) return
    stampPeer(request, options.trustedProxies)
    void listener(request, response)
  })
  if (!isLoopback(options.host) && !url.startsWith('https:'))
    log.warn('Passwords travel in the clear: put a proxy with TLS before this server and set PLUMBLINE_URL.')
  const mornings = eachMorning(() => morningOf(context(), url, post), {
    now: Date.now,
    zone: () => context().company.calendar.zone,
    failed: error => log.error(error, 'morning'),
  })
  const syncing = keepSyncing(context, { log, changed: change => app.tell(change) })
  return {
    address: own,
    setup: setup?.token,
    async stop() {
      await Promise.all([mornings.stop(), syncing.stop(), stop(server, sockets, () => app.close())])
      post?.close()
    },
  }
}

/**
 * What is done each morning: what is kept no longer is forgotten, the linter’s findings are written down, and those who asked for
 * it get their mail. One that fails does not keep the others from being done.
 */
async function morningOf(ctx: Context, url: string, post: Post | undefined): Promise<void> {
  const work: (() => Promise<unknown>)[] = [
    () => retainSources(ctx, {}),
    () => recordFindings(ctx, {}),
    async () => post && sendDigests(ctx, url, mail => post.send(mail)),
  ]
  const failures: unknown[] = []
  for (const each of work) await each().catch(error => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

const SELDOM_MS = 15_000

/** Tells of each source at most once in a while: pages that are open ask again for what they show. */
function seldom(tell: (source: string) => void): (source: string) => void {
  const told = new Map<string, number>()
  return source => {
    const now = performance.now()
    if (now - (told.get(source) ?? Number.NEGATIVE_INFINITY) < SELDOM_MS) return
    told.set(source, now)
    tell(source)
  }
}

const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host)

function addressOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}

async function isHere(ctx: Context, email: string): Promise<boolean> {
  return (await peopleHere(ctx)).some(each => each.email === email.toLowerCase())
}

async function isWell(ctx: Context): Promise<boolean> {
  try {
    await countPeople(ctx)
    await ctx.events.watermark()
    return true
  } catch {
    return false
  }
}
