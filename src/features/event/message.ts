import type { Fact } from '../../core/fact.ts'
import type { JsonValue } from '../../core/json.ts'
import { addDevice } from './device.ts'
import { LONGEST, MESSAGE_TYPES, type MessageType, type Trouble } from './event.ts'
import { giveField, isFields } from './fields.ts'
import { type Moment, momentOf } from './moment.ts'
import { namedBy, READABLE } from './named.ts'
import { addOrigin } from './origin.ts'
import { printOf } from './print.ts'

/** What a collector knows of a message besides what it says. */
export type Arrival = {
  source: string
  /** Epoch milliseconds at which it came. */
  received: number
  /** Whether the source says that addresses of devices are kept. */
  keepsIp: boolean
  /** The address it came from. */
  ip: string | undefined
}

/** A UUID from parts; the same parts always give the same. */
export type MakeId = (...parts: readonly string[]) => string

/** A message as a fact, with a second one where it says that two users are one person; or why it cannot be one. */
export type Reading =
  | { id: string; fact: Fact; former?: Fact; trouble?: undefined }
  | { id: string; fact?: undefined; former?: undefined; trouble: Trouble }

/**
 * Reads a message of the Segment API, or of RudderStack’s dialect of it.
 *
 * Its id comes from its source and messageId, so that it is stored once however often it is sent. Without a messageId what it
 * says counts, with the instant at which it came where it names none: two visits that nothing tells apart are two.
 */
export function readMessage(message: Record<string, unknown>, arrival: Arrival, makeId: MakeId): Reading {
  const { source, received } = arrival
  const type = String(message.type)
  const print = printOf(type, message)
  const moment = momentOf(message, received)
  const own = messageIdOf(message)
  const at = print !== undefined && ('code' in moment || moment.isSaid) ? '' : String(received)
  const id = typeof own !== 'string' ? makeId(source, 'content', String(print), at) : makeId(source, own)
  const read = own === null ? BAD_MESSAGE_ID : partsOf(message, print)
  if ('code' in read) return { id, trouble: read }
  if ('code' in moment) return { id, trouble: moment }
  const named = namedBy(read)
  if ('code' in named) return { id, trouble: named }
  const event = eventOf(read)
  if ('code' in event) return { id, trouble: event }
  const { formerUser, ...who } = named
  if (event.name !== undefined) addContext(event.props, read.context, arrival, moment)
  const props = event.props as Fact['props']
  const fact: Fact = { id, ts: moment.ts, source, ...event, ...who, props, print: print as number }
  if (formerUser === undefined) return { id, fact }
  const ids = { alias: formerUser }
  return { id, fact, former: { id: makeId(id, 'former'), ts: moment.ts, source, user: formerUser, ids, props: {} } }
}

function messageIdOf({ messageId }: Record<string, unknown>): string | null | undefined {
  if (messageId === undefined || messageId === null || messageId === '') return undefined
  return typeof messageId === 'string' || typeof messageId === 'number' ? String(messageId) : null
}

const BAD_MESSAGE_ID: Trouble = { code: 'bad_id', reason: '“messageId” is no id. Send a text.' }

type Parts = {
  type: MessageType
  message: Record<string, unknown>
  context: Record<string, unknown>
  traits: Record<string, unknown>
  properties: Record<string, unknown>
}

function partsOf(message: Record<string, unknown>, print: number | undefined): Parts | Trouble {
  const { type } = message
  if (print === undefined)
    return { code: 'too_deep', reason: 'The message is nested deeper than 100 levels. Flatten it.' }
  if (!MESSAGE_TYPES.includes(type as MessageType))
    return { code: 'unknown_type', reason: `The message has no type that is known. Send ${MESSAGE_TYPES.join(', ')}.` }
  const context = fieldsIn(message.context)
  if (!context) return { code: 'bad_context', reason: '“context” is not an object of named fields.' }
  const properties = fieldsIn(message.properties)
  if (!properties) return { code: 'bad_properties', reason: '“properties” is not an object of named fields.' }
  const traits = fieldsIn(message.traits ?? (type === 'identify' ? context.traits : undefined))
  if (!traits) return { code: 'bad_traits', reason: '“traits” is not an object of named fields.' }
  return { type: type as MessageType, message, context, traits, properties }
}

const fieldsIn = (value: unknown): Record<string, unknown> | undefined =>
  value === undefined || value === null ? {} : isFields(value) ? value : undefined

type Said = Pick<Fact, 'name' | 'traits' | 'accountTraits'> & { props: Record<string, unknown> }

function eventOf({ type, message, traits, properties }: Parts): Said | Trouble {
  if (type === 'identify') return { props: {}, traits: traits as Record<string, JsonValue> }
  if (type === 'group') return { props: {}, accountTraits: traits as Record<string, JsonValue> }
  if (type === 'alias') return { props: {} }
  const props = { ...properties }
  if (type !== 'track') return viewOf(type, message, props)
  const { event } = message
  if (event === undefined || event === null || event === '')
    return { code: 'no_name', reason: 'The event has no name. Send it as “event”.' }
  if (typeof event !== 'string' || !READABLE.test(event) || event.length > LONGEST.name)
    return { code: 'bad_name', reason: `The name of the event is no text of at most ${LONGEST.name} characters.` }
  addCurrency(props)
  return { name: event, props }
}

/** Views are called `page_viewed` and `screen_viewed`, with the path as `page` and the name of the screen as `screen`. */
function viewOf(type: 'page' | 'screen', message: Record<string, unknown>, props: Record<string, unknown>): Said {
  const title = message.name ?? props.name
  if (type === 'page') giveField(props, 'page', props.path)
  giveField(props, type === 'page' ? 'page_name' : 'screen', title)
  giveField(props, `${type}_category`, message.category ?? props.category)
  return { name: `${type}_viewed`, props }
}

const AMOUNTS = ['revenue', 'total', 'value'] as const

/** Amounts become numbers, each with its currency beside it, as money is kept everywhere else. */
function addCurrency(props: Record<string, unknown>): void {
  const { currency } = props
  for (const field of AMOUNTS) {
    const amount = Object.hasOwn(props, field) ? props[field] : undefined
    if (amount === undefined) continue
    if (typeof amount === 'string' && /^\s*-?\d{1,15}(\.\d{1,6})?\s*$/.test(amount)) props[field] = Number(amount)
    if (typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency))
      giveField(props, `${field}_currency`, currency.toUpperCase())
  }
}

const NOTICED_MS = 60_000

function addContext(
  props: Record<string, unknown>,
  context: Record<string, unknown>,
  { keepsIp, ip }: Arrival,
  { aheadMs }: Moment,
): void {
  addOrigin(props, context)
  addDevice(props, context)
  if (keepsIp) giveField(props, 'ip', typeof context.ip === 'string' ? context.ip.slice(0, 45) : ip)
  if (aheadMs > NOTICED_MS) giveField(props, 'clock_ahead_s', Math.round(aheadMs / 1000))
}
