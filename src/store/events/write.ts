import type { Batch } from './events.ts'
import type { Verdict } from './fact.ts'
import type { Mentions, Merge } from './identity.ts'
import { type SettledPeople, settlePeople } from './people.ts'
import type { People } from './people-steps.ts'
import type { Held, Tally } from './quarantine.ts'
import { identifiersOf, type Row } from './row.ts'
import type { Columns, Kind, Table } from './schema.ts'
import { settle } from './settle.ts'
import type { Moment, Saying, Standing } from './traits.ts'

/** The steps of storing facts that each engine does its own way, all inside one open transaction. */
export interface Writing {
  mark(): Promise<Mark>
  setMark(mark: Mark): Promise<void>
  /** The prints of those facts that are stored already, by id; null for one stored without. */
  stored(facts: readonly Pick<Row, 'id' | 'ts'>[]): Promise<ReadonlyMap<string, number | null>>
  /** Tells whether an identifier may not be stored; undefined when all may. */
  barred(): Promise<((kind: string, value: string) => boolean) | undefined>
  /** Keeps messages that were not kept before, and says which these are. */
  hold(held: readonly Held[]): Promise<ReadonlySet<string>>
  /** Removes held messages and gives the source of each. */
  release(ids: readonly string[]): Promise<string[]>
  /** Puts another text in the place of a held message’s. */
  amend(id: string, raw: string): Promise<void>
  /** Bars identifiers from being stored, since an instant. */
  bar(identifiers: readonly { kind: string; value: string }[], ts: number): Promise<void>
  /** Bars what hashes stand for, as `suppressed` has them. */
  barHashes(hashes: readonly string[], ts: number): Promise<void>
  unbar(identifiers: readonly { kind: string; value: string }[]): Promise<void>
  /** Forgets the identifiers of the people that a condition on `person` is true of. */
  unname(where: string): Promise<void>
  deleteEvents(where: string, params?: readonly string[]): Promise<void>
  /** Puts `black` in the place of a text, in any spelling of its letters, wherever facts hold it; says in how many. */
  blacken(text: string, black: string): Promise<number>
  /** Rows of one SELECT, or a statement, that both engines understand. */
  rows<T>(sql: string, params?: readonly string[]): Promise<T[]>
  run(sql: string, params?: readonly string[]): Promise<void>
  /** Hands over the rows of one SELECT in batches of columns. */
  stream(sql: string, onBatch: (batch: Batch) => void): Promise<void>
  /** Adds to the figures of sources. */
  count(more: readonly Tally[]): Promise<void>
  /** The holder of each identifier and, of a person's, its node; 0 where it is new. */
  find(kind: Kind, mentions: Mentions): Promise<Found>
  people: People
  /** The traits of holders as JSON text, with the latest fact that is part of them, for those that have any. */
  standing(kind: Kind, holders: readonly number[]): Promise<Map<number, Standing>>
  /** Everything ever said about holders. */
  history(kind: Kind, holders: readonly number[]): Promise<{ holder: number; saying: Saying }[]>
  insert(table: Table, columns: Columns): Promise<void>
  /** Stores the identifiers whose places are `fresh`; `owners` are the holders of all, `nodes` their nodes. */
  name(
    kind: Kind,
    mentions: Mentions,
    fresh: readonly number[],
    owners: readonly number[],
    nodes: readonly number[],
  ): Promise<void>
  /** Gives facts, sayings, identifiers and the earlier `created` of `from` to `into`, and forgets `from`. */
  merge(kind: Kind, merges: readonly Merge[]): Promise<void>
  /** Sets `created` of holders to an instant where that is earlier. */
  age(kind: Kind, holders: readonly number[], created: readonly number[]): Promise<void>
  tell(kind: Kind, told: readonly Told[]): Promise<void>
}

export type Found = { holders: ArrayLike<number>; nodes: ArrayLike<number> }

/** How often the store changed, and the highest numbers given out: `person` is the last node. */
export type Mark = { watermark: number; person: number; account: number }

/** New traits of a holder, as JSON text, and the latest fact that is part of them. */
export type Told = { holder: number; traits: string; said: Moment }

/**
 * Stores facts within an open transaction: what is known or may not be stored is dropped, then people and accounts settled,
 * then facts added.
 */
export async function write(rows: readonly Row[], to: Writing): Promise<Verdict[]> {
  const { fresh, verdicts } = await sift(rows, to)
  if (!fresh.length) return verdicts
  const mark = await to.mark()
  const persons = await settlePeople(fresh, mark.person, to)
  const accounts = await settle(fresh, mark.account, to)
  await insertFacts(fresh, persons, accounts.holders, to)
  await persons.finish()
  await accounts.finish()
  await to.setMark({ watermark: mark.watermark + 1, person: persons.last, account: accounts.last })
  return verdicts
}

async function sift(rows: readonly Row[], to: Writing): Promise<{ fresh: readonly Row[]; verdicts: Verdict[] }> {
  const barred = await to.barred()
  const prints = new Map(await to.stored(rows))
  const fresh: Row[] = []
  const verdicts = rows.map((row): Verdict => {
    const print = prints.get(row.id)
    if (print !== undefined && (print === null || row.print === null || print === row.print)) return 'duplicate'
    if (barred && identifiersOf(row).some(([kind, value]) => barred(kind, value))) return 'suppressed'
    if (print !== undefined) return 'conflict'
    prints.set(row.id, row.print)
    fresh.push(row)
    return 'stored'
  })
  return { fresh, verdicts }
}

/** A fact with a name is an event; one with traits, or that only ties identifiers together, is kept as something said. */
async function insertFacts(
  rows: readonly Row[],
  { holders: persons, visitors }: SettledPeople,
  accounts: readonly (number | null)[],
  to: Writing,
): Promise<void> {
  const all = rows.map((_, i) => i)
  const events = all.filter(i => rows[i]!.name !== null)
  const said = all.filter(i => persons[i] !== null && (rows[i]!.traits || rows[i]!.name === null))
  const accountSaid = all.filter(
    i => accounts[i] !== null && (rows[i]!.accountTraits || (rows[i]!.name === null && persons[i] === null)),
  )
  const of = (chosen: readonly number[], value: (row: Row) => string | number | null) =>
    chosen.map(i => value(rows[i]!))
  if (events.length)
    await to.insert('event', [
      events.map(i => persons[i]!),
      of(events, row => row.ts),
      of(events, row => row.id),
      events.map(i => visitors[i]!),
      events.map(i => accounts[i]!),
      of(events, row => row.day),
      of(events, row => row.source),
      of(events, row => row.name),
      of(events, row => row.props),
      of(events, row => row.print),
    ])
  if (said.length)
    await to.insert('trait', [
      said.map(i => persons[i]!),
      of(said, row => row.ts),
      of(said, row => row.id),
      said.map(i => visitors[i]!),
      said.map(i => accounts[i]!),
      of(said, row => row.source),
      of(said, row => row.traits?.text ?? '{}'),
      of(said, row => row.print),
    ])
  if (accountSaid.length)
    await to.insert('account_trait', [
      accountSaid.map(i => accounts[i]!),
      of(accountSaid, row => row.ts),
      of(accountSaid, row => row.id),
      of(accountSaid, row => row.source),
      of(accountSaid, row => row.accountTraits?.text ?? '{}'),
      of(accountSaid, row => row.print),
    ])
}
