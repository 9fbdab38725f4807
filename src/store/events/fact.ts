import type { Fact } from '../../core/fact.ts'
import type { Problem } from '../../core/problem.ts'

/** What became of a fact. */
export type Verdict = 'stored' | 'duplicate'

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
  if (typeof fact.id !== 'string' || !UUID.test(fact.id))
    add('id', `“${String(fact.id).slice(0, 60)}” is not a UUID. Derive one from what identifies the row at its source.`)
  if (!Number.isSafeInteger(fact.ts))
    add('ts', `“${String(fact.ts)}” is not a whole number of milliseconds since 1970.`)
  else if (fact.ts < EARLIEST || fact.ts >= LATEST)
    add('ts', `The date lies outside the years 1900 to 2199. Check the date format of the source.`)
  if (!isNamed(fact.name) && !namesSomebody(fact))
    add('name', 'The fact names neither an event, a person nor an account, so it says nothing. Give it one of them.')
  return problems
}

const isNamed = (name: unknown): boolean => typeof name === 'string' && name.trim() !== ''

const namesSomebody = (fact: Fact): boolean =>
  [fact.user, fact.email, fact.anonymous, fact.account?.id, fact.account?.domain].some(isNamed)
