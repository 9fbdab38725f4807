import type { Fact } from '../src/core/fact.ts'
import type { IdentityRules } from '../src/core/identity-rules.ts'
import { canonicalJson, type JsonValue } from '../src/core/json.ts'
import type { Events } from '../src/store/events/events.ts'
import { type Link, resolve } from '../src/store/events/resolve.ts'

/** What a store holds, without the numbers it happened to give: equal stores have equal states. */
export type State = {
  persons: Holder[]
  accounts: Holder[]
  events: { id: string; ts: number; name: string; source: string; props: string; person: string; account: string }[]
}
/** A holder is called by its smallest identifier. */
type Holder = { identifiers: string[]; created: number; traits: string; facts: string[] }

const KINDS = {
  person: ({ user, email, phone, anonymous, ids }: Fact): Record<string, string | undefined> => ({
    user,
    ...ids,
    email: email?.toLowerCase(),
    phone: phone?.replaceAll(/[^+\d]/g, ''),
    anonymous,
  }),
  account: (fact: Fact): Record<string, string | undefined> => ({
    id: fact.account?.id,
    domain: fact.account?.domain?.toLowerCase(),
  }),
}

/**
 * The state that storing the facts must lead to, worked out slowly and plainly from the definition: by what is connected, or,
 * with rules of identity, by the profiles that the set of all links gives.
 */
export function naiveState(facts: readonly Fact[], rules?: IdentityRules): State {
  const distinct = facts.filter((fact, i) => facts.findIndex(other => other.id === fact.id) === i)
  const persons = rules ? profiles(distinct, rules) : holders(distinct, 'person')
  const accounts = holders(distinct, 'account')
  const nameIn = (groups: Holder[], kind: keyof typeof KINDS, fact: Fact) => {
    const [strongest] = identifiersOf(fact, kind)
    return groups.find(group => strongest && group.identifiers.includes(strongest))?.identifiers[0] ?? ''
  }
  const events = distinct
    .filter(fact => fact.name !== undefined)
    .map(fact => ({
      id: fact.id,
      ts: fact.ts,
      name: fact.name!,
      source: fact.source,
      props: canonicalJson(fact.props),
      person: nameIn(persons, 'person', fact),
      account: nameIn(accounts, 'account', fact),
    }))
  return { persons, accounts, events: events.sort(byId) }
}

function holders(facts: readonly Fact[], kind: keyof typeof KINDS): Holder[] {
  const groups: { keys: Set<string>; facts: Fact[] }[] = []
  for (const fact of facts) {
    const keys = identifiersOf(fact, kind)
    if (!keys.length) continue
    const touched = groups.filter(group => keys.some(key => group.keys.has(key)))
    const joined = {
      keys: new Set([...keys, ...touched.flatMap(group => [...group.keys])]),
      facts: [fact, ...touched.flatMap(group => group.facts)],
    }
    for (const group of touched) groups.splice(groups.indexOf(group), 1)
    groups.push(joined)
  }
  return groups.map(({ keys, facts }) => holder(kind, [...keys], facts)).sort(byName)
}

function profiles(facts: readonly Fact[], rules: IdentityRules): Holder[] {
  const keys = [...new Set(facts.flatMap(fact => identifiersOf(fact, 'person')))]
  const links = new Map<string, Link>()
  for (const fact of facts) {
    const places = identifiersOf(fact, 'person').map(key => keys.indexOf(key))
    for (const x of places)
      for (const y of places) {
        const [a, b] = [Math.min(x, y), Math.max(x, y)]
        const known = links.get(`${a} ${b}`)
        if (a === b || (known && (known.ts < fact.ts || (known.ts === fact.ts && known.id <= fact.id)))) continue
        links.set(`${a} ${b}`, { a, b, ts: fact.ts, id: fact.id })
      }
  }
  const identifiers = keys.map(key => ({
    kind: key.slice(0, key.indexOf(':')),
    value: key.slice(key.indexOf(':') + 1),
  }))
  const { profiles } = resolve(identifiers, [...links.values()], rules)
  return [...Map.groupBy(keys, (_, n) => profiles[n]).values()]
    .map(own => {
      const all = facts.filter(fact => identifiersOf(fact, 'person').some(key => own.includes(key)))
      const theirs = all.filter(fact => own.includes(identifiersOf(fact, 'person')[0]!))
      return { ...holder('person', own, theirs), created: Math.min(...all.map(({ ts }) => ts)) }
    })
    .sort(byName)
}

function holder(kind: keyof typeof KINDS, keys: string[], facts: Fact[]): Holder {
  const traits: Record<string, JsonValue> = {}
  const ordered = facts.sort((a, b) => a.ts - b.ts || (a.id < b.id ? -1 : 1))
  for (const fact of ordered) Object.assign(traits, kind === 'person' ? fact.traits : fact.accountTraits)
  const said = facts.filter(fact =>
    kind === 'person'
      ? fact.traits || fact.name === undefined
      : fact.accountTraits || (fact.name === undefined && !identifiersOf(fact, 'person').length),
  )
  return {
    identifiers: [...keys].sort(),
    created: ordered[0]?.ts ?? Number.POSITIVE_INFINITY,
    traits: canonicalJson(traits),
    facts: said.map(fact => fact.id).sort(),
  }
}

function identifiersOf(fact: Fact, kind: keyof typeof KINDS): string[] {
  return Object.entries(KINDS[kind](fact))
    .filter(([, value]) => value?.trim())
    .map(([name, value]) => `${name}:${value!.trim()}`)
}

/** What a store holds in fact. */
export async function stateOf(events: Events): Promise<State> {
  const read = async (kind: 'person' | 'account', identifierTable: string, history: string) => {
    const rows = await events.query<{ number: number; created: number; traits: JsonValue }>(
      `SELECT ${kind} AS number, created, traits FROM ${kind}`,
      [],
      { json: true },
    )
    const keys = await events.query<{ kind: string; value: string; number: number }>(
      `SELECT kind, value, ${kind} AS number FROM ${identifierTable}`,
    )
    const said = await events.query<{ id: string; number: number }>(`SELECT id, ${kind} AS number FROM ${history}`)
    const names = new Map<number, string>()
    const holders = rows.map(({ number, created, traits }) => {
      const identifiers = keys.filter(key => key.number === number).map(key => `${key.kind}:${key.value}`)
      names.set(number, identifiers.sort()[0]!)
      const facts = said.filter(fact => fact.number === number).map(fact => fact.id)
      return { identifiers, created, traits: canonicalJson(traits), facts: facts.sort() }
    })
    return { holders: holders.sort(byName), names }
  }
  const persons = await read('person', 'identifier', 'trait')
  const accounts = await read('account', 'account_identifier', 'account_trait')
  const rows = await events.query<{ person: number | null; account: number | null; props: JsonValue } & EventRow>(
    'SELECT person, account, id, ts, name, source, props FROM event',
    [],
    { json: true },
  )
  const found = rows.map(({ person, account, props, ...row }) => ({
    ...row,
    props: canonicalJson(props),
    person: person === null ? '' : (persons.names.get(person) ?? 'nobody known'),
    account: account === null ? '' : (accounts.names.get(account) ?? 'no known account'),
  }))
  return { persons: persons.holders, accounts: accounts.holders, events: found.sort(byId) }
}

type EventRow = { id: string; ts: number; name: string; source: string }

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)

const byName = (a: Holder, b: Holder): number => (a.identifiers[0]! < b.identifiers[0]! ? -1 : 1)
