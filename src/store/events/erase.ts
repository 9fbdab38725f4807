import { RULES, rulesOf } from './kept-rules.ts'
import { addedUp } from './quarantine.ts'
import { regroup } from './regroup-all.ts'
import type { Traits } from './row.ts'
import { before, told } from './traits.ts'
import type { Writing } from './write.ts'

/** What was removed: facts of each table, identifiers, held messages, and facts of others in which an address was blackened. */
export type Erased = {
  events: number
  traits: number
  identifiers: number
  held: number
  blackened: number
}

export const NOBODY: Erased = { events: 0, traits: 0, identifiers: 0, held: 0, blackened: 0 }

/** Counts what `forget` would remove, a fact once in each of its tables. */
export const PAST = `SELECT count(*) AS n FROM (${['event', 'trait', 'account_trait']
  .map(table => `SELECT id FROM ${table} WHERE source = $1 AND ts < $2`)
  .join(' UNION ALL ')}) AS facts`

type Named = { kind: string; value: string }

/** What is written where an address of somebody erased stood in a fact about somebody else. */
export const BLACKENED = '[erased]'

/**
 * Removes everything about people within an open transaction: their events, what was said about them, their identifiers,
 * and messages held that name them. Their identifiers may not be stored again. Facts about others stay; where these hold an
 * e-mail address or phone number of theirs, it is blackened.
 */
export async function erase(persons: readonly number[], now: number, to: Writing): Promise<Erased> {
  const theirs = `person IN (${persons.map(whole).join(', ')})`
  const identifiers = await to.rows<Named>(`SELECT kind, value FROM identifier WHERE ${theirs}`)
  await bar(identifiers, now, to)
  const gone = await to.rows<{ source: string; facts: number }>(
    `SELECT source, count(DISTINCT id) AS facts FROM
       (SELECT id, source FROM event WHERE ${theirs} UNION ALL SELECT id, source FROM trait WHERE ${theirs}) AS facts
     WHERE id NOT IN (SELECT id FROM account_trait) GROUP BY source`,
  )
  const counted = {
    events: await countOf(`event WHERE ${theirs}`, to),
    traits: await countOf(`trait WHERE ${theirs}`, to),
    identifiers: identifiers.length,
  }
  await to.deleteEvents(theirs)
  await to.run(`DELETE FROM trait WHERE ${theirs}`)
  await dropLinks(theirs, to)
  await to.unname(theirs)
  await to.run(`DELETE FROM person WHERE ${theirs}`)
  await to.run(`DELETE FROM regrouping WHERE ${theirs} OR ${theirs.replace('person', 'other')}`)
  await unrule(identifiers, to)
  const held = await eraseHeld(identifiers, to)
  const blackened = await blacken(identifiers, to)
  await regroupWithout(identifiers, now, to)
  await to.count(addedUp([...gone.map(({ source, facts }) => ({ source, gone: facts })), ...held]))
  await bump(to)
  return { ...counted, held: held.length, blackened }
}

/** Forgets what the identifiers of people, of whom a condition on `person` is true, were named together with. */
async function dropLinks(people: string, to: Writing): Promise<void> {
  const nodes = `(SELECT node FROM identifier WHERE ${people})`
  await to.run(`DELETE FROM link WHERE a IN ${nodes} OR b IN ${nodes}`)
}

/** Takes rules about identifiers back that nobody has any more, and gives others what these had held back. */
async function regroupWithout(identifiers: readonly Named[], now: number, to: Writing): Promise<void> {
  const gone = new Set(identifiers.map(({ kind, value }) => `${kind}:${value}`))
  const isLeft = ({ kind, value }: Named): boolean => !gone.has(`${kind}:${value}`)
  const rules = await to.people.rules()
  await regroup(
    {
      ...rules,
      blocked: rules.blocked.filter(isLeft),
      apart: rules.apart.filter(pair => pair.every(isLeft)),
      together: rules.together.filter(pair => pair.every(isLeft)),
    },
    now,
    to,
  )
}

/** Takes identifiers out of the rules by which people are told apart: they may not be stored any more, so nothing follows from it. */
async function unrule(identifiers: readonly Named[], to: Writing): Promise<void> {
  const rows = await to.rows<{ rules: string }>(RULES)
  if (!rows.length) return
  const rules = rulesOf(rows)
  const gone = new Set(identifiers.map(({ kind, value }) => `${kind}:${value}`))
  const isGone = ({ kind, value }: Named): boolean => gone.has(`${kind}:${value}`)
  const left = {
    ...rules,
    blocked: rules.blocked.filter(each => !isGone(each)),
    apart: rules.apart.filter(pair => !pair.some(isGone)),
    together: rules.together.filter(pair => !pair.some(isGone)),
  }
  await to.run('UPDATE rule SET rules = $1', [JSON.stringify(left)])
}

