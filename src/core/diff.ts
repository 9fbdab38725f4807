import { z } from 'zod'
import { canonicalJson, type JsonValue } from './json.ts'

/** One place where two revisions differ; `before` or `after` is absent where a field was added or removed. */
export const Change = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
})
export type Change = z.infer<typeof Change>

/** Every place where `after` differs from `before`, deepest first differences only, in the order of the fields. */
export function differences(before: unknown, after: unknown, path: (string | number)[] = []): Change[] {
  if (same(before, after)) return []
  if (isRecord(before) && isRecord(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(key =>
      differences(before[key], after[key], [...path, key]),
    )
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((each, index) => differences(each, after[index], [...path, index]))
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
}

function same(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b
  return canonicalJson(a as JsonValue) === canonicalJson(b as JsonValue)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
