import { toInstant } from '../../core/instant.ts'
import type { JsonValue } from '../../core/json.ts'
import { masked, type Veil } from '../../core/personal.ts'
import { kindOf } from '../../core/value-type.ts'
import type { PropertyShape } from './catalogue.ts'

/** Something with fields that was looked at: an event, a person or an account. Where it came from is null for the last two. */
export type Looked = { ts: number; source: string | null; fields: Readonly<Record<string, JsonValue>> }

type Tally = {
  types: Map<string, number>
  values: Map<string, number>
  examples: string[]
  first: number
  last: number
  filled: number
  personal: boolean
}

/** More values than these are many. */
const FEW = 12
const EXAMPLES = 3
const LONGEST = 60

/**
 * What is in the fields of what was looked at, the fullest first. A list of more than three values needs each of them twice on
 * average, since names and numbers of orders are none. What is shown of a value goes through the veil.
 */
export function shapesOf(
  looked: readonly Looked[],
  veil: Veil,
  isPersonal: (property: string, source: string | null) => boolean,
): PropertyShape[] {
  const tallies = new Map<string, Tally>()
  const newest = [...looked].sort((a, b) => b.ts - a.ts)
  for (const { ts, source, fields } of newest)
    for (const [property, value] of Object.entries(fields)) {
      if (value === null || value === '') continue
      const tally = tallies.get(property) ?? emptyAt(ts)
      tallies.set(property, tally)
      tally.filled++
      tally.first = ts
      tally.personal ||= isPersonal(property, source)
      const type = kindOf(value)
      tally.types.set(type, (tally.types.get(type) ?? 0) + 1)
      if (tally.values.size > FEW && tally.examples.length === EXAMPLES) continue
      const text = shown(property, value, source, tally.personal, veil)
      if (tally.values.size <= FEW) tally.values.set(text, (tally.values.get(text) ?? 0) + 1)
      if (tally.examples.length < EXAMPLES && !tally.examples.includes(text)) tally.examples.push(text)
    }
  return [...tallies]
    .map(([property, tally]) => shapeOf(property, tally, { of: looked.length, hidden: veil.drawn && tally.personal }))
    .sort((a, b) => b.filled - a.filled || (a.property < b.property ? -1 : 1))
}

function emptyAt(ts: number): Tally {
  return { types: new Map(), values: new Map(), examples: [], first: ts, last: ts, filled: 0, personal: false }
}

function shapeOf(
  property: string,
  { types, values, examples, first, last, filled, personal }: Tally,
  { of, hidden }: { of: number; hidden: boolean },
): PropertyShape {
  const isList = !hidden && values.size <= FEW && (filled >= 2 * values.size || values.size <= EXAMPLES)
  const ranked = [...values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return {
    property,
    types: [...types].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count),
    filled: filled / of,
    values: isList ? ranked.map(([value, count]) => ({ value, count })) : null,
    examples,
    first: toInstant(first),
    last: toInstant(last),
    personal,
  }
}

function shown(property: string, value: JsonValue, source: string | null, personal: boolean, veil: Veil): string {
  if (!veil.drawn) return written(value)
  return written(personal ? masked(value) : (veil.fields({ [property]: value }, source)[property] as JsonValue))
}

function written(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
