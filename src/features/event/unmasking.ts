import type { Veil } from '../../core/personal.ts'
import { isFields } from './fields.ts'

/**
 * A message as somebody edited it who saw it masked, with what they left as it was shown put back to what it is. So a slip in a
 * name can be mended by people who may not see whose message it is.
 */
export function unmasked(
  original: Record<string, unknown>,
  edited: Record<string, unknown>,
  source: string,
  veil: Veil,
): Record<string, unknown> {
  if (!veil.drawn) return edited
  return putBack(original, veil.fields(original, source), edited) as Record<string, unknown>
}

function putBack(original: unknown, shown: unknown, edited: unknown): unknown {
  if (Array.isArray(original) && Array.isArray(shown) && Array.isArray(edited))
    return edited.map((item, i) => putBack(original[i], shown[i], item))
  if (isFields(original) && isFields(shown) && isFields(edited)) {
    const names = new Map(Object.keys(shown).map((name, i) => [name, Object.keys(original)[i] ?? name]))
    return Object.fromEntries(
      Object.entries(edited).map(([name, value]) => {
        const own = names.get(name) ?? name
        return [own, putBack(original[own], shown[name], value)]
      }),
    )
  }
  return original !== undefined && edited === shown ? original : edited
}
