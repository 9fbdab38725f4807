import { z } from 'zod'
import { fail, failOn } from '../../../core/error.ts'
import { checkDeclaration } from '../../check.ts'
import { type AgreementKind, declarationSchema } from '../../kind.ts'
import { operation } from '../../operation.ts'
import { teamNames } from '../../team/operations.ts'
import { Agreement, Revised, type Revision } from '../agreement.ts'
import { lockAgreement, updateRevision } from '../queries.ts'
import { comeIntoForce, declaredAmong, waitsForSignatures, writeProposal } from './declare.ts'
import { loadAgreement } from './standing.ts'

/** The verbs by which an agreement gets its next revision. */
export function draftingVerbs<Spec extends z.ZodObject>(kind: AgreementKind<Spec>) {
  const noun = kind.kind
  const readers = kind.signed ? 'the teams who have to sign it' : 'those who read it in a year'

  const propose = operation({
    name: `${noun}.propose`,
    does: kind.signed
      ? `Propose a new ${noun}, or a change of one, to the teams it binds.`
      : `Write a new ${noun}, or a change of one; it is in force at once.`,
    needs: `${noun}:write`,
    input: declarationSchema(kind).extend({
      why: z.string().min(1, `say why, for ${readers}`).max(2000).describe(`Why, for ${readers}`),
      base: z.number().int().min(0).optional().describe('Revision the change is based on; absent for a new one'),
      draft: z.boolean().optional().describe('Keep it to yourself for now; nobody can sign a draft'),
    }),
    output: Agreement,
    async run(ctx, input) {
      const { base, draft, ...declaration } = input as Record<string, unknown> & { base?: number; draft?: boolean }
      const among = await declaredAmong(ctx)
      const { sound, problems } = checkDeclaration(kind, declaration, await teamNames(ctx), among)
      if (!sound) return failOn(problems, `${noun} “${declaration.name}”`) as never
      await writeProposal(ctx, sound, { base, draft })
      return loadAgreement(ctx, sound)
    },
  })

  const submit = operation({
    name: `${noun}.submit`,
    does: kind.signed ? `Put a draft of a ${noun} before the teams it binds.` : `Put a draft of a ${noun} in force.`,
    needs: `${noun}:write`,
    input: Revised,
    output: Agreement,
    async run(ctx, input) {
      const key = { kind: noun, name: input.name }
      await lockAgreement(ctx, key)
      const { head } = await loadAgreement(ctx, key)
      requireDraft(head, input.revision)
      await updateRevision(ctx, key, head.number, { proposed: 1 })
      if (!waitsForSignatures(ctx, noun)) await comeIntoForce(ctx, key, head.number, 'unsigned', head.refers)
      return loadAgreement(ctx, key)
    },
  })

  return { propose, submit }
}

function requireDraft(head: Revision, number: number): void {
  if (head.number !== number)
    fail('conflict', `The newest revision is ${head.number}, not ${number}.`, { reason: 'stale', head: head.number })
  if (head.proposed) fail('conflict', `Revision ${number} has been proposed already.`)
}
