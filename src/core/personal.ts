import type { JsonValue } from './json.ts'

/**
 * What tells who somebody is, and how it is hidden from those who need not know. A field is personal by its name, or because its
 * source says so; an e-mail address is hidden wherever it stands.
 */

/** A company's fields that are personal besides those everybody calls so. */
export type Marked = {
  /** Whether a source says that a property or trait is personal; without a source, whether any does. */
  isMarked(field: string, source: string | null): boolean
}

/** How an answer looks to somebody: as it is, or with what is personal hidden. */
export type Veil = {
  /** Whether anything is hidden. */
  readonly drawn: boolean
  identifier(kind: string, value: string): string
  /** Properties of an event, traits of a person, or the cells of a row. */
  fields<T extends Readonly<Record<string, unknown>>>(fields: T, source: string | null): T
  /** Traits of an account: a company's own name and address are no secret. */
  accountFields<T extends Readonly<Record<string, unknown>>>(fields: T, source: string | null): T
  /** Text in which e-mail addresses may stand. */
  text(text: string): string
  isPersonal(field: string, source: string | null): boolean
}

/** Nothing hidden. */
export const NO_VEIL: Veil = {
  drawn: false,
  identifier: (_, value) => value,
  fields: fields => fields,
  accountFields: fields => fields,
  text: text => text,
  isPersonal: () => false,
}

/** Everything personal hidden. */
export function drawnVeil(marked: Marked): Veil {
  const isPersonal = (field: string, source: string | null): boolean =>
    isPersonalName(field) || marked.isMarked(field, source)
  return {
    drawn: true,
    identifier: (kind, value) => (PERSONAL_KINDS.includes(kind) ? masked(value) : withoutEmails(value)),
    fields: (fields, source) => hidden(fields, field => isPersonal(field, source)),
    accountFields: (fields, source) => hidden(fields, field => marked.isMarked(field, source)),
    text: withoutEmails,
    isPersonal,
  }
}

/** Kinds of identifiers that people are reached by. */
export const PERSONAL_KINDS: readonly string[] = ['email', 'phone']

/** Names of fields that are personal when a field is called so or ends so, in one word and lower case. */
const ENDINGS = new Set(
  `email emailaddress mail mailaddress phone phonenumber mobile mobilephone mobilenumber cellphone telephone fax whatsapp
  firstname lastname fullname surname givenname familyname middlename maidenname nickname displayname contactname customername
  requestername username personname leadname address addressline streetaddress street birthday birthdate dateofbirth dob
  ip ipaddress ssn passport iban signature`.split(/\s+/),
)
/** Personal only when it is the whole name: a campaign has a name too. */
const WHOLE = new Set([
  'name',
  'tel',
  'address1',
  'address2',
  'postcode',
  'postalcode',
  'zip',
  'lat',
  'lng',
  'latitude',
  'longitude',
])

/** Whether everybody calls such a field personal: `Email`, `billing_address` and `firstName`, but not `email_subject`. */
export function isPersonalName(field: string): boolean {
  const words = wordsOf(field)
  if (WHOLE.has(words.join(''))) return true
  return words.some((_, i) => ENDINGS.has(words.slice(i).join('')))
}

function wordsOf(field: string): string[] {
  return field
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/** A value of which no more is left than helps to recognise it: `a…@e….com`, `+49…12`, `A…`. */
export function masked(value: unknown): string {
  if (typeof value !== 'string') return HIDDEN
  const text = value.trim()
  if (text === '') return value
  const email = /^([^@]+)@([^@]+)$/.exec(text)
  if (email) return maskedEmail(email[1]!, email[2]!)
  if (/^\+?[\d\s().\-/]{6,}$/.test(text) && !/^\d{4}-\d\d-\d\d/.test(text) && !/^\d+(\.\d+){3}$/.test(text))
    return `${text.startsWith('+') ? text.slice(0, 3) : ''}…${text.slice(-2)}`
  const [first = ''] = text
  return /\p{L}/u.test(first) ? `${first}…` : HIDDEN
}

const HIDDEN = '…'

function maskedEmail(local: string, domain: string): string {
  const [first = ''] = local
  const [host = ''] = domain
  const ending = domain.includes('.') ? domain.slice(domain.lastIndexOf('.')) : ''
  return `${first}…@${host}…${ending}`
}

/** Also as it stands in an address: `a%40example.com`. */
const EMAIL = /([\p{L}\p{N}.!#$&'*+/=?^_`{|}~-]+?)(@|%40)((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,})/giu

/** The text with every e-mail address in it masked. */
export function withoutEmails(text: string): string {
  if (!text.includes('@') && !text.includes('%40')) return text
  return text.replaceAll(EMAIL, (_, local: string, __, domain: string) => {
    const start = local.search(/[^/=?&]*$/)
    return `${local.slice(0, start)}${maskedEmail(local.slice(start), domain)}`
  })
}

const DEEPEST = 50

function hidden<T extends Readonly<Record<string, unknown>>>(fields: T, isPersonal: (field: string) => boolean): T {
  const of = (value: unknown, personal: boolean, depth: number): unknown => {
    if (value === null || value === undefined || value === '') return value
    if (typeof value === 'object') {
      if (depth > DEEPEST) return HIDDEN
      if (Array.isArray(value)) return value.map(item => of(item, personal, depth + 1))
      return Object.fromEntries(
        Object.entries(value as Record<string, JsonValue>).map(([key, item]) => [
          withoutEmails(key),
          of(item, personal || isPersonal(key), depth + 1),
        ]),
      )
    }
    if (personal) return masked(value)
    return typeof value === 'string' ? withoutEmails(value) : value
  }
  return of(fields, false, 0) as T
}
