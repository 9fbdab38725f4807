import { Hono } from 'hono'
import { z } from 'zod'
import { fail, failOn } from '../core/error.ts'
import { problemsOf } from '../core/problem.ts'
import { acceptInvitation, openInvitation } from '../features/access/operations/invitations.ts'
import { actorOfKey } from '../features/access/operations/keys.ts'
import type { Actor, Context } from '../features/context.ts'
import { actorOf, addPerson, countPeople, listPeople } from '../features/team/operations.ts'
import { Email } from '../features/team/team.ts'
import type { Accounts } from './accounts.ts'
import type { Identify } from './api.ts'
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
}

const Setup = z.object({ token: z.string(), email: Email, name: z.string().min(1).max(200), password: z.string() })
const Accept = z.object({ token: z.string(), name: z.string().min(1).max(200), password: z.string() })

/** What is ours of signing in: the first admin, invitations, the doors of the demonstration. The rest is the library’s. */
export function signInRoutes(parts: SignInParts): Hono {
  const { accounts, context, setup, demo, sso } = parts
  const routes = new Hono()

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
      fail('forbidden', 'This is not the setup token. It stands in the terminal in which the server was started.')
    await accounts.create({ email, name, password })
    await addPerson(ctx, { email, name, role: 'admin' })
    setup.used()
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
    const found = (await listPeople(context(), {})).find(each => each.id === person)
    if (!found) return fail('not_found', 'There is nobody of that name in the demonstration.')
    const headers = await accounts.enter(found.email, found.name)
    return c.json({ email: found.email }, 200, { 'set-cookie': headers.get('set-cookie') ?? '' })
  })

  routes.all('/*', c => accounts.handler(c.req.raw))
  return routes
}

async function demoPeople(ctx: Context): Promise<{ id: string; name: string; role: string }[]> {
  return (await listPeople(ctx, {})).map(({ id, name, role }) => ({ id, name, role }))
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
    return actorOf(context(), email).catch(() => undefined)
  }
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) failOn(problemsOf(parsed.error, value), 'The request')
  return parsed.data as z.output<S>
}
