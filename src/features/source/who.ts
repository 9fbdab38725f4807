import type { Fact } from '../../core/fact.ts'
import type { Reading } from './cell.ts'
import { type ReadText, textReader, type Values } from './cell-text.ts'
import { type Columns, namesOf, type Source } from './source.ts'

/** The person and the account that a row names. */
export type Identity = Pick<Fact, 'user' | 'email' | 'phone' | 'anonymous' | 'ids' | 'account'>

export const hasPerson = ({ user, email, phone, anonymous, ids }: Identity): boolean =>
  (user ?? email ?? phone ?? anonymous ?? ids) !== undefined

/** Who a row is about; a row whose source names somebody must name a person or an account, unless it may name nobody. */
export function identityReader(source: Source, reading: Reading): (values: Values) => Identity | undefined {
  const readerOf = (columns: Columns | undefined) => (columns === undefined ? nobody : nameReader(columns, reading))
  const { ids = {}, ...person } = source.person ?? {}
  const user = readerOf(person.user)
  const email = readerOf(person.email)
  const phone = readerOf(person.phone)
  const anonymous = readerOf(person.anonymous)
  const others = Object.entries(ids).map(([kind, columns]) => ({ kind, read: nameReader(columns, reading) }))
  const id = readerOf(source.account?.id)
  const domain = readerOf(source.account?.domain)
  const named = [...namesOf(source, 'person'), ...namesOf(source, 'account')].flatMap(({ columns }) => columns)

  return values => {
    const identity: Identity = {}
    let found = user(values)
    if (found !== undefined) identity.user = found
    found = email(values)
    if (found !== undefined) identity.email = found.toLowerCase()
    found = phone(values)
    if (found !== undefined) identity.phone = found
    found = anonymous(values)
    if (found !== undefined) identity.anonymous = found
    for (const { kind, read } of others) {
      found = read(values)
      if (found !== undefined) identity.ids = { ...identity.ids, [kind]: found }
    }
    found = id(values)
    if (found !== undefined) identity.account = { id: found }
    found = domain(values)
    if (found !== undefined) identity.account = { ...identity.account, domain: domainIn(found) }
    if (named.length && !source.nobody && !identity.account && !hasPerson(identity))
      return reading.reject(`The row names nobody: “${named.join(', ')}” is empty.`, named[0])
    return identity
  }
}

const nobody: ReadText = () => undefined

/** The first of some columns that is there; of a column that holds a list, its first item. */
function nameReader(columns: Columns, { source, table }: Reading): (values: Values) => string | undefined {
  const readers = [columns].flat().map(text => {
    const read = textReader(text, source, table)
    const type = source.types?.[text]
    return type?.startsWith('list') ? firstItem(text, type.slice(5, -1) || ';', read) : read
  })
  const [only] = readers
  if (only && readers.length === 1) return values => only(values)?.trim() || undefined
  return values => {
    for (const read of readers) {
      const found = read(values)?.trim()
      if (found) return found
    }
    return undefined
  }
}

function firstItem(text: string, separator: string, read: ReadText): ReadText {
  return values => {
    const value = values[text]
    const items = Array.isArray(value) ? value.map(String) : read(values)?.split(separator)
    return items?.find(item => item.trim() !== '')
  }
}

/** The domain in a domain, web address or e-mail address. */
function domainIn(text: string): string {
  const lower = text.toLowerCase()
  return MORE_THAN_DOMAIN.test(lower) ? withoutRest(lower) : lower
}

const MORE_THAN_DOMAIN = /[/:?#@]|^www\.|\.$/

function withoutRest(text: string): string {
  return text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^[^/]*@/, '')
    .replace(/[/:?#].*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '')
}
