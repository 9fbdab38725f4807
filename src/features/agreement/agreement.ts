import { z } from 'zod'
import type { Instant } from '../../core/instant.ts'
import { Name } from '../../core/name.ts'

/**
 * What is declared lives here: proposed with a why, signed by every team it binds, versioned, never changed by an edit.
 * What a particular kind says belongs to the feature that declares the kind.
 */

export const State = z.enum(['draft', 'proposed', 'in force', 'contested', 'drifted', 'retired'])
export type State = z.infer<typeof State>

/** How a revision came to be in force. */
export const Adoption = z.enum(['signed', 'reviewed', 'unsigned'])
export type Adoption = z.infer<typeof Adoption>

/** Another agreement that this one rests on. */
export const Reference = z.object({ kind: z.string(), name: z.string() })
export type Reference = z.infer<typeof Reference>

export const Signature = z.object({
  team: z.string().describe('Team that signed'),
  person: z.string().describe('Id of the person who signed for it'),
  at: z.string().describe('When'),
})
export type Signature = z.infer<typeof Signature>

export const Objection = z.object({
  id: z.string().describe('What `settle` calls it'),
  revision: z.number().describe('Number of the revision objected to'),
  team: z.string().describe('Team that objects'),
  person: z.string().describe('Id of the person who objected for it'),
  reason: z.string().describe('What is wrong'),
  at: z.string().describe('When'),
  settledAt: z.string().nullable().describe('When the team settled it; null while it is open'),
  outcome: z.string().nullable().describe('What came of it'),
})
export type Objection = z.infer<typeof Objection>

export const Revision = z.object({
  number: z.number().int().describe('Counts from 1'),
  title: z.string().describe('What people call it'),
  owner: z.string().describe('Team that answers for it'),
  spec: z.unknown().describe('What it says, in the fields of its kind'),
  why: z.string().describe('Why it was proposed'),
  author: z.string().describe('Id of the person who proposed it'),
  at: z.string().describe('When it was written'),
  hash: z.string().describe('Fingerprint of what it says'),
  binds: z.array(z.string()).describe('Teams that have to sign it'),
  refers: z.array(Reference).describe('Agreements it rests on'),
  proposed: z.boolean().describe('Whether it is before its teams; false for a draft'),
  inForceAt: z.string().nullable().describe('When it came into force; null if it never did'),
  adopted: Adoption.nullable().describe('How it came into force: signed, reviewed as a file, or unsigned'),
  signatures: z.array(Signature).describe('Those given so far'),
})
export type Revision = z.infer<typeof Revision>

export const Agreement = z.object({
  kind: z.string(),
  name: z.string(),
  state: State.describe('How it stands'),
  head: Revision.describe('The newest revision'),
  inForce: Revision.nullable().describe(
    'The revision that numbers are computed from; null before the first is in force',
  ),
  objections: z.array(Objection).describe('Objections, settled ones too'),
  drift: z.array(Reference).describe('Agreements whose change since the signatures makes this one drifted'),
  again: z.array(z.string()).describe('Teams that signed before that change, and should look at it again'),
  retiredAt: z.string().nullable().describe('When it ended; null while it has not'),
  retiredWhy: z.string().nullable().describe('Why it ended'),
})
export type Agreement = z.infer<typeof Agreement>

/** Inputs that point at an agreement, or at one of its revisions. */
export const Named = z.object({ name: Name.describe('Name of the agreement') })
export const Revised = Named.extend({ revision: z.number().int().min(1).describe('Number of the revision') })

/** Teams that have to sign a revision and have not. */
export function missingSignatures(revision: Pick<Revision, 'binds' | 'signatures'>): string[] {
  const signed = new Set(revision.signatures.map(signature => signature.team))
  return revision.binds.filter(team => !signed.has(team))
}

/**
 * Whether a revision has all it needs to come into force: proposed, signed by every team it binds, by somebody besides
 * its author, and free of open objections.
 */
export function isAgreed(
  revision: Pick<Revision, 'binds' | 'signatures' | 'proposed' | 'author' | 'number'>,
  objections: readonly Objection[],
): boolean {
  return (
    revision.proposed &&
    revision.binds.length > 0 &&
    missingSignatures(revision).length === 0 &&
    revision.signatures.some(signature => signature.person !== revision.author) &&
    !objections.some(objection => objection.revision === revision.number && objection.settledAt === null)
  )
}

/** The one word that says how an agreement stands; the newest revision speaks, unless it is only a draft of a change. */
export function stateOf(agreement: Omit<Agreement, 'state'>): State {
  const { head, inForce, objections, drift, retiredAt } = agreement
  if (retiredAt !== null) return 'retired'
  const spoken = [head.number, inForce?.number]
  if (objections.some(objection => objection.settledAt === null && spoken.includes(objection.revision)))
    return 'contested'
  if (inForce && (inForce.number === head.number || !head.proposed)) return drift.length > 0 ? 'drifted' : 'in force'
  return head.proposed ? 'proposed' : 'draft'
}

/** The revision that was in force at an instant, given when each one came into force. */
export function inForceAt<R extends { number: number; inForceAt: Instant | null }>(
  revisions: readonly R[],
  at: Instant,
): R | undefined {
  let found: R | undefined
  for (const revision of revisions)
    if (revision.inForceAt !== null && revision.inForceAt <= at && revision.number > (found?.number ?? 0))
      found = revision
  return found
}
