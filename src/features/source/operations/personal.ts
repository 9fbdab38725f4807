import { fail } from '../../../core/error.ts'
import { type Filter, fieldsOf } from '../../../core/filter.ts'
import { drawnVeil, isPersonalName, type Marked, NO_VEIL, type Veil } from '../../../core/personal.ts'
import { lastSaid } from '../../agreement/operations/standing.ts'
import { type Context, sees } from '../../context.ts'
import { type Cell, cellsOf, type Source } from '../source.ts'

/**
 * How customers look to whoever asks: as they are to those with the grant `personal`, masked to all others. Every answer that
 * shows something of a customer goes through it.
 */
export async function veilFor(ctx: Context): Promise<Veil> {
  return sees(ctx.actor, 'personal') ? NO_VEIL : drawnVeil(await markedFields(ctx))
}

/**
 * Refuses to split or filter numbers by what is personal, for those without the grant: the segments would say who customers are,
 * and a filter could be tried letter by letter.
 */
export async function refusePersonal(
  ctx: Context,
  { by = [], where }: { by?: readonly string[] | undefined; where?: Filter | undefined },
): Promise<void> {
  const fields = [...by, ...(where ? fieldsOf(where) : [])].filter(field => !/^account\.|^channel$/.test(field))
  const veil = fields.length > 0 ? await veilFor(ctx) : NO_VEIL
  const hidden = fields.find(field => veil.isPersonal(field.replace(/^trait\./, ''), null))
  if (hidden !== undefined)
    fail('forbidden', `“${hidden}” tells who customers are, so it needs the grant “personal”. Ask an admin.`, {
      needs: 'personal',
    })
}

/** Which fields the company’s sources say are personal, and the columns that these are read from; what a retired one brought stays so. */
export async function markedFields(ctx: Context): Promise<Marked> {
  const marks = new Map<string, ReadonlySet<string>>()
  const all = new Set<string>()
  const anywhere = new Set<string>()
  for (const [name, spec] of await lastSaid<Source>(ctx, 'source')) {
    const { fields, columns } = personalIn(spec)
    marks.set(name, new Set([...fields, ...columns]))
    if (spec.personal === true) all.add(name)
    for (const field of fields) anywhere.add(field)
  }
  return {
    isMarked: (field, source) =>
      source === null ? anywhere.has(field) : all.has(source) || (marks.get(source)?.has(field) ?? false),
  }
}

function personalIn(source: Source): { fields: string[]; columns: string[] } {
  const { personal, person } = source
  const cells = cellsOf(source)
  const isPersonal = (key: string) => personal === true || personal?.includes(key) || isPersonalName(key)
  const reached = [person?.email, person?.phone].flat()
  const read = cells.filter(({ key }) => isPersonal(key)).flatMap(({ cell }) => columnsIn(cell))
  return {
    fields: personal === true ? cells.map(({ key }) => key) : (personal ?? []),
    columns: [...read, ...reached].flatMap(namesIn),
  }
}

function columnsIn(cell: Cell): string[] {
  if (typeof cell === 'string' || Array.isArray(cell)) return [cell].flat()
  return 'column' in cell ? [cell.column].flat() : []
}

/** The columns in a template such as `{first} {last}`, or the one that it is. */
const namesIn = (text: unknown): string[] => {
  if (typeof text !== 'string') return []
  const names = [...text.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '')
  return names.length > 0 ? names : [text]
}
