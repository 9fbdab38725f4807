import { betterAuth } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import { fail, ProductError } from '../core/error.ts'
import type { Records } from '../store/records/records.ts'
import { scrubbed } from './log.ts'
import { isCommonPassword } from './passwords.ts'
import { PEER } from './peer.ts'

/** Who can sign in, and as whom: passwords, second factors, single sign-on, sessions. Who they are in the company is `team`’s. */
export type Accounts = {
  /** Answers every request under `/api/auth` that belongs to signing in. */
  handler(request: Request): Promise<Response>
  /** E-mail address of whoever a request’s session belongs to. */
  emailOf(headers: Headers): Promise<string | undefined>
  /** Makes an account with a password; fails as `invalid` when the password is too weak. */
  create(account: { email: string; name: string; password: string }): Promise<void>
  /** A session for somebody who has no password, as the headers that set its cookie. Only demonstrations use it. */
  enter(email: string, name: string): Promise<Headers>
}

export type AccountSettings = {
  url: string
  secret: string
  origins: readonly string[]
  /** Whether somebody with this e-mail is one of the company; nobody else gets in, however they prove who they are. */
  admits: (email: string) => Promise<boolean>
  oidc?: { issuer: string; clientId: string; clientSecret: string }
  /** Told what the library finds wrong, already without e-mail addresses. */
  warn?: (message: string) => void
}

const DAY_S = 86_400
/** A session ends a day after it was last used, and in any case after a week. */
const IDLE_S = DAY_S
const LONGEST_S = 7 * DAY_S
export const SHORTEST_PASSWORD = 12
const LONGEST_PASSWORD = 128

export function openAccounts(records: Records, settings: AccountSettings): Accounts {
  const { url, secret, origins, admits, oidc } = settings
  const requireAdmitted = async (email: string) => {
    if (await admits(email)) return
    throw new APIError('FORBIDDEN', { code: 'NOT_INVITED', message: 'You are not invited here yet. Ask an admin.' })
  }
  const auth = betterAuth({
    appName: 'Plumbline',
    baseURL: url,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [...origins],
    database: { db: records.rows as never, type: records.engine },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
    },
    user: { modelName: 'auth_user' },
    session: {
      modelName: 'auth_session',
      expiresIn: IDLE_S,
      updateAge: IDLE_S / 24,
      cookieCache: { enabled: false },
    },
    account: { modelName: 'auth_account', accountLinking: { enabled: true, trustedProviders: ['oidc'] } },
    verification: { modelName: 'auth_verification' },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'auth_rate_limit',
      window: 60,
      max: 100,
      customRules: { '/sign-in/*': { window: 10, max: 3 }, '/two-factor/*': { window: 10, max: 3 } },
    },
    plugins: [
      twoFactor({ issuer: 'Plumbline', schema: { twoFactor: { modelName: 'auth_two_factor' } } }),
      ...(oidc
        ? [
            genericOAuth({
              config: [
                {
                  providerId: 'oidc',
                  discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                  clientId: oidc.clientId,
                  clientSecret: oidc.clientSecret,
                  scopes: ['openid', 'email', 'profile'],
                  pkce: true,
                  mapProfileToUser: profile => {
                    if (profile.email_verified === false)
                      throw new APIError('FORBIDDEN', { message: 'Your provider has not verified your e-mail yet.' })
                    return { emailVerified: true }
                  },
                },
              ],
            }),
          ]
        : []),
    ],
    advanced: {
      cookiePrefix: 'plumbline',
      useSecureCookies: url.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [PEER] },
    },
    onAPIError: { errorURL: `${url}/sign-in` },
    hooks: {
      before: createAuthMiddleware(async ctx => {
        if (ctx.path !== '/change-password') return
        const session = await auth.api.getSession({ headers: ctx.headers ?? new Headers() })
        try {
          requireStrong(String(ctx.body?.newPassword ?? ''), session?.user.email ?? '')
        } catch (error) {
          if (!(error instanceof ProductError)) throw error
          throw new APIError('BAD_REQUEST', { message: error.message })
        }
      }),
    },
    databaseHooks: {
      user: {
        create: {
          // What we make ourselves comes without a request.
          before: async (user, request) => {
            if (request) await requireAdmitted(user.email)
          },
        },
      },
      session: {
        create: {
          before: async ({ userId }, request) => {
            if (!request) return
            const user = await request.context.internalAdapter.findUserById(userId)
            await requireAdmitted(user?.email ?? '')
          },
        },
      },
    },
    // At “error” the library writes to the console beside this.
    logger: { level: 'info', log: (level, message) => level === 'error' && settings.warn?.(scrubbed(message)) },
    telemetry: { enabled: false },
  })
  return {
    handler: async request => {
      const answer = await auth.handler(request)
      return isOurs(answer) ? lasting(answer) : answer
    },
    async emailOf(headers) {
      const found = await auth.api.getSession({ headers })
      if (!found) return undefined
      const { session, user } = found
      if (Date.now() - new Date(session.createdAt).getTime() < LONGEST_S * 1000) return user.email.toLowerCase()
      const { internalAdapter } = await auth.$context
      await internalAdapter.deleteSession(session.token)
      return undefined
    },
    async create({ email, name, password }) {
      requireStrong(password, email)
      const { internalAdapter, password: hashing } = await auth.$context
      const known = await internalAdapter.findUserByEmail(email)
      if (known) fail('conflict', `Somebody with the e-mail ${email} has an account already. Sign in instead.`)
      const user = await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'email-password' })
      await internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: 'credential',
        password: await hashing.hash(password),
      })
    },
    async enter(email, name) {
      const { internalAdapter, authCookies, secret: signing } = await auth.$context
      const known = await internalAdapter.findUserByEmail(email)
      const user =
        known?.user ??
        (await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'email-password' }))
      const { token } = await internalAdapter.createSession(user.id)
      const { name: cookie, attributes } = authCookies.sessionToken
      return new Headers({ 'set-cookie': await signedCookie(cookie, token, signing, attributes) })
    },
  }
}

