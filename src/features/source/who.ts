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
  const readersOf = (who: 'person' | 'account') =>
    namesOf(source, who).map(({ kind, columns, path }) => ({
      kind,
      read: nameReader(columns, reading),
      at: path.at(-2),
    }))
  const [person, account] = [readersOf('person'), readersOf('account')]
  const named = [...namesOf(source, 'person'), ...namesOf(source, 'account')].flatMap(({ columns }) => columns)
  return values => {
    const identity: Identity = {}
    for (const { kind, read, at } of person) {
      const found = read(values)
      if (found === undefined) continue
      if (at === 'ids') identity.ids = { ...identity.ids, [kind]: found }
      else identity[kind as 'user' | 'email' | 'phone' | 'anonymous'] = kind === 'email' ? found.toLowerCase() : found
    }
    for (const { kind, read } of account) {
      const found = read(values)
      if (found === undefined) continue
      identity.account ??= {}
      identity.account[kind as 'id' | 'domain'] = kind === 'domain' ? domainIn(found) : found
    }
    if (named.length && !source.nobody && !identity.account && !hasPerson(identity))
      return reading.reject(`The row names nobody: “${named.join(', ')}” is empty.`, named[0])
    return identity
  }
}

/** The first of some columns that is there; of a column that holds a list, its first item. */
function nameReader(columns: Columns, { source, table }: Reading): (values: Values) => string | undefined {
  const readers = [columns].flat().map(text => {
    const read = textReader(text, source, table)
    const type = source.types?.[text]
    return type?.startsWith('list') ? firstItem(text, type.slice(5, -1) || ';', read) : read
  })
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
