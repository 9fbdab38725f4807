import type { Context } from '../../context.ts'
import { among } from '../queries.ts'

/** SQL of who belongs to which account. */

/** Facts that name a person and an account. */
const namings = (where: string): string =>
  `(${['event', 'trait']
    .map(table => `SELECT person, account FROM ${table} WHERE ${where} AND person IS NOT NULL AND account IS NOT NULL`)
    .join(' UNION ALL ')})`

/** The accounts that facts of people name, with how many do. */
export async function selectNamedAccounts(
  ctx: Context,
  persons: readonly number[],
): Promise<{ person: number; account: number; facts: number }[]> {
  if (persons.length === 0) return []
  return ctx.events.query(
    `SELECT person, account, count(*) AS facts FROM ${namings(among('person', persons))} AS naming
     GROUP BY person, account ORDER BY person, account`,
  )
}

/** Accounts by their domains. */
export async function selectDomains(ctx: Context, domains: readonly string[]): Promise<Map<string, number>> {
  if (domains.length === 0) return new Map()
  const rows = await ctx.events.query<{ value: string; account: number }>(
    `SELECT value, account FROM account_identifier
     WHERE kind = 'domain' AND value IN (${domains.map((_, i) => `$${i + 1}`).join(', ')})`,
    domains,
  )
  return new Map(rows.map(row => [row.value, row.account]))
}

/**
 * Everybody whose facts name an account, or whose e-mail has one of the domains while their facts name none; null among them
 * stands for facts that name it and nobody.
 */
export async function selectMembers(
  ctx: Context,
  account: number,
  domains: readonly string[],
): Promise<(number | null)[]> {
  const named = ['event', 'trait']
    .map(table => `SELECT person FROM ${table} WHERE ${among('account', [account])}`)
    .join(' UNION ')
  const places = domains.map((_, i) => `$${i + 1}`).join(', ')
  const addressed = `SELECT person FROM identifier WHERE kind = 'email' AND split_part(value, '@', 2) IN (${places})`
  const alone = `SELECT person FROM (${addressed}) AS addressed WHERE person NOT IN
    (SELECT person FROM ${namings(`person IN (${addressed})`)} AS naming)`
  const rows = await ctx.events.query<{ person: number | null }>(
    `SELECT person FROM (${domains.length > 0 ? `${named} UNION ${alone}` : named}) AS member ORDER BY person`,
    domains,
  )
  return rows.map(({ person }) => person)
}
