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

/** Everybody whose facts name one of the accounts, or whose e-mail has one of the domains while their facts name none. */
export async function selectMembers(
  ctx: Context,
  accounts: readonly number[],
  domains: readonly string[],
): Promise<number[]> {
  const named = `SELECT DISTINCT person FROM ${namings(among('account', accounts))} AS naming`
  if (domains.length === 0) return numbers(await ctx.events.query(`${named} ORDER BY person`))
  const places = domains.map((_, i) => `$${i + 1}`).join(', ')
  const addressed = `SELECT person FROM identifier WHERE kind = 'email' AND split_part(value, '@', 2) IN (${places})`
  return numbers(
    await ctx.events.query(
      `SELECT person FROM (${named} UNION SELECT person FROM (${addressed}) AS addressed WHERE person NOT IN
         (SELECT person FROM ${namings(`person IN (${addressed})`)} AS naming)) AS member ORDER BY person`,
      domains,
    ),
  )
}

const numbers = (rows: readonly { person: number }[]): number[] => rows.map(({ person }) => person)
