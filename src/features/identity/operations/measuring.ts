import { z } from 'zod'
import { DEFAULT_RULES, type Identifier, type IdentityRules } from '../../../core/identity-rules.ts'
import { type Link, resolve } from '../../../store/events/resolve.ts'
import { comparable } from '../../../store/events/row.ts'
import { operation } from '../../operation.ts'
import { rulesInForce } from './ruling.ts'

/** A row of a log that names ids: a Segment call, or a line with a column for each kind of id. */
export type Sighting = Record<string, unknown>

const Profiles = z.array(
  z.object({ id: z.string(), profile: z.string().describe('The id of the profile that was seen first') }),
)

export const measureIdentity = operation({
  name: 'identity.measure',
  does: 'Say which ids of a log are one person, under the rules in force; nothing is stored.',
  needs: 'identity:read',
  input: z.object({
    events: z.array(z.record(z.string(), z.unknown())).max(100_000).describe('Segment calls, or rows of ids by kind'),
  }),
  output: Profiles,
  run: async (ctx, { events }) => profilesOf(events, await rulesInForce(ctx)),
})

/**
 * The profile of each id, called by the one of its ids that was seen first: by time, then in the order of the rows. Of one row
 * the anonymous id comes first, for a visitor is nobody before they say who they are.
 */
export function profilesOf(
  sightings: Iterable<Sighting>,
  rules: IdentityRules = DEFAULT_RULES,
): { id: string; profile: string }[] {
  const rows = [...sightings].map((row, place) => ({ ...readSighting(row), place }))
  const users = new Set(rows.flatMap(({ ids }) => ids.filter(({ kind }) => kind === 'user').map(({ value }) => value)))
  const identifiers: Identifier[] = []
  const places = new Map<string, number>()
  const links = new Map<string, Link>()
  for (const { ids, former, ts, place } of rows.toSorted(
    (a, b) => (a.ts === b.ts ? 0 : a.ts < b.ts ? -1 : 1) || a.place - b.place,
  )) {
    const all = former === null ? ids : [{ kind: users.has(former) ? 'user' : 'anonymous', value: former }, ...ids]
    const named = [...new Set(all.map(placeOf))]
    for (const [i, one] of named.entries())
      for (const other of named.slice(i + 1)) {
        const [a, b] = one < other ? [one, other] : [other, one]
        const key = `${a} ${b}`
        if (!links.has(key))
          links.set(key, { a, b, ts: Number.isFinite(ts) ? ts : 0, id: String(place).padStart(12, '0') })
      }
  }
  const { profiles } = resolve(identifiers, [...links.values()], rules)
  const found = identifiers.map(({ value }, n) => ({ id: value, profile: identifiers[profiles[n]!]!.value }))
  const text = ({ id, profile }: { id: string; profile: string }) => `${profile}\n${id}`
  return found.sort((a, b) => (text(a) < text(b) ? -1 : 1))

  function placeOf(identifier: Identifier): number {
    const key = `${identifier.kind}:${identifier.value}`
    const known = places.get(key)
    if (known !== undefined) return known
    const place = identifiers.push(identifier) - 1
    places.set(key, place)
    return place
  }
}

type Seen = { ids: Identifier[]; former: string | null; ts: number }

/** Names of columns and fields that are no ids. */
const OTHER =
  /^(event_?id|event_?time|message_?id|time_?stamp|original_?timestamp|sent_?at|received_?at|time|type|event|name|source|channel|context.*|traits.*|properties.*|integrations.*|version|write_?key|_.*)$/i

function readSighting(row: Sighting): Seen {
  const context = fields(row.context)
  const traits = { ...fields(context.traits), ...fields(row.traits) }
  const isCall = 'userId' in row || 'anonymousId' in row || 'previousId' in row || typeof row.type === 'string'
  const given: [string, unknown][] = isCall
    ? [
        ['anonymous', row.anonymousId],
        ['user', row.userId],
        ['email', traits.email ?? row['traits.email'] ?? row['context.traits.email']],
        ['phone', traits.phone ?? row['traits.phone'] ?? row['context.traits.phone']],
        ...foreign(context.externalIds),
      ]
    : Object.entries(row)
        .filter(([column]) => !OTHER.test(column))
        .map(([column, value]): [string, unknown] => [kindOf(column), value])
        .sort(([a], [b]) => Number(b === 'anonymous') - Number(a === 'anonymous'))
  const time = row.event_time ?? row.timestamp ?? row.originalTimestamp ?? row.time ?? row.sentAt
  return {
    ids: given.flatMap(([kind, value]) => idOf(kind, value)),
    former: textOf(row.previousId),
    ts: instantOf(time),
  }
}

const fields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

const foreign = (value: unknown): [string, unknown][] =>
  Array.isArray(value) ? value.map(fields).map(({ type, id }) => [String(type ?? 'external').toLowerCase(), id]) : []

const kindOf = (column: string): string =>
  column
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/_?id$/, '') || 'id'

function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim()
  return text === '' || text.toLowerCase() === 'null' ? null : text
}

function idOf(kind: string, given: unknown): Identifier[] {
  const text = textOf(given)
  const value = text === null ? null : comparable(kind, text)
  return value === null ? [] : [{ kind, value }]
}

/** Rows without a time stand in their own order, before the others. */
function instantOf(value: unknown): number {
  const ms = typeof value === 'number' ? value : Date.parse(String(value ?? ''))
  return Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms
}
