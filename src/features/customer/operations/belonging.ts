import type { Context } from '../../context.ts'
import { companyDomainOf } from '../free-mail.ts'
import { type Scope, selectIdentifiers } from '../queries.ts'
import { selectDomains, selectMembers, selectNamedAccounts } from './membership.ts'

/** An account of a person: named by facts, or found by the domain of their e-mail address. */
export type Belonging = { account: number; by: 'fact' | 'domain' }

/**
 * The accounts of people: those that their facts name, the ones a system knows by an id first; of people whose facts name none,
 * the one with the domain of their address. Free mail belongs to no company.
 */
export async function accountsOf(ctx: Context, persons: readonly number[]): Promise<Map<number, Belonging[]>> {
  const named = Map.groupBy(await selectNamedAccounts(ctx, persons), row => row.person)
  const accounts = [...new Set([...named.values()].flat().map(row => row.account))]
  const known = await selectIdentifiers(ctx, 'account', accounts)
  const hasId = (account: number) => (known.get(account)?.some(({ kind }) => kind === 'id') ? 0 : 1)
  const rest = persons.filter(person => !named.has(person))
  const addressed = await byDomain(ctx, rest)
  return new Map(
    persons.map(person => {
      const facts = named.get(person)?.toSorted((a, b) => hasId(a.account) - hasId(b.account) || b.facts - a.facts)
      return [person, facts ? facts.map(({ account }) => ({ account, by: 'fact' })) : (addressed.get(person) ?? [])]
    }),
  )
}

async function byDomain(ctx: Context, persons: readonly number[]): Promise<Map<number, Belonging[]>> {
  const identifiers = await selectIdentifiers(ctx, 'person', persons)
  const domainsOf = new Map(
    [...identifiers].map(([person, all]) => [
      person,
      all.flatMap(({ kind, value }) => (kind === 'email' ? (companyDomainOf(value) ?? []) : [])),
    ]),
  )
  const accounts = await selectDomains(ctx, [...new Set([...domainsOf.values()].flat())])
  return new Map(
    [...domainsOf].map(([person, domains]) => {
      const found = domains.map(domain => accounts.get(domain)).filter(each => each !== undefined)
      return [person, [...new Set(found)].map(account => ({ account, by: 'domain' }))]
    }),
  )
}

/** The people of an account: exactly those whose accounts it is one of. */
export const peopleOf = async (ctx: Context, account: number): Promise<readonly number[]> =>
  (await scopeOf(ctx, account)).persons

/** The facts of an account: those of its people, and, where there are any, those that name it and nobody. */
export async function scopeOf(ctx: Context, account: number): Promise<Scope> {
  const identifiers = (await selectIdentifiers(ctx, 'account', [account])).get(account) ?? []
  const domains = identifiers.flatMap(({ kind, value }) =>
    kind === 'domain' ? (companyDomainOf(`x@${value}`) ?? []) : [],
  )
  const members = await selectMembers(ctx, account, domains)
  return { persons: members.filter(each => each !== null), accounts: members.includes(null) ? [account] : [] }
}
