import type { Instant } from '../../../core/instant.ts'
import type { Context } from '../../context.ts'
import { missingSignatures, type Objection } from '../agreement.ts'
import { selectAgreements } from '../queries.ts'

/** A proposal that is not in force. */
export type Waiting = {
  kind: string
  name: string
  title: string
  owner: string
  /** When it was written. */
  at: Instant
  /** Whether something of that name is in force, so that it is a change. */
  isChange: boolean
  /** Teams it would bind that have not signed it; none where only its author has signed for all of them. */
  missing: string[]
  /** Open objections to it. */
  objections: Objection[]
}

/** Every proposal that its teams have before them, in the order of kind and name. */
export async function waitingProposals(ctx: Context): Promise<Waiting[]> {
  return (await selectAgreements(ctx)).flatMap(({ kind, name, head, inForce, objections, retiredAt }) => {
    if (retiredAt !== null || !head.proposed || head.number === inForce?.number) return []
    const { title, owner, at, number } = head
    const open = objections.filter(each => each.settledAt === null && each.revision === number)
    const missing = missingSignatures(head)
    return [{ kind, name, title, owner, at, isChange: inForce !== null, missing, objections: open }]
  })
}
