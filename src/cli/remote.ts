import { type Code, fail, ProductError } from '../core/error.ts'
import { newId } from '../core/id.ts'
import type { AnyOperation } from '../features/operation.ts'
import type { Session } from './session.ts'

const PATIENCE_MS = 10 * 60 * 1000

/**
 * A running workspace: each call is one POST, writes carry an idempotency key, and a problem in the answer becomes the
 * failure it was over there.
 */
export function openRemote(server: string, key: string | undefined, send: typeof fetch = fetch): Session {
  const base = baseOf(server)
  return {
    async call(operation, input) {
      const response = await answerOf(base, operation, input, key, send)
      const body = await bodyOf(response, base)
      if (response.ok) return body
      throw problemOf(response.status, body)
    },
    async close() {},
  }
}

function baseOf(server: string): string {
  const url = URL.parse(server)
  if (!url || !/^https?:$/.test(url.protocol))
    fail('invalid', `“${server}” is not the address of a server. Write it like https://plumbline.example.com.`)
  return url.href.replace(/\/$/, '')
}

async function answerOf(
  base: string,
  operation: AnyOperation,
  input: unknown,
  key: string | undefined,
  send: typeof fetch,
): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' }
  if (key) headers.authorization = `Bearer ${key}`
  if (!operation.reads) headers['idempotency-key'] = newId()
  try {
    return await send(`${base}/api/v1/${operation.operation}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(input ?? {}),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
  } catch (error) {
    const why = reasonOf(error)
    throw new ProductError(
      'unavailable',
      `${base} does not answer${why}. Check the address, and that it runs.`,
      {},
      { cause: error },
    )
  }
}

function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') return ' in time'
  return cause?.code || cause?.message ? ` (${cause.code ?? cause.message})` : ''
}

async function bodyOf(response: Response, base: string): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return fail('unavailable', `${base} answered ${response.status}, but not as Plumbline does. Check the address.`)
  }
}

type ProblemBody = { code?: string; detail?: string; title?: string; [key: string]: unknown }

function problemOf(status: number, body: unknown): ProductError {
  const { code, detail, title, status: _, type: __, ...details } = (body ?? {}) as ProblemBody
  const known = CODES.find(each => each === code) ?? codeOf(status)
  return new ProductError(known, detail ?? title ?? `The server answered ${status}.`, details)
}

const CODES: readonly Code[] = ['invalid', 'forbidden', 'not_found', 'conflict', 'limit', 'unavailable']

function codeOf(status: number): Code {
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 409 || status === 412 || status === 428) return 'conflict'
  if (status === 413 || status === 429) return 'limit'
  return status >= 500 ? 'unavailable' : 'invalid'
}
