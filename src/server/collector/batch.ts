import { fail } from '../../core/error.ts'
import { LIMITS, type MessageType } from '../../features/event/event.ts'
import { isFields } from '../../features/event/fields.ts'
import type { Incoming } from '../../features/event/operations/collecting.ts'

/** A message that is not taken: its place in the batch, and why. */
export type Refusal = { index: number; reason: string; code: 'too_large' | 'no_object' }

/** The messages of a request with their places, and those that are refused. */
export type Request = { incoming: Incoming[]; places: number[]; refusals: Refusal[]; total: number }

/** The body of a request as JSON; it must be an object. */
export function parseBody(text: string): Record<string, unknown> {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return fail('invalid', 'The body is not JSON. Check its quotes and commas, and its encoding.', {
      reason: 'bad_json',
    })
  }
  if (!isFields(body)) return fail('invalid', 'The body is not an object. Send { … }.', { reason: 'bad_json' })
  return body
}

/** The one message that a body is; its type is that of the address. */
export function singleOf(text: string, body: Record<string, unknown>, type: MessageType, keepsIp: boolean): Request {
  if (isTooLarge(text)) return { incoming: [], places: [], refusals: [{ index: 0, ...LARGE }], total: 1 }
  const said = body.type === type ? '' : `"type":"${type}"`
  body.type = type
  return { incoming: [incomingOf(body, text, said, keepsIp)], places: [0], refusals: [], total: 1 }
}

/** The messages of a batch. What stands beside them, when it was sent and its context, counts for each that says none itself. */
export function batchOf(text: string, body: Record<string, unknown>, keepsIp: boolean): Request {
  const { batch, sentAt } = body
  if (!Array.isArray(batch))
    return fail('invalid', 'The body has no list of messages. Send { "batch": [ … ] }.', { reason: 'bad_json' })
  const context = isFields(body.context) ? body.context : undefined
  const sent = typeof sentAt === 'string' || typeof sentAt === 'number' ? `"sentAt":${JSON.stringify(sentAt)}` : ''
  const request: Request = { incoming: [], places: [], refusals: [], total: batch.length }
  const texts = batch.length > 0 ? itemsOf(text, batchStart(text)) : []
  batch.forEach((message: unknown, index) => {
    let raw = texts[index] ?? 'null'
    if (!isFields(message) || isTooLarge(raw)) {
      request.refusals.push({ index, ...(isFields(message) ? LARGE : NO_OBJECT) })
      return
    }
    const lacksSent = sent !== '' && message.sentAt === undefined
    if (lacksSent) message.sentAt = sentAt
    if (context !== undefined && (message.context === undefined || isFields(message.context))) {
      message.context = { ...context, ...(message.context as object | undefined) }
      raw = writtenOr(message, raw)
    }
    request.incoming.push(incomingOf(message, raw, lacksSent ? sent : '', keepsIp))
    request.places.push(index)
  })
  return request
}

const LARGE = {
  code: 'too_large',
  reason: `A message has at most ${LIMITS.event} bytes of JSON. Send less with it.`,
} as const
const NO_OBJECT = { code: 'no_object', reason: 'The message is not an object. Send { … }.' } as const

const isTooLarge = (text: string): boolean =>
  text.length > LIMITS.event || (text.length * 3 > LIMITS.event && Buffer.byteLength(text) > LIMITS.event)

/** What is kept of a message is what came, with what the request said for it, and without the address of the device. */
function incomingOf(message: Record<string, unknown>, raw: string, said: string, keepsIp: boolean): Incoming {
  const { context } = message
  if (!keepsIp && isFields(context) && context.ip !== undefined) {
    const { ip: _, ...kept } = context
    return { message, raw: writtenOr({ ...message, context: kept }, raw) }
  }
  if (said === '') return { message, raw }
  const rest = raw.slice(raw.indexOf('{') + 1)
  return { message, raw: /^\s*\}/.test(rest) ? `{${said}}` : `{${said},${rest}` }
}

/** What is nested too deep to be written stays as it came. */
function writtenOr(message: Record<string, unknown>, raw: string): string {
  try {
    return JSON.stringify(message)
  } catch {
    return raw
  }
}

/** Where the list of the last member called `batch` begins, which is the one that `JSON.parse` gives. */
function batchStart(text: string): number {
  let found = -1
  let at = afterSpace(text, text.indexOf('{') + 1)
  while (text[at] === '"') {
    const end = endOfString(text, at)
    const value = afterSpace(text, afterSpace(text, end) + 1)
    if (text.slice(at, end) === '"batch"' || JSON.parse(text.slice(at, end)) === 'batch') found = value
    at = afterSpace(text, endOf(text, value))
    if (text[at] === ',') at = afterSpace(text, at + 1)
  }
  return found
}

/** The texts of the items of a list that begins at `start`, in JSON that is known to be right. */
function itemsOf(text: string, start: number): string[] {
  const items: string[] = []
  let at = afterSpace(text, start + 1)
  while (at < text.length && text[at] !== ']') {
    const end = endOf(text, at)
    items.push(text.slice(at, end))
    at = afterSpace(text, end)
    if (text[at] === ',') at = afterSpace(text, at + 1)
  }
  return items
}

const QUOTE = 34
const BACKSLASH = 92

function afterSpace(text: string, start: number): number {
  let at = start
  for (let code = text.charCodeAt(at); code === 32 || (code >= 9 && code <= 13); code = text.charCodeAt(at)) at++
  return at
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1
    while (text.charCodeAt(before) === BACKSLASH) before--
    if ((at - before) % 2 === 1) return at + 1
  }
  return text.length
}

function endOf(text: string, start: number): number {
  const first = text.charCodeAt(start)
  if (first === QUOTE) return endOfString(text, start)
  let depth = 0
  let at = start
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfString(text, at)
      continue
    }
    const isClosing = code === 93 || code === 125
    if (depth === 0 && (code === 44 || isClosing || code === 32 || (code >= 9 && code <= 13))) return at
    at++
    if (code === 91 || code === 123) depth++
    else if (isClosing && --depth === 0) return at
  }
  return at
}
