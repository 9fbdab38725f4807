import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Code, ProductError } from '../core/error.ts'

/** A failure as RFC 9457 describes one; `detail` is the sentence for people, `code` the word for programs. */
export type ProblemBody = {
  type: string
  title: string
  status: number
  code: Code
  detail: string
  [key: string]: unknown
}

const STATUS: Record<Code, number> = {
  invalid: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit: 429,
  unavailable: 503,
}

const REASONS: Readonly<Record<string, number>> = {
  anonymous: 401,
  base_required: 428,
  stale: 412,
  too_large: 413,
  disk_full: 507,
}

const TITLES: Record<Code, string> = {
  invalid: 'Something in the request is wrong',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'In conflict with what is there',
  limit: 'Too much at once',
  unavailable: 'Not available now',
}

/** The status a failure is answered with: 428 where a revision is missing, 412 where it is stale, else by its code. */
export function statusOf({ code, details }: ProductError): number {
  return REASONS[details.reason ?? ''] ?? STATUS[code]
}

export function problemOf(error: ProductError): ProblemBody {
  const status = statusOf(error)
  return {
    type: 'about:blank',
    title: TITLES[error.code],
    status,
    code: error.code,
    detail: error.message,
    ...error.details,
  }
}

/** The failure as an answer. What is no `ProductError` is a bug: it is logged whole, and answered without a word of it. */
export function answerProblem(c: Context, error: unknown, log: (error: unknown) => void): Response {
  if (!(error instanceof ProductError)) log(error)
  const known =
    error instanceof ProductError
      ? error
      : new ProductError('unavailable', 'Plumbline itself failed; this is a bug. The log of the server says more.')
  const body = error instanceof ProductError ? problemOf(known) : { ...problemOf(known), status: 500 }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
  const { retryAfter } = known.details
  if (typeof retryAfter === 'number') headers['retry-after'] = String(Math.ceil(retryAfter))
  return c.body(JSON.stringify(body), body.status as ContentfulStatusCode, headers)
}