/** Bars identifiers from being stored from now on. */
export async function bar(identifiers: readonly Named[], now: number, to: Writing): Promise<void> {
  if (identifiers.length) await to.bar(identifiers, now)
}

/**
 * Removes the facts of a source from before an instant, and people of whom nothing is left; says how many facts there were.
 * What stands about people and accounts is told again from what is left.
 */
export async function forget(source: string, until: number, to: Writing): Promise<number> {
  const past = `source = $1 AND ts < ${whole(until)}`
  const ids = ['event', 'trait', 'account_trait'].map(table => `SELECT id FROM ${table} WHERE ${past}`)
  const [facts] = await to.rows<{ n: number }>(
    `SELECT count(DISTINCT id) AS n FROM (${ids.join(' UNION ALL ')}) AS facts`,
    [source],
  )
  if (!facts?.n) return 0
  for (const kind of ['person', 'account'] as const) {
    const history = kind === 'person' ? 'trait' : 'account_trait'
    const heard = await to.rows<{ holder: number }>(`SELECT DISTINCT ${kind} AS holder FROM ${history} WHERE ${past}`, [
      source,
    ])
    await to.run(`DELETE FROM ${history} WHERE ${past}`, [source])
    await tellAgain(
      kind,
      heard.map(({ holder }) => holder),
      to,
    )
  }
  await to.deleteEvents(past, [source])
  const alone = 'person NOT IN (SELECT person FROM event WHERE person IS NOT NULL UNION SELECT person FROM trait)'
  await dropLinks(alone, to)
  await to.unname(alone)
  await to.run(`DELETE FROM person WHERE ${alone}`)
  await to.count([{ source, facts: 0, gone: facts.n, stored: 0, duplicate: 0, quarantined: 0, refused: 0 }])
  await bump(to)
  return facts.n
}

async function tellAgain(kind: 'person' | 'account', holders: readonly number[], to: Writing): Promise<void> {
  if (!holders.length) return
  const histories = Map.groupBy(await to.history(kind, holders), line => line.holder)
  await to.run(`UPDATE ${kind} SET traits = '{}', said_ts = NULL, said_id = NULL
    WHERE ${kind} IN (${holders.map(whole).join(', ')})`)
  const tales = Array.from(histories, ([holder, lines]) => {
    const sayings = lines.map(line => line.saying).toSorted((a, b) => (before(a, b) ? -1 : 1))
    return { holder, ...told(sayings, {} as Traits) }
  })
  const again = tales.flatMap(({ holder, traits, said }) =>
    said ? [{ holder, traits: JSON.stringify(traits), said }] : [],
  )
  if (again.length) await to.tell(kind, again)
}

/** Messages that hold an identifier in any spelling of its letters; they count as refused from now on. */
async function eraseHeld(
  identifiers: readonly Named[],
  to: Writing,
): Promise<{ source: string; quarantined: number; refused: number }[]> {
  const found = new Map<string, string>()
  for (const { value } of identifiers) {
    const written = JSON.stringify(value.toLowerCase())
    const rows = await to.rows<{ id: string; source: string }>(
      `SELECT CAST(id AS TEXT) AS id, source FROM quarantine WHERE strpos(lower(raw), $1) > 0 OR strpos(lower(raw), $2) > 0`,
      [written, written.replaceAll('@', '%40').slice(1, -1)],
    )
    for (const { id, source } of rows) found.set(id, source)
  }
  if (found.size) await to.release([...found.keys()])
  return [...found.values()].map(source => ({ source, quarantined: -1, refused: 1 }))
}

/** Blackens addresses in what is left, also as they stand in links; says in how many facts. */
async function blacken(identifiers: readonly Named[], to: Writing): Promise<number> {
  let facts = 0
  const addresses = identifiers.filter(({ kind }) => kind === 'email' || kind === 'phone').map(({ value }) => value)
  const inLinks = addresses.flatMap(value => [encodeURIComponent(value), value.replaceAll('@', '%40')])
  for (const text of new Set([...addresses, ...inLinks])) facts += await to.blacken(text, BLACKENED)
  return facts
}

async function countOf(what: string, to: Writing): Promise<number> {
  const [found] = await to.rows<{ n: number }>(`SELECT count(*) AS n FROM ${what}`)
  return found?.n ?? 0
}

async function bump(to: Writing): Promise<void> {
  const mark = await to.mark()
  await to.setMark({ ...mark, watermark: mark.watermark + 1 })
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a whole number`)
  return value
}
