import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { agreementKind } from '../kind.ts'

/** A word and what it means here. Words that count something are stages and metrics; a term is a word that only means. */
export const Term = z.object({
  means: z.string().min(1).max(4000).describe('What the word means here, in a sentence or two'),
  not: z.string().max(4000).optional().describe('What it does not mean, where that is often confused'),
  synonyms: z.array(z.string().min(1).max(80)).optional().describe('Other words people use for it'),
  see: z.array(Name).optional().describe('Terms it is explained with'),
})
export type Term = z.infer<typeof Term>

export const termKind = agreementKind({
  kind: 'term',
  does: 'A word and what it means in this company.',
  spec: Term,
  refers: spec => (spec.see ?? []).map(name => ({ kind: 'term', name })),
})
