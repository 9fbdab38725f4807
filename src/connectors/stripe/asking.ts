import type { z } from 'zod'
import { fail } from '../../core/error.ts'
import type { Answer, Asked } from '../connector.ts'
import { askPatiently, readAnswer } from '../outbound/asking.ts'

/** The version of the API whose fields the presets name; Stripe answers in it whatever the account’s own version is. */
const VERSION = '2024-06-20'

/** An answer, and the instant on Stripe’s clock in seconds. */
type Told<T> = { found: T; at: number }

/**
 * Asks Stripe with a secret or restricted key. `undefined` when what is asked for does not exist (any more); `right` is what
 * the key must be allowed to read.
 */
export async function askStripe<T extends z.ZodType>(
  asked: Asked,
  { path, query = {}, right }: { path: string; query?: Record<string, string>; right: string },
  schema: T,
): Promise<Told<z.infer<T>> | undefined> {
  const key = asked.settings.key?.trim() ?? ''
  if (!/^[sr]k_\w+$/.test(key))
    fail('invalid', 'The key must be a restricted or secret one, which begins with rk_ or sk_. Copy it again.', {
      reason: 'token',
    })
  const headers = { authorization: `Bearer ${key}`, 'stripe-version': VERSION }
  const url = `https://api.stripe.com${path}?${new URLSearchParams(query)}`
  const answer = await askPatiently(asked, { title: 'Stripe' }, url, { headers })
  if (answer.status < 300) {
    const at = Date.parse(answer.headers.date ?? '')
    return { found: readAnswer(answer, schema, 'Stripe'), at: Math.floor((Number.isNaN(at) ? asked.now() : at) / 1000) }
  }
  if (/"code"\s*:\s*"resource_missing"/.test(answer.body)) return undefined
  return refuse(answer, right)
}

function refuse({ status }: Answer, right: string): never {
  if (status === 401)
    fail('forbidden', 'Stripe does not accept the key. Copy it again, or make a new one.', { reason: 'token' })
  if (status === 403)
    fail('forbidden', `The key of Stripe may not read this. Give it “Read” for ${right}.`, { reason: 'scope' })
  fail('unavailable', `Stripe refused the question (${status}). Nothing was read.`, { reason: 'refused' })
}
