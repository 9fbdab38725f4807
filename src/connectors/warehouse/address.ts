import { fail } from '../../core/error.ts'

/** Where a database is and how it is entered, as its address says. */
export type Database = {
  host: string
  port: number
  user: string
  password: string
  database: string
  /** `verify-full` checks the certificate, `require` only encrypts, `disable` does neither. */
  tls: 'verify-full' | 'require' | 'disable'
}

/**
 * Reads `postgresql://user:password@host:5432/database?sslmode=require`. Fails as `invalid`, without repeating the address,
 * because it holds the password. Parameters that could lead elsewhere than the host are refused.
 */
export function databaseOf(address: string): Database {
  const wrong = (says: string): never => fail('invalid', `The address of the database ${says}`, { reason: 'address' })
  const url = URL.parse(address)
  if (!url || !/^postgres(ql)?:$/.test(url.protocol))
    return wrong('is not spelt as one. Write it like postgresql://user:password@host/database.')
  if (!url.hostname) return wrong('names no host. Write it like postgresql://user:password@host/database.')
  if (!/^[a-z0-9.-]+$|^\[[0-9a-f:.]+\]$/i.test(url.hostname) || url.hostname.endsWith('.'))
    return wrong('has a host that is not spelt plainly. Use letters, digits, hyphens and dots.')
  for (const name of url.searchParams.keys())
    if (name !== 'sslmode') return wrong(`has “${name.slice(0, 40)}”, which is not understood. Only sslmode is.`)
  const tls = url.searchParams.get('sslmode') ?? 'verify-full'
  if (tls !== 'verify-full' && tls !== 'require' && tls !== 'disable')
    return wrong('has an sslmode that is none of verify-full, require and disable.')
  const [user = '', password = '', database = ''] = [url.username, url.password, url.pathname.slice(1)].map(decoded)
  if (!user || !database) return wrong('needs a user and a database: postgresql://user:password@host/database.')
  return { host: url.hostname.toLowerCase(), port: Number(url.port || 5432), user, password, database, tls }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
