import type { Fact } from '../../core/fact.ts'
import { LONGEST, type MessageType, type Trouble } from './event.ts'
import { isFields } from './fields.ts'

/** The person and the account that a message names. */
export type Named = Pick<Fact, 'user' | 'email' | 'anonymous' | 'phone' | 'ids' | 'account'> & {
  /** What the person of an alias was called before, where that may be the id of a user. */
  formerUser?: string
}

export type Parts = {
  type: MessageType
  message: Record<string, unknown>
  context: Record<string, unknown>
  traits: Record<string, unknown>
}

/** Whom a message names: by its own ids, by those in its traits and context, and by the ids that other systems gave them. */
export function namedBy({ type, message, context, traits }: Parts): Named | Trouble {
  const known = isFields(context.traits) ? context.traits : NOTHING
  const about = type === 'group' ? known : traits
  const user = idIn(message.userId)
  const anonymous = idIn(message.anonymousId)
  const group = idIn(message.groupId ?? context.groupId)
  const former = type === 'alias' ? idIn(message.previousId) : undefined
  for (const [field, id] of Object.entries({
    userId: user,
    anonymousId: anonymous,
    groupId: group,
    previousId: former,
  }))
    if (id === null) return badId(field)
  if (type === 'group' && !group) return { code: 'no_person', reason: 'The message names no group. Send groupId.' }
  if (type === 'alias' && !(user && former))
    return { code: 'no_person', reason: 'An alias ties two ids together. Send userId and previousId.' }
  const named: Named = {}
  if (user) named.user = user
  if (anonymous) named.anonymous = anonymous
  const email = emailIn(about.email) ?? emailIn(known.email)
  if (email) named.email = email
  const phone = phoneIn(about.phone) ?? phoneIn(known.phone)
  if (phone) named.phone = phone
  addForeign(named, message, context)
  const account = accountOf(type, group ?? undefined, type === 'group' ? traits : about)
  if (account) named.account = account
  if (former) addFormer(named, former)
  if (!user && !anonymous && type !== 'group')
    return { code: 'no_person', reason: 'The message names nobody. Send userId or anonymousId.' }
  return named
}

/** Whom a message names that is wrong otherwise, as far as that can be told. */
export function mentionedBy(message: Record<string, unknown>): Pick<Named, 'user' | 'email' | 'anonymous' | 'phone'> {
  const context = isFields(message.context) ? message.context : NOTHING
  const traits = [message.traits, context.traits, message.properties].filter(isFields)
  const first = (read: (traits: Record<string, unknown>) => string | undefined): string | undefined =>
    traits.map(read).find(each => each !== undefined)
  const said = {
    user: idIn(message.userId) ?? undefined,
    anonymous: idIn(message.anonymousId) ?? undefined,
    email: first(each => emailIn(each.email)),
    phone: first(each => phoneIn(each.phone)),
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

const NOTHING: Record<string, unknown> = {}

const badId = (field: string): Trouble => ({
  code: 'bad_id',
  reason: `“${field}” is no id. Send a text of at most ${LONGEST.id} characters.`,
})

/** The text of an id, `undefined` where there is none, `null` where there is something that cannot be one. */
function idIn(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null
  if (typeof value !== 'string' || value.length > LONGEST.id) return null
  return READABLE.test(value) ? value : undefined
}

/** Something besides spaces, control characters and halves of characters, of which nothing is stored. */
export const READABLE = /[^\s\p{Cc}\p{Cs}]/u

const emailIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= 320 && /^\s*[^\s@]+@[^\s@]+\s*$/.test(value)
    ? value.trim().toLowerCase()
    : undefined

const phoneIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= 40 && /^\s*\+?[\d\s().\-/]{6,}$/.test(value) ? value.trim() : undefined

/** Ids that other systems gave the person, said under `context.externalIds` or by the name of an integration. */
function addForeign(named: Named, message: Record<string, unknown>, context: Record<string, unknown>): void {
  const listed = context.externalIds ?? context.externalId
  if (Array.isArray(listed))
    for (const each of listed.slice(0, MOST)) if (isFields(each)) addId(named, each.type, each.id)
  if (isFields(message.integrations))
    for (const [system, said] of Object.entries(message.integrations))
      if (isFields(said)) addId(named, system, said.id ?? said.userId ?? said.contactId)
}

const MOST = 20

function addId(named: Named, kind: unknown, value: unknown): void {
  const id = idIn(value)
  if (!id || typeof kind !== 'string' || kind.length > 60) return
  const word = kindIn(kind)
  const own = OWN[word]
  if (own !== undefined) named[own] ??= own === 'email' ? emailIn(id) : id
  else if (/^[a-z][a-z0-9_]{0,39}$/.test(word)) named.ids = { ...named.ids, [word]: id }
}

const OWN: Readonly<Record<string, 'user' | 'email' | 'anonymous' | 'phone'>> = {
  user: 'user',
  email: 'email',
  anonymous: 'anonymous',
  phone: 'phone',
}

/** `hubspotId` and `HubSpot` as `hubspot`, `ga_client_id` as `ga_client`. */
function kindIn(text: string): string {
  const word = text
    .replaceAll(/([a-z0-9])(I[dD])$/g, '$1_id')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return word.replace(/(?<=.)_id$/, '')
}

function accountOf(
  type: MessageType,
  group: string | undefined,
  traits: Record<string, unknown>,
): Fact['account'] | undefined {
  const company = type !== 'group' && isFields(traits.company) ? traits.company : undefined
  const said = type === 'group' ? traits : (company ?? NOTHING)
  const id = group ?? idIn(company?.id) ?? undefined
  const domain = domainIn(said.domain) ?? domainIn(said.website)
  if (id === undefined && domain === undefined) return undefined
  return { ...(id === undefined ? {} : { id }), ...(domain === undefined ? {} : { domain }) }
}

/** The domain of a web address, or a domain; nothing that has no dot. */
function domainIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 300) return undefined
  const host = value
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/:?#].*$/s, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '')
  return /^[^\s.@]+(\.[^\s.@]+)+$/.test(host) ? host : undefined
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Trackers give anonymous people UUIDs; whatever else a person was called before may have been the id of a user as well, and
 * is tied as both.
 */
function addFormer(named: Named, former: string): void {
  const isAnonymous = former === named.anonymous || UUID.test(former)
  if (former === named.user) return
  named.anonymous = former
  if (isAnonymous) return
  named.ids = { ...named.ids, alias: former }
  named.formerUser = former
}
