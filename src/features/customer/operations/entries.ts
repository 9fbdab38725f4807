import { toInstant } from '../../../core/instant.ts'
import type { Veil } from '../../../core/personal.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import type { Source } from '../../source/source.ts'
import { kindOf } from '../category.ts'
import { codeOf, type Entry, type Identifier, labelOf } from '../customer.ts'
import { type EventRow, selectHolders, selectIdentifiers } from '../queries.ts'
import { sentenceOf } from '../sentence.ts'
import type { Place } from '../timeline.ts'

/** An entry at its place, before it is shown. */
export type Placed = Place & { entry: Omit<Entry, 'id' | 'at' | 'who'>; person: number | null }

/** Which team owns a source; null for one that nobody declared. */
export type TeamOf = (source: string) => string | null

export async function teamsOfSources(ctx: Context): Promise<TeamOf> {
  const sources = await standing<Source>({ ...ctx, reading: {} }, 'source')
  return name => sources.get(name)?.owner ?? null
}

/** An event as an entry of a timeline. */
export function entryOfEvent(row: EventRow, teamOf: TeamOf, veil: Veil): Placed {
  const props = veil.fields(row.props ?? {}, row.source)
  return {
    ts: row.ts,
    id: row.id,
    person: row.person,
    entry: {
      kind: kindOf(row.name, row.source),
      sentence: sentenceOf(row.name, props),
      event: row.name,
      source: row.source,
      team: teamOf(row.source),
      person: row.person === null ? null : codeOf({ is: 'person', number: row.person }),
      account: row.account === null ? null : codeOf({ is: 'account', number: row.account }),
      props,
      about: null,
    },
  }
}

/** Entries as they are shown, with what each person is called. */
export async function shown(ctx: Context, placed: readonly Placed[], veil: Veil): Promise<Entry[]> {
  const persons = [...new Set(placed.map(({ person }) => person))].filter(each => each !== null)
  const names = await namesOf(ctx, 'person', persons, veil)
  return placed.map(({ ts, id, person, entry }) => ({
    id,
    at: toInstant(ts),
    ...entry,
    who: person === null ? null : (names.get(person) ?? null),
  }))
}

/** What people or accounts are called, as whoever asks may see it. */
export async function namesOf(
  ctx: Context,
  is: 'person' | 'account',
  numbers: readonly number[],
  veil: Veil,
): Promise<Map<number, string>> {
  const holders = await selectHolders(ctx, is, numbers)
  const identifiers = await selectIdentifiers(ctx, is, numbers)
  return new Map(
    numbers.map(number => [
      number,
      nameOf(is, number, holders.get(number)?.traits ?? {}, identifiers.get(number) ?? [], veil),
    ]),
  )
}

/** What one is called: by a name or an identifier where there is one, else by the code. */
export function nameOf(
  is: 'person' | 'account',
  number: number,
  traits: Readonly<Record<string, unknown>>,
  identifiers: readonly Identifier[],
  veil: Veil,
): string {
  const seen = is === 'person' ? veil.fields(traits, null) : veil.accountFields(traits, null)
  const known = identifiers.map(({ kind, value }) => ({ kind, value: veil.identifier(kind, value) }))
  return labelOf(seen, known) ?? codeOf({ is, number })
}
