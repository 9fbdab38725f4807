import type { z } from 'zod'
import { fail, ProductError } from '../../core/error.ts'
import type { Answer, Asked, RequestInit } from '../connector.ts'

/** How one system wants to be asked. */
export type Manners = {
  /** What it is called in sentences. */
  title: string
  /**
   * Milliseconds that the system itself asks to wait before the same question is put again; `Infinity` when it will not
   * answer today. `undefined` leaves it to `Retry-After` and to longer and longer waits.
   */
  waitOf?: (answer: Answer) => number | undefined
}

const TRIES = 6
const LONGEST_WAIT = 120_000
const LONGEST_ADVICE = 3_600_000

/**
 * Asks until there is an answer that will not change by waiting: rate limits, errors of the server and broken connections
 * are tried again, six times at most, waiting as long as the system asks for, or twice as long each time. Only questions
 * that change nothing may be put this way. Fails as `unavailable` when patience ends, with the seconds after which to come
 * back, an hour at most, as `retryAfter` where the system says so.
 */
export async function askPatiently(asked: Asked, manners: Manners, url: string, init?: RequestInit): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    if (asked.signal?.aborted)
      fail('unavailable', 'The work was ended before everything was read.', { reason: 'ended' })
    const outcome = await asked.request(url, init).catch(passing)
    if (!(outcome instanceof ProductError) && !PASSING.has(outcome.status)) return outcome
    const answer = outcome instanceof ProductError ? undefined : outcome
    const wanted = answer && (manners.waitOf?.(answer) ?? retryAfter(answer, asked.now()))
    if (wanted !== undefined && wanted > LONGEST_WAIT)
      fail('unavailable', `${manners.title} wants to be left alone for a while. The next run goes on from here.`, {
        reason: 'rate',
        retryAfter: Math.ceil(Math.min(wanted, LONGEST_ADVICE) / 1000),
      })
    if (tries >= TRIES) {
      if (outcome instanceof ProductError) throw outcome
      const what =
        outcome.status === 429 ? 'still refuses so many requests' : `still answers with an error (${outcome.status})`
      fail('unavailable', `${manners.title} ${what} after ${TRIES} tries. The next run goes on from here.`, {
        reason: outcome.status === 429 ? 'rate' : 'server',
      })
    }
    await asked.wait(Math.max(wanted ?? 0, 1000 * 2 ** (tries - 1)))
  }
}

/** The JSON of an answer in the shape that is expected of it; fails as `unavailable`, showing nothing of it. */
export function readAnswer<T extends z.ZodType>(answer: Answer, schema: T, title: string): z.infer<T> {
  let value: unknown
  try {
    value = JSON.parse(answer.body)
  } catch {
    return fail('unavailable', `${title} answered with something that is not JSON.`, { reason: 'answer' })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  return fail('unavailable', `${title} answered in a form that is not known${where && ` (at “${where}”)`}.`, {
    reason: 'answer',
  })
}

const PASSING = new Set([408, 423, 425, 429, 477, 500, 502, 503, 504, 520, 522, 524])

function passing(error: unknown): ProductError {
  if (error instanceof ProductError && ['connection', 'time', 'name'].includes(String(error.details.reason)))
    return error
  throw error
}

/** RFC 9110 10.2.3: seconds, or a date. */
function retryAfter({ headers }: Answer, now: number): number | undefined {
  const written = headers['retry-after']?.trim()
  if (!written) return undefined
  if (/^\d+(\.\d+)?$/.test(written)) return Number(written) * 1000
  const at = Date.parse(written)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
