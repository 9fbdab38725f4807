import type { z } from 'zod'
import type { AgreementKind } from '../../kind.ts'
import { draftingVerbs } from './drafting.ts'
import { readingVerbs } from './reading.ts'
import { signingVerbs } from './signing.ts'

/** The verbs every kind of agreement has; a feature adds its own readings beside them. */
export function agreementVerbs<Spec extends z.ZodObject>(kind: AgreementKind<Spec>) {
  return { ...readingVerbs(kind), ...draftingVerbs(kind), ...signingVerbs(kind) }
}

/** The verbs of a kind that nobody signs. */
export function unsignedVerbs<Spec extends z.ZodObject>(kind: AgreementKind<Spec>) {
  return { ...readingVerbs(kind), ...draftingVerbs(kind), retire: signingVerbs(kind).retire }
}