/** Refuses passwords that are short, among those everybody tries first, or made of the person’s own address. */
export function requireStrong(password: string, email: string): void {
  if (password.length < SHORTEST_PASSWORD)
    fail(
      'invalid',
      `The password has ${password.length} characters. Take at least ${SHORTEST_PASSWORD}, such as four words.`,
    )
  if (password.length > LONGEST_PASSWORD) fail('invalid', `The password has more than ${LONGEST_PASSWORD} characters.`)
  const [local = ''] = email.split('@')
  const typed = password.toLowerCase()
  const isOwn = typed.includes(email.toLowerCase()) || (local.length > 3 && typed.includes(local.toLowerCase()))
  if (isCommonPassword(password) || isOwn)
    fail('invalid', 'This password is one of those that are tried first. Take four words that do not belong together.')
}

const isOurs = (answer: Response): boolean => answer.headers.getSetCookie().some(each => IDLE.test(each))
const IDLE = new RegExp(`session_token=.*Max-Age=${IDLE_S}`, 'i')

/** The same answer with a cookie for as long as a session can last: when it ends before, the server knows. */
function lasting(answer: Response): Response {
  const headers = new Headers(answer.headers)
  headers.delete('set-cookie')
  for (const each of answer.headers.getSetCookie())
    headers.append('set-cookie', each.replace(`Max-Age=${IDLE_S}`, `Max-Age=${LONGEST_S}`))
  return new Response(answer.body, { status: answer.status, headers })
}

async function signedCookie(
  name: string,
  token: string,
  secret: string,
  attributes: { path?: string; secure?: boolean },
): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['sign'])
  const signature = Buffer.from(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(token))).toString(
    'base64',
  )
  const parts = [`${name}=${encodeURIComponent(`${token}.${signature}`)}`, `Path=${attributes.path ?? '/'}`]
  parts.push(`Max-Age=${LONGEST_S}`, 'HttpOnly', 'SameSite=Lax')
  return [...parts, ...(attributes.secure ? ['Secure'] : [])].join('; ')
}
