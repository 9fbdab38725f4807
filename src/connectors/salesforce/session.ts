import { z } from 'zod'
import { fail } from '../../core/error.ts'
import type { Answer, Asked } from '../connector.ts'
import { askPatiently, readAnswer } from '../outbound/asking.ts'

/** Version of the REST API that is spoken; Salesforce keeps each for at least three years. */
export const DATA = '/services/data/v62.0'

/** Asks one organisation of Salesforce. */
export type Session = {
  /** Puts a question to a path under `/services/`, with a new token should the old one have expired, and reads its answer. */
  ask<T extends z.ZodType>(path: string, schema: T): Promise<{ found: z.infer<T>; at: number }>
}

/**
 * A session by OAuth 2.0: with a refresh token when there is one, else by the client credentials flow, both at the
 * organisation’s own My Domain. `at` of an answer is the instant on Salesforce’s clock.
 */
export function openSession(asked: Asked): Session {
  let token: { access: string; instance: string } | undefined

  async function ask(path: string, renewed = false): Promise<Answer> {
    token ??= await newToken(asked)
    const headers = { authorization: `Bearer ${token.access}` }
    const answer = await askPatiently(asked, { title: 'Salesforce' }, `${token.instance}${path}`, { headers })
    if (answer.status !== 401 || renewed) return answer
    token = undefined
    return ask(path, true)
  }

  return {
    async ask(path, schema) {
      if (!path.startsWith('/services/'))
        fail('unavailable', 'Salesforce answered with a next page that is none of its own.', { reason: 'answer' })
      const answer = await ask(path)
      if (answer.status >= 300) refuse(answer)
      const at = Date.parse(answer.headers.date ?? '')
      return { found: readAnswer(answer, schema, 'Salesforce'), at: Number.isNaN(at) ? asked.now() : at }
    },
  }
}

const Token = z.looseObject({ access_token: z.string().min(1), instance_url: z.string() })

async function newToken(asked: Asked): Promise<{ access: string; instance: string }> {
  const { domain = '', client_id = '', client_secret = '', refresh_token = '' } = asked.settings
  const grant: Record<string, string> = refresh_token
    ? { grant_type: 'refresh_token', refresh_token: refresh_token.trim() }
    : { grant_type: 'client_credentials' }
  const body = new URLSearchParams({ ...grant, client_id: client_id.trim(), client_secret: client_secret.trim() })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const url = `https://${hostOf(domain)}/services/oauth2/token`
  const answer = await askPatiently(asked, { title: 'Salesforce' }, url, {
    method: 'POST',
    headers,
    body: body.toString(),
  })
  if (answer.status >= 300) {
    const said = /"error"\s*:\s*"(\w+)"/.exec(answer.body)?.[1] ?? ''
    const advice =
      ADVICE[said] ?? 'Check the consumer key and secret, and that the connected app is allowed for this user.'
    fail('forbidden', `Salesforce does not let Plumbline in. ${advice}`, { reason: 'token' })
  }
  const { access_token, instance_url } = readAnswer(answer, Token, 'Salesforce')
  if (!/^https:\/\/[a-z0-9.-]+$/i.test(instance_url))
    fail('unavailable', 'Salesforce named an address for its data that is none.', { reason: 'answer' })
  return { access: access_token, instance: instance_url }
}

// The words are those of RFC 6749 5.2 and of Salesforce, “OAuth 2.0 error codes”.
const ADVICE: Record<string, string> = {
  invalid_client_id: 'The consumer key is unknown; copy it again from the connected app.',
  invalid_client: 'The consumer secret is wrong; copy it again from the connected app.',
  invalid_grant: 'The refresh token has expired or was revoked, or the domain is not the right one; connect anew.',
  unsupported_grant_type: 'Turn on the client credentials flow in the connected app, or enter a refresh token.',
  inactive_user: 'The user it runs as is not active.',
  inactive_org: 'The organisation is locked.',
}

function hostOf(domain: string): string {
  const host = domain
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/$/, '')
  if (!/^([a-z0-9-]+\.)+salesforce\.com$/.test(host))
    fail('invalid', 'The domain is that of My Domain, such as acme.my.salesforce.com. Enter it so.', {
      reason: 'domain',
    })
  return host
}

function refuse({ status, body }: Answer): never {
  const said = /"errorCode"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? ''
  if (said === 'REQUEST_LIMIT_EXCEEDED')
    fail('unavailable', 'Salesforce has no API requests left today. The next run goes on from here.', {
      reason: 'rate',
    })
  if (status === 401)
    fail(
      'forbidden',
      'Salesforce does not accept the token it has just given. Check the policies of the connected app.',
      {
        reason: 'token',
      },
    )
  if (said.startsWith('API_'))
    fail('forbidden', 'Salesforce does not offer its API to this user. Give its profile “API Enabled”.', {
      reason: 'scope',
    })
  fail('unavailable', `Salesforce refused the question (${status}). Nothing was read.`, { reason: 'refused', said })
}
