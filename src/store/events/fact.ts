import type { Fact } from '../../core/fact.ts'
import type { Problem } from '../../core/problem.ts'
import { cleanText, comparable } from './row.ts'

/**
 * What became of a fact. In *conflict* is one whose id is stored with another print; *suppressed* one about a person who may
 * not be stored. Neither changes anything.
 */
export type Verdict = 'stored' | 'duplicate' | 'conflict' | 'suppressed'

/** The years a fact may lie in; dates outside are mistakes, and their milliseconds would not fit packed lists. */
const EARLIEST = Date.UTC(1900, 0, 1)
const LATEST = Date.UTC(2200, 0, 1)

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Why the store cannot take a fact; empty for one it can. `append` refuses a whole batch that holds such a fact, so whoever
 * takes facts from outside asks here first and keeps the bad ones with their reason.
 */
export function problemsOfFact(fact: Fact): Problem[] {
  const problems: Problem[] = []
  const add = (field: string, message: string) => problems.push({ path: [field], code: 'unstorable', message })
  if (!isUuid(fact.id))
    add('id', `“${String(fact.id).slice(0, 60)}” is not a UUID. Derive one from what identifies the row at its source.`)
  if (!Number.isSafeInteger(fact.ts))
    add('ts', `“${String(fact.ts)}” is not a whole number of milliseconds since 1970.`)
  else if (!isInRange(fact.ts))
    add('ts', `The date lies outside the years 1900 to 2199. Check the date format of the source.`)
  for (const message of problemsOfIds(fact.ids ?? {})) add('ids', message)
  if (!saysSomething(fact))
    add('name', 'The fact names neither an event, a person nor an account, so it says nothing. Give it one of them.')
  return problems
}

/** Whether the store can take a fact; `problemsOfFact` says why not. */
export function isStorable(fact: Fact): boolean {
  return (
    isUuid(fact.id) &&
    Number.isSafeInteger(fact.ts) &&
    isInRange(fact.ts) &&
    hasGoodIds(fact.ids) &&
    saysSomething(fact)
  )
}

const isUuid = (id: unknown): boolean => typeof id === 'string' && UUID.test(id)

const isInRange = (ts: number): boolean => ts >= EARLIEST && ts < LATEST

const MOST_IDS = 20
const KIND = /^[a-z][a-z0-9_-]{0,49}$/

function problemsOfIds(ids: Record<string, string>): string[] {
  const kinds = Object.keys(ids)
  const many = kinds.length > MOST_IDS ? [`The fact names ${kinds.length} ids; ${MOST_IDS} is the limit.`] : []
  const odd = kinds
    .filter(kind => !KIND.test(kind))
    .map(kind => `“${kind.slice(0, 60)}” cannot be a kind of id. Use a lower-case word such as “hubspot”.`)
  return [...many, ...odd]
}

const hasGoodIds = (ids: Fact['ids']): boolean => ids === undefined || !problemsOfIds(ids).length

const saysSomething = ({ name, user, email, anonymous, phone, ids, account }: Fact): boolean =>
  cleanText(name) !== null ||
  cleanText(user) !== null ||
  cleanText(email) !== null ||
  cleanText(anonymous) !== null ||
  cleanText(account?.id) !== null ||
  cleanText(account?.domain) !== null ||
  (phone !== undefined && comparable('phone', phone) !== null) ||
  Object.values(ids ?? {}).some(id => cleanText(id) !== null)
