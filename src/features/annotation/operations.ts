import type { PlainDate } from '../../core/plain-date.ts'
import { standing } from '../agreement/operations/standing.ts'
import { unsignedVerbs } from '../agreement/operations/verbs.ts'
import type { Context } from '../context.ts'
import { type Annotation, fallsInto } from './annotation.ts'
import { annotationKind } from './annotation-kind.ts'

export const annotationVerbs = unsignedVerbs(annotationKind)

/** An annotation as people read it beside numbers. */
export type Note = Annotation & { name: string; title: string; owner: string }

/** Annotations of which a day lies in `[start, end)`, the earliest first. */
export async function annotationsIn(ctx: Context, span: { start: PlainDate; end: PlainDate }): Promise<Note[]> {
  const all = [...(await standing<Annotation>(ctx, 'annotation')).values()]
  return all
    .filter(({ spec }) => fallsInto(spec, span))
    .map(({ name, title, owner, spec }) => ({ ...spec, name, title, owner }))
    .sort((a, b) => (a.on === b.on ? (a.name < b.name ? -1 : 1) : a.on < b.on ? -1 : 1))
}
