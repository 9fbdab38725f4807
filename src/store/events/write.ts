import type { Verdict } from './fact.ts'
import { link, type Merge } from './identity.ts'
import { kindAndValue, type Row, type Traits } from './row.ts'
import { type Columns, HOLDERS, type Kind, type Table } from './schema.ts'
import { before, type Holder, type Moment, type Saying, told } from './traits.ts'

/** The steps of storing facts that each engine does its own way, all inside one open transaction. */
export interface Writing {
  mark(): Promise<Mark>
  setMark(mark: Mark): Promise<void>
  /** Those of the ids that are stored already. */
  stored(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Whose the identifiers are, those that are known, and what is known of these holders apart from traits. */
  find(kind: Kind, keys: readonly string[]): Promise<{ of: ReadonlyMap<string, number>; holders: Map<number, Holder> }>
  /** The traits of holders as they stand. */
  traits(kind: Kind, holders: readonly number[]): Promise<Map<number, Traits>>
  /** Everything ever said about holders. */
  history(kind: Kind, holders: readonly number[]): Promise<{ holder: number; saying: Saying }[]>
  insert(table: Table, columns: Columns): Promise<void>
  /** Gives the facts, sayings and identifiers of `from` to `into`, and forgets `from`. */
  merge(kind: Kind, merges: readonly Merge[]): Promise<void>
  update(kind: Kind, holders: readonly Change[]): Promise<void>
}

/** How often the store changed, and the highest numbers given out. */
export type Mark = { watermark: number; person: number; account: number }

/** A holder as it shall be; traits are JSON text, null where they stay. */
export type Change = { holder: number; created: number; traits: string | null; said: Moment | null }

/** Stores facts within an open transaction: duplicates are dropped, then people and accounts settled, then facts added. */
export async function write(rows: readonly Row[], to: Writing): Promise<Verdict[]> {
  const { fresh, verdicts } = await withoutDuplicates(rows, to)
  if (!fresh.length) return verdicts
  const mark = await to.mark()
  const persons = await settle('person', fresh, mark.person, to)
  const accounts = await settle('account', fresh, mark.account, to)
  await insertFacts(fresh, persons.holders, accounts.holders, to)
  await persons.finish()
  await accounts.finish()
  await to.setMark({ watermark: mark.watermark + 1, person: persons.last, account: accounts.last })
  return verdicts
}

async function withoutDuplicates(rows: readonly Row[], to: Writing): Promise<{ fresh: Row[]; verdicts: Verdict[] }> {
  const distinct = new Map<string, Row>()
  for (const row of rows) if (!distinct.has(row.id)) distinct.set(row.id, row)
  const stored = await to.stored([...distinct.keys()])
  const fresh: Row[] = []
  const verdicts = rows.map((row): Verdict => {
    if (stored.has(row.id) || distinct.get(row.id) !== row) return 'duplicate'
    fresh.push(row)
    return 'stored'
  })
  return { fresh, verdicts }
}

type Settled = { holders: readonly (number | null)[]; last: number; finish(): Promise<void> }

/**
 * Ties the facts to holders of one kind and merges those that turned out to be one. `finish`, called when the facts are
 * inserted, brings the holders' own rows up to date.
 */
async function settle(kind: Kind, rows: readonly Row[], last: number, to: Writing): Promise<Settled> {
  const keysOfFacts = rows.map(row => (kind === 'person' ? row.keys : row.accountKeys))
  const keys = [...new Set(keysOfFacts.flat())]
  if (!keys.length) return { holders: rows.map(() => null), last, finish: async () => {} }
  const known = await to.find(kind, keys)
  const links = link(keysOfFacts, known.of, last)
  if (links.merges.length) await to.merge(kind, links.merges)
  if (links.fresh.length) {
    const named = links.fresh.map(({ key }) => kindAndValue(key))
    const columns = [named.map(([kind]) => kind), named.map(([, value]) => value), links.fresh.map(f => f.holder)]
    await to.insert(HOLDERS[kind].identifier, columns)
  }
  return {
    holders: links.holders,
    last: links.last,
    finish: () => bringUpToDate(kind, gather(kind, rows, links.holders), known.holders, links.merges, to),
  }
}

/** What a batch says about one holder. */
type News = { created: number; sayings: Saying[] }

function gather(kind: Kind, rows: readonly Row[], holders: readonly (number | null)[]): Map<number, News> {
  const news = new Map<number, News>()
  rows.forEach((row, i) => {
    const holder = holders[i]
    if (holder === null || holder === undefined) return
    const entry = news.get(holder) ?? { created: row.ts, sayings: [] }
    news.set(holder, entry)
    entry.created = Math.min(entry.created, row.ts)
    const said = kind === 'person' ? row.traits : row.accountTraits
    if (said) entry.sayings.push({ ts: row.ts, id: row.id, traits: said.value })
  })
  return news
}

/**
 * Writes the rows of holders that are new or changed. Traits said in order are laid over those that stand; where something
 * was said late, or holders merged, they are told again from the history.
 */
async function bringUpToDate(
  kind: Kind,
  news: Map<number, News>,
  known: Map<number, Holder>,
  merges: readonly Merge[],
  to: Writing,
): Promise<void> {
  const grown = new Set(merges.map(merge => merge.into))
  const retold = new Set<number>()
  for (const { from, into } of merges) {
    const [gone, kept] = [known.get(from)!, known.get(into)!]
    known.set(into, { ...kept, created: Math.min(gone.created, kept.created) })
    if (gone.said) retold.add(into)
  }
  const overlaid: number[] = []
  for (const [holder, { sayings }] of news) {
    const standing = known.get(holder)
    if (!standing?.said || !sayings.length || retold.has(holder)) continue
    if (sayings.every(saying => before(standing.said!, saying))) overlaid.push(holder)
    else retold.add(holder)
  }
  const histories = Map.groupBy(retold.size ? await to.history(kind, [...retold]) : [], line => line.holder)
  const standing = overlaid.length ? await to.traits(kind, overlaid) : new Map<number, Traits>()

  const created: Change[] = []
  const changed: Change[] = []
  for (const holder of new Set([...news.keys(), ...grown])) {
    const entry = news.get(holder)
    const old = known.get(holder)
    const again = retold.has(holder)
    const sayings = again ? (histories.get(holder) ?? []).map(line => line.saying) : (entry?.sayings ?? [])
    const tale = sayings.length ? told(sayings, again ? {} : (standing.get(holder) ?? {})) : null
    const first = Math.min(old?.created ?? Number.POSITIVE_INFINITY, entry?.created ?? Number.POSITIVE_INFINITY)
    const traits = tale && JSON.stringify(tale.traits)
    if (!old) created.push({ holder, created: first, traits: traits ?? '{}', said: tale?.said ?? null })
    else if (tale || first < old.created || grown.has(holder))
      changed.push({ holder, created: first, traits, said: tale?.said ?? old.said })
  }
  if (created.length) await to.insert(kind, holderColumns(created))
  if (changed.length) await to.update(kind, changed)
}

/** Changes as columns of the tables `person` and `account`. */
export function holderColumns(changes: readonly Change[]): Columns {
  return [
    changes.map(change => change.holder),
    changes.map(change => change.created),
    changes.map(change => change.traits),
    changes.map(change => change.said?.ts ?? null),
    changes.map(change => change.said?.id ?? null),
  ]
}

/** A fact with a name is an event; one with traits, or that only ties identifiers together, is kept as something said. */
async function insertFacts(
  rows: readonly Row[],
  persons: readonly (number | null)[],
  accounts: readonly (number | null)[],
  to: Writing,
): Promise<void> {
  const numbered = rows.map((row, i) => ({ row, person: persons[i] ?? null, account: accounts[i] ?? null }))
  const events = numbered.filter(({ row }) => row.name !== null)
  const said = numbered.filter(({ row, person }) => person !== null && (row.traits || row.name === null))
  const accountSaid = numbered.filter(
    ({ row, person, account }) => account !== null && (row.accountTraits || (row.name === null && person === null)),
  )
  if (events.length)
    await to.insert('event', [
      events.map(({ person }) => person),
      events.map(({ row }) => row.ts),
      events.map(({ row }) => row.id),
      events.map(({ person }) => person),
      events.map(({ account }) => account),
      events.map(({ row }) => row.day),
      events.map(({ row }) => row.source),
      events.map(({ row }) => row.name),
      events.map(({ row }) => row.props),
    ])
  if (said.length)
    await to.insert('trait', [
      said.map(({ person }) => person),
      said.map(({ row }) => row.ts),
      said.map(({ row }) => row.id),
      said.map(({ person }) => person),
      said.map(({ row }) => row.traits?.text ?? '{}'),
    ])
  if (accountSaid.length)
    await to.insert('account_trait', [
      accountSaid.map(({ account }) => account),
      accountSaid.map(({ row }) => row.ts),
      accountSaid.map(({ row }) => row.id),
      accountSaid.map(({ row }) => row.accountTraits?.text ?? '{}'),
    ])
}
