import { Hono, type Context as Request } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { fail } from '../core/error.ts'
import { nearest } from '../core/problem.ts'
import type { Actor, Context } from '../features/context.ts'
import type { AnyOperation } from '../features/operation.ts'
import { keepAnswers } from './kept-answers.ts'
import { networkOf, PEER } from './peer.ts'
import { createRate } from './rate.ts'

/** Whoever sends a request; nobody, when it carries neither a session nor a key. */
export type Identify = (request: globalThis.Request) => Promise<Actor | undefined>

export type ApiParts = {
  /** How many requests a key may send within a minute; a person’s pages ask for several things at once, so they may `PAGES` times as many. */
  perMinute: number
  operations: readonly AnyOperation[]
  /** The workspace as it is now, without an actor of its own. */
  context: () => Context
  identify: Identify
  /** Does what a write that went through asks of the facts, before it is answered. */
  settled?: (ctx: Context, operation: string) => Promise<void>
  /** Told of every write that went through. */
  changed: (change: Change) => void
}

export type Change = { operation: string; object: string; actor: string }

const LARGEST = 5 * 1024 * 1024
const DEEPEST = 100
/** A page asks for several things where a program asks for one. */
const PAGES = 6

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' }

/** Refuses bodies of JSON that are larger than any input is. */
export const limitBody = () => bodyLimit({ maxSize: LARGEST, onError: tooLarge })

/**
 * `POST /<operation>` with the input as JSON, and for reads `GET /<operation>` with the input in the query, where `input` may hold all
 * of it as JSON. Writes take an `idempotency-key`.
 */
export function apiOf({ operations, context, identify, settled, changed, perMinute }: ApiParts): Hono {
  const known = new Map(operations.map(each => [each.operation, each]))
  const api = new Hono()
  const rate = createRate(60_000)
  const answer = keepAnswers()

  const carryOut = async (c: Request, input: (operation: AnyOperation) => Promise<unknown>): Promise<Response> => {
    const name = c.req.param('operation') ?? ''
    const operation = known.get(name)
    const actor = await identify(c.req.raw)
    if (!actor) {
      rate.count(networkOf(c.req.header(PEER) ?? ''), perMinute)
      return fail('forbidden', 'Sign in first, or send a key.', { reason: 'anonymous' })
    }
    rate.count(actor.id, actor.id.startsWith('key:') ? perMinute : perMinute * PAGES)
    if (!operation) return unknownOperation(name, known.keys())
    if (c.req.method === 'GET' && !operation.reads)
      fail('invalid', `${name} changes something, so it is sent by POST.`, { reason: 'other_method', allow: 'POST' })
    const key = c.req.header('idempotency-key')
    if (key !== undefined && !/^[\w-]{1,100}$/.test(key))
      fail('invalid', 'An idempotency key has at most 100 letters, digits, hyphens and underscores.')
    const ctx = { ...context(), actor, ...(key && !operation.reads ? { idempotencyKey: key } : {}) }
    const said = await input(operation)
    if (operation.shared) return c.body(await answer(ctx, operation, said), 200, JSON_HEADERS)
    const output = await operation(ctx, said)
    if (!operation.reads) await settled?.(ctx, name)
    if (!operation.reads) changed({ operation: name, object: objectIn(said), actor: actor.id })
    return c.json(output ?? null, 200, { 'cache-control': 'no-store' })
  }

  api.post('/:operation', limitBody(), c => carryOut(c, () => bodyOf(c)))
  api.get('/:operation', c => carryOut(c, async operation => queryOf(c, operation)))
  api.all('/:operation', c => {
    const allow = known.get(c.req.param('operation'))?.reads ? 'GET, HEAD, POST' : 'POST'
    return fail('invalid', `${c.req.method} is not understood here. Send ${allow}.`, { reason: 'other_method', allow })
  })
  return api
}

function tooLarge(): never {
  return fail('limit', `A request has at most ${LARGEST / 1024 / 1024} MB. Send less at once.`, { reason: 'too_large' })
}

function unknownOperation(name: string, names: Iterable<string>): never {
  const meant = nearest(name, names)
  return fail(
    'not_found',
    `There is no operation “${name}”. ${meant ? `Did you mean “${meant}”?` : 'See /api/v1/openapi.json.'}`,
  )
}

/** Only JSON is read, which a form on another site cannot send. */
export async function bodyOf(c: Request): Promise<unknown> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    fail('invalid', 'Send the input as JSON, with content-type: application/json.', { reason: 'not_json' })
  const text = await c.req.text()
  return text.trim() === '' ? {} : jsonOf(text, 'The request')
}

function jsonOf(text: string, what: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail('invalid', `${what} is not JSON. Check its quotes and commas.`)
  }
  requireStorable(value)
  return value
}

/** Refuses what no store keeps: the character NUL, half characters, and lists in lists without end. */
function requireStorable(value: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: each, depth } = next
    if (typeof each === 'string' && (each.includes('\0') || !each.isWellFormed()))
      fail('invalid', 'The request holds a character that is none (NUL, or half of one). Leave it out.')
    if (typeof each !== 'object' || each === null) continue
    if (depth >= DEEPEST) fail('invalid', `The request is nested deeper than ${DEEPEST} levels.`)
    for (const [key, inner] of Object.entries(each))
      open.push({ value: key, depth: depth + 1 }, { value: inner, depth: depth + 1 })
  }
}

/** The fields of a query; each value is read as JSON where its field does not take it as text. */
function queryOf(c: Request, operation: AnyOperation): unknown {
  const { input, ...fields } = c.req.query()
  if (input !== undefined) {
    return jsonOf(input, '“input”')
  }
  const shape = (operation.input as { shape?: Record<string, { safeParse(value: unknown): { success: boolean } }> })
    .shape
  return Object.fromEntries(
    Object.entries(fields).map(([field, text]) => {
      const takesText = shape?.[field]?.safeParse(text).success ?? true
      return [field, takesText ? text : parsed(text)]
    }),
  )
}

function parsed(text: string): unknown {
  try {
    JSON.parse(text)
  } catch {
    return text
  }
  return jsonOf(text, 'The query')
}

function objectIn(input: unknown): string {
  const name = (input as { name?: unknown } | null)?.name
  return typeof name === 'string' ? name : ''
}
