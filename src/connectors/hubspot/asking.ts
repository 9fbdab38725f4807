import type { z } from 'zod'
import { fail } from '../../core/error.ts'
import type { Asked } from '../connector.ts'
import { askPatiently, type Manners, readAnswer } from '../outbound/asking.ts'

const HOST = 'https://api.hubapi.com'

/**
 * Asks HubSpot with the token of a private app, and reads its answer. Fails with sentences that say what is missing; `scope`
 * is the one that the question needs.
 */
export async function askHubSpot<T extends z.ZodType>(
  asked: Asked,
  { path, body, scope }: { path: string; body?: unknown; scope: string },
  schema: T,
): Promise<z.infer<T>> {
  const authorization = `Bearer ${asked.settings.token?.trim() ?? ''}`
  const answer = await askPatiently(
    asked,
    MANNERS,
    `${HOST}${path}`,
    body === undefined
      ? { headers: { authorization } }
      : { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(body) },
  )
  if (answer.status < 300) return readAnswer(answer, schema, 'HubSpot')
  if (answer.status === 401)
    fail(
      'forbidden',
      'HubSpot does not accept the access token. Copy it again from the private app, or rotate it there.',
      {
        reason: 'token',
      },
    )
  if (answer.status === 403)
    fail('forbidden', `The private app of HubSpot may not read this. Give it the scope “${scope}”.`, {
      reason: 'scope',
    })
  fail('unavailable', `HubSpot refused the question (${answer.status}). Nothing was read.`, { reason: 'refused' })
}

/**
 * A private app may ask 100 to 190 times in 10 seconds, searches 5 times a second, and so many times a day. Which of them was
 * too much stands in the body only (HubSpot, “Usage guidelines and limits”).
 */
const MANNERS: Manners = {
  title: 'HubSpot',
  waitOf({ status, headers, body }) {
    if (status !== 429) return undefined
    const policy = /"policyName"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? ''
    if (policy === 'DAILY') return Number.POSITIVE_INFINITY
    if (headers['retry-after']) return undefined
    if (/SECONDLY_ROLLING/i.test(policy) || /ten_secondly/i.test(body))
      return Number(headers['x-hubspot-ratelimit-interval-milliseconds'] ?? 10_000)
    return 1000
  },
}
