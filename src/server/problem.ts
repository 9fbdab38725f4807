import type { Context } from 'hono'
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
  idempotency_mismatch: 422,
  too_large: 413,
  too_many: 400,
  not_json: 415,
  not_a_file: 415,
  other_method: 405,
  unknown_host: 421,
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

/** A failure as an answer. */
export function problemAnswer(error: ProductError, headers: Readonly<Record<string, string>> = {}): Response {
  const body = problemOf(error)
  return answerOf(body, error, headers)
}

/** The failure as an answer. What is no `ProductError` is a bug: it is logged whole, and answered without a word of it. */
export function answerProblem(_: Context, error: unknown, log: (error: unknown) => void): Response {
  if (error instanceof ProductError) return problemAnswer(error)
  log(error)
  const bug = new ProductError(
    'unavailable',
    'Plumbline itself failed; this is a bug. The log of the server says more.',
  )
  return answerOf({ ...problemOf(bug), status: 500 }, bug)
}

function answerOf(body: ProblemBody, error: ProductError, more: Readonly<Record<string, string>> = {}): Response {
  const { retryAfter, allow } = error.details
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(typeof retryAfter === 'number' ? { 'retry-after': String(Math.ceil(retryAfter)) } : {}),
      ...(typeof allow === 'string' ? { allow } : {}),
      ...more,
    },
  })
}
