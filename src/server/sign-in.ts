import { Hono } from 'hono'
import { z } from 'zod'
import { type Code, fail, failOn, ProductError } from '../core/error.ts'
import { problemsOf } from '../core/problem.ts'
import { acceptInvitation, openInvitation } from '../features/access/operations/invitations.ts'
import { actorOfKey } from '../features/access/operations/keys.ts'
import type { Actor, Context } from '../features/context.ts'
import { actorOf, addPerson, countPeople, peopleHere } from '../features/team/operations.ts'
import { Email } from '../features/team/team.ts'
import { type Accounts, requireStrong } from './accounts.ts'
import type { Identify } from './api.ts'
import { networkOf, PEER } from './peer.ts'
import { problemAnswer } from './problem.ts'
import { createRate } from './rate.ts'
import { type SetupToken, takesToken } from './setup-token.ts'

export type SignInParts = {
  accounts: Accounts
  /** The workspace, acting for the system itself. */
  context: () => Context
  /** The one-use token that makes the first admin, while there is none. */
  setup: SetupToken | undefined
  /** Whether this is the demonstration, in which a click signs in as anybody. */
  demo: boolean
  sso: boolean
  /** Told of everything that may end somebody’s session. */
  ended?: () => void
}

/** What is the library’s of signing in; nothing else of it can be reached. */
export const LIBRARY_PATHS: readonly string[] = [
  '/sign-in/email',
  '/sign-in/social',
  '/callback/oidc',
  '/sign-out',
  '/get-session',
  '/list-accounts',
  '/list-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/revoke-other-sessions',
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/get-totp-uri',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/generate-backup-codes',
]

/** Tries at a token from one address, in ten seconds. */
const TRIES = 3

const Setup = z.object({ token: z.string(), email: Email, name: z.string().min(1).max(200), password: z.string() })
const Accept = z.object({ token: z.string(), name: z.string().min(1).max(200), password: z.string() })

/** What is ours of signing in: the first admin, invitations, the doors of the demonstration. The rest is the library’s. */
export function signInRoutes(parts: SignInParts): Hono {
  const { accounts, context, setup, demo, sso, ended = () => {} } = parts
  const routes = new Hono()
  const rate = createRate(10_000)

  routes.on('POST', ['/setup', '/invitation'], async (c, next) => {
    rate.count(`${c.req.path} ${networkOf(c.req.header(PEER) ?? '')}`, TRIES)
    await next()
  })

  routes.get('/state', async c => {
    const ctx = context()
    const isNew = (await countPeople(ctx)) === 0
    return c.json({
      company: ctx.company.title,
      setup: isNew && setup !== undefined,
      demo: demo ? await demoPeople(ctx) : null,
      sso,
    })
  })

  routes.post('/setup', async c => {
    const { token, email, name, password } = parse(Setup, await c.req.json().catch(() => ({})))
    const ctx = context()
    if ((await countPeople(ctx)) > 0) fail('not_found', 'This company is set up already. Sign in.')
    if (!setup || !takesToken(setup, token))
      fail('forbidden', 'This is not the setup token, or it is over. A new one stands in the terminal at each start.')
    requireStrong(password, email)
    setup.used()
    await accounts.create({ email, name, password })
    await addPerson(ctx, { email, name, role: 'admin' })
    return c.json({ email })
  })

  routes.get('/invitation', async c => {
    const { email, name } = await openInvitation(context(), c.req.query('token') ?? '')
    return c.json({ email, name, company: context().company.title })
  })

  routes.post('/invitation', async c => {
    const { token, name, password } = parse(Accept, await c.req.json().catch(() => ({})))
    const ctx = context()
    const { email, invitedBy } = await openInvitation(ctx, token)
    await accounts.create({ email, name, password })
    const inviter: Actor = { id: invitedBy, name: invitedBy, role: 'admin', signsFor: [] }
    await ctx.records.transaction(rows =>
      acceptInvitation({ ...ctx, rows, transacting: true, actor: inviter }, token, name),
    )
    return c.json({ email })
  })

  routes.post('/demo', async c => {
    if (!demo) fail('not_found', 'There is nothing at this address.')
    const { person } = parse(z.object({ person: z.string() }), await c.req.json().catch(() => ({})))
    const found = (await peopleHere(context())).find(each => each.id === person)
    if (!found) return fail('not_found', 'There is nobody of that name in the demonstration.')
    const headers = await accounts.enter(found.email, found.name)
    return c.json({ email: found.email }, 200, { 'set-cookie': headers.get('set-cookie') ?? '' })
  })

  routes.on(['GET', 'POST'], '/*', async c => {
    const path = c.req.path.replace(/^\/api\/auth/, '')
    if (!LIBRARY_PATHS.includes(path)) fail('not_found', 'There is nothing at this address.')
    const answer = await inOurWords(await accounts.handler(c.req.raw))
    if (c.req.method === 'POST') ended()
    return answer
  })
  return routes
}

/** What the library refuses, as every other refusal is told. */
async function inOurWords(answer: Response): Promise<Response> {
  if (answer.status < 400) return answer
  const { message } = (await answer.json().catch(() => ({}))) as { message?: string }
  const retryAfter = Number(answer.headers.get('x-retry-after') ?? Number.NaN)
  const details = Number.isNaN(retryAfter) ? {} : { retryAfter }
  const says =
    answer.status === 429
      ? `Too many tries. Try again in ${retryAfter || 10} s.`
      : (message ?? 'This could not be done.').replace(/(?<![.!?])$/, '.')
  const reason = answer.status === 401 ? 'anonymous' : undefined
  const code: Code = CODES[answer.status] ?? (answer.status >= 500 ? 'unavailable' : 'invalid')
  return problemAnswer(new ProductError(code, says, { ...details, ...(reason ? { reason } : {}) }))
}

const CODES: Readonly<Record<number, Code>> = { 401: 'forbidden', 403: 'forbidden', 404: 'not_found', 429: 'limit' }

async function demoPeople(ctx: Context): Promise<{ id: string; name: string; role: string }[]> {
  return (await peopleHere(ctx)).map(({ id, name, role }) => ({ id, name, role }))
}

/** Who sends a request: a key in its header, else the session in its cookie. A session of somebody who is gone is nobody’s. */
export function identifier({ accounts, context }: Pick<SignInParts, 'accounts' | 'context'>): Identify {
  return async request => {
    const authorization = request.headers.get('authorization')
    if (authorization !== null) {
      const [, secret] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? []
      if (secret === undefined)
        fail('forbidden', 'A key is sent as “Authorization: Bearer KEY”.', { reason: 'anonymous' })
      return actorOfKey(context(), secret)
    }
    const email = await accounts.emailOf(request.headers)
    if (email === undefined) return undefined
    return actorOf(context(), email).catch(error => {
      if (error instanceof ProductError && error.code === 'not_found') return undefined
      throw error
    })
  }
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) failOn(problemsOf(parsed.error, value), 'The request')
  return parsed.data as z.output<S>
}
