import { z } from 'zod'
import type { Actor } from '../context.ts'
import { type Agreement, missingSignatures, type Revision } from './agreement.ts'

/** What an agreement waits for, and what one person may do about it. */

export const Waiting = z.object({
  teams: z.array(z.string()).describe('Teams whose signature is missing, or should be given again'),
  second: z.boolean().describe('Whether all that is missing is a signature by somebody besides its author'),
  objections: z.array(z.string()).describe('Teams whose objection is open'),
})
export type Waiting = z.infer<typeof Waiting>

/** What the acting person is waited for with; null where it waits for others, or for nobody. */
export const ForMe = z.enum(['sign', 'settle', 'submit']).nullable()
export type ForMe = z.infer<typeof ForMe>

const Turn = z.object({
  revision: z.number().describe('Revision it is about'),
  teams: z.array(z.string()).describe('Teams you can do it for'),
})

export const May = z.object({
  propose: z.boolean().describe('Whether you may propose a change'),
  sign: Turn.nullable(),
  object: Turn.nullable(),
  settle: z.array(z.string()).describe('Ids of the objections you may settle'),
  submit: z.number().nullable().describe('The draft you may put before its teams'),
  retire: z.boolean().describe('Whether you may end it'),
})
export type May = z.infer<typeof May>

/** The revision people sign now: one that is proposed, or the one in force where what it rests on has moved. */
export function toSign({ head, inForce, drift, retiredAt }: Agreement): Revision | undefined {
  if (retiredAt !== null) return undefined
  if (head.proposed && head.number !== inForce?.number) return head
  return inForce && drift.length > 0 && inForce.binds.length > 0 ? inForce : undefined
}

export function waitingFor(agreement: Agreement): Waiting {
  const { head, inForce, objections, retiredAt } = agreement
  const open = objections.filter(
    each => each.settledAt === null && [head.number, inForce?.number].includes(each.revision),
  )
  const revision = toSign(agreement)
  const isProposed = revision !== undefined && revision.number !== inForce?.number
  const teams = isProposed ? missingSignatures(revision) : revision ? agreement.again : []
  const second =
    isProposed && teams.length === 0 && !revision.signatures.some(({ person }) => person !== revision.author)
  return { teams, second, objections: retiredAt === null ? [...new Set(open.map(({ team }) => team))] : [] }
}

/** What one person is waited for with: to settle what their team objected to, to sign, or to submit their draft. */
export function waitsForMe(agreement: Agreement, { id, signsFor }: Actor): ForMe {
  const { head, retiredAt } = agreement
  if (retiredAt !== null) return null
  if (waitingFor(agreement).objections.some(team => signsFor.includes(team))) return 'settle'
  if (teamsToSign(agreement, { id, signsFor }).length > 0) return 'sign'
  return !head.proposed && head.author === id ? 'submit' : null
}

/**
 * Teams whose signature by this person would help: those that have not signed; any of theirs where all that is missing is
 * somebody besides the author; and those that should look again, where what it rests on has moved.
 */
function teamsToSign(agreement: Agreement, { id, signsFor }: Pick<Actor, 'id' | 'signsFor'>): string[] {
  const revision = toSign(agreement)
  const mine = (revision?.binds ?? []).filter(team => signsFor.includes(team))
  const { teams, second } = waitingFor(agreement)
  return second && agreement.head.author !== id ? mine : mine.filter(team => teams.includes(team))
}

/** What one person may do with an agreement, given what their role allows for its kind. */
export function mayDo(
  agreement: Agreement,
  { id, role, signsFor }: Actor,
  allowed: { write: boolean; sign: boolean },
): May {
  const { head, inForce, objections, retiredAt } = agreement
  const isLive = retiredAt === null
  const mine = (revision: Revision) => revision.binds.filter(team => signsFor.includes(team))
  const turn = (revision: Revision | undefined, teams: string[]) =>
    isLive && allowed.sign && revision && teams.length > 0 ? { revision: revision.number, teams } : null
  const spoken = head.proposed ? head : (inForce ?? undefined)
  const { owner, binds } = inForce ?? head
  return {
    propose: isLive && allowed.write,
    sign: turn(toSign(agreement), teamsToSign(agreement, { id, signsFor })),
    object: turn(spoken, spoken ? mine(spoken) : []),
    settle: objections
      .filter(each => allowed.sign && each.settledAt === null && signsFor.includes(each.team))
      .map(each => each.id),
    submit: isLive && allowed.write && !head.proposed && head.author === id ? head.number : null,
    retire: isLive && allowed.sign && (role === 'admin' || [owner, ...binds].some(team => signsFor.includes(team))),
  }
}
