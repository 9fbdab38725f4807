import { drawnVeil, type Marked, NO_VEIL, type Veil } from '../../../core/personal.ts'
import { standing } from '../../agreement/operations/standing.ts'
import { type Context, sees } from '../../context.ts'
import { cellsOf, type Source } from '../source.ts'

/**
 * How customers look to whoever asks: as they are to those with the grant `personal`, masked to all others. Every answer that
 * shows something of a customer goes through it.
 */
export async function veilFor(ctx: Context): Promise<Veil> {
  return sees(ctx.actor, 'personal') ? NO_VEIL : drawnVeil(await markedFields(ctx))
}

/** Which fields the company’s sources say are personal. */
export async function markedFields(ctx: Context): Promise<Marked> {
  const marks = new Map<string, true | ReadonlySet<string>>()
  const anywhere = new Set<string>()
  for (const { name, spec } of (await standing<Source>({ ...ctx, reading: {} }, 'source')).values()) {
    if (!spec.personal) continue
    const named = spec.personal === true ? cellsOf(spec).map(({ key }) => key) : spec.personal
    marks.set(name, spec.personal === true ? true : new Set(named))
    for (const field of named) anywhere.add(field)
  }
  return {
    isMarked(field, source) {
      if (source === null) return anywhere.has(field)
      const marked = marks.get(source)
      return marked === true || (marked?.has(field) ?? false)
    },
  }
}
