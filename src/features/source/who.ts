import type { Fact } from '../../core/fact.ts'
import type { Reading } from './cell.ts'
import { firstReader, type Values } from './cell-text.ts'
import type { Source } from './source.ts'

/** The person and the account that a row names. */
export type Identity = Pick<Fact, 'user' | 'email' | 'anonymous' | 'account'>

export const hasPerson = ({ user, email, anonymous }: Identity): boolean => (user ?? email ?? anonymous) !== undefined

/** Who a row is about; a row whose source names somebody must name a person or at least an account. */
export function identityReader(source: Source, reading: Reading): (values: Values) => Identity | undefined {
  const fields = (['user', 'email', 'anonymous'] as const).flatMap(field => {
    const columns = source.person?.[field]
    return columns === undefined ? [] : [{ field, read: firstReader(columns, source, reading.table) }]
  })
  const accountFields = (['id', 'domain'] as const).flatMap(field => {
    const columns = source.account?.[field]
    return columns === undefined ? [] : [{ field, read: firstReader(columns, source, reading.table) }]
  })
  const named = [...Object.values(source.person ?? {}), ...Object.values(source.account ?? {})].flat()
  return values => {
    const identity: Identity = {}
    for (const { field, read } of fields) {
      const found = read(values)?.trim()
      if (found !== undefined) identity[field] = field === 'email' ? found.toLowerCase() : found
    }
    for (const { field, read } of accountFields) {
      const found = read(values)?.trim()
      if (found === undefined) continue
      identity.account ??= {}
      identity.account[field] = field === 'domain' ? domainIn(found) : found
    }
    if (named.length && !identity.account && !hasPerson(identity))
      return reading.reject(`The row names nobody: “${named.join(', ')}” is empty.`, named[0])
    return identity
  }
}

/** The domain in a domain, web address or e-mail address. */
function domainIn(text: string): string {
  return text
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^[^/]*@/, '')
    .replace(/[/:?#].*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '')
}
