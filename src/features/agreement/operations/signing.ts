import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { newId } from '../../../core/id.ts'
import { Name } from '../../../core/name.ts'
import type { Context } from '../../context.ts'
import type { AgreementKind } from '../../kind.ts'
import { operation } from '../../operation.ts'
import { Agreement, isAgreed, Named, type Objection, Revised, type Revision } from '../agreement.ts'
import {
  insertObjection,
  type Key,
  lockAgreement,
  pathOf,
  seenNow,
  settleObjectionRow,
  updateAgreement,
  upsertSignature,
  usersOf,
} from '../queries.ts'
import { comeIntoForce } from './declare.ts'
import { loadAgreement } from './standing.ts'

/** The verbs by which teams bind themselves to an agreement, object to it, or end it. */
export function signingVerbs(kind: AgreementKind) {
  const noun = kind.kind
  const keyOf = (input: { name: string }): Key => ({ kind: noun, name: input.name })

  const sign = operation({
    name: `${noun}.sign`,
    does: `Sign a ${noun} for a team you lead; it is in force once every team it binds has signed.`,
    needs: `${noun}:sign`,
    input: Revised.extend({ team: Name.describe('Team you sign for') }),
    output: Agreement,
    async run(ctx, input) {
      const key = keyOf(input)
      await lockAgreement(ctx, key)
      const agreement = await loadAgreement(ctx, key)
      const revision = requireRevision(agreement.revisions, input.revision)
      requireVoice(ctx, revision, input.team)
      requireSignable(agreement, revision)
      const seen = await seenNow(ctx, revision.refers)
      await upsertSignature(ctx, key, { number: revision.number, team: input.team, person: ctx.actor.id, seen })
      return settleForce(ctx, key, revision.number)
    },
  })

  const object = operation({
    name: `${noun}.object`,
    does: `Object to a ${noun} for a team it binds, with the reason.`,
    needs: `${noun}:sign`,
    input: Revised.extend({
      team: Name.describe('Team you object for'),
      reason: z.string().min(1, 'say what is wrong with it').max(2000).describe('What is wrong with it'),
    }),
    output: Agreement,
    async run(ctx, input) {
      const key = keyOf(input)
      await lockAgreement(ctx, key)
      const agreement = await loadAgreement(ctx, key)
      const revision = requireRevision(agreement.revisions, input.revision)
      requireVoice(ctx, revision, input.team)
      requireCurrent(agreement, revision)
      await insertObjection(ctx, key, {
        id: newId(),
        revision: input.revision,
        team: input.team,
        person: ctx.actor.id,
        reason: input.reason,
        at: ctx.now(),
        settledAt: null,
        outcome: null,
      })
      return loadAgreement(ctx, key)
    },
  })

  const settle = operation({
    name: `${noun}.settle`,
    does: `Settle an objection your team made to a ${noun}, and say what came of it.`,
    needs: `${noun}:sign`,
    input: Named.extend({
      objection: z.string().describe('Id of the objection'),
      outcome: z.string().min(1, 'say what came of it').max(2000).describe('What came of it'),
    }),
    output: Agreement,
    async run(ctx, input) {
      const key = keyOf(input)
      await lockAgreement(ctx, key)
      const { objections } = await loadAgreement(ctx, key)
      const objection = requireOpen(objections, input.objection)
      if (!ctx.actor.signsFor.includes(objection.team))
        fail('forbidden', `Only ${objection.team}, who objected, can settle this. Talk to its lead.`)
      await settleObjectionRow(ctx, objection.id, input.outcome)
      return settleForce(ctx, key, objection.revision)
    },
  })

  const retire = operation({
    name: `${noun}.retire`,
    does: `End a ${noun}; its history stays.`,
    needs: `${noun}:sign`,
    input: Named.extend({ why: z.string().min(1, 'say why it ends').max(2000).describe('Why it ends') }),
    output: Agreement,
    async run(ctx, input) {
      const key = keyOf(input)
      await lockAgreement(ctx, key)
      const agreement = await loadAgreement(ctx, key)
      const { owner, binds } = agreement.inForce ?? agreement.head
      const bound = [...new Set([owner, ...binds])]
      if (ctx.actor.role !== 'admin' && !bound.some(team => ctx.actor.signsFor.includes(team)))
        fail('forbidden', `Only a lead of ${bound.join(', ')} can retire this ${noun}.`)
      if (agreement.retiredAt !== null) fail('conflict', `“${input.name}” is retired already.`)
      const users = await usersOf(ctx, key)
      if (users.length > 0)
        fail('conflict', `“${input.name}” is still used in ${users.map(pathOf).join(', ')}. Change those first.`, {
          reason: 'in_use',
          users,
        })
      await updateAgreement(ctx, key, { retired_at: ctx.now(), retired_why: input.why })
      return loadAgreement(ctx, key)
    },
  })

  return { sign, object, settle, retire }
}

/** Lets a revision come into force if it now has all it needs and no newer one is in force. */
async function settleForce(ctx: Context, key: Key, number: number) {
  const agreement = await loadAgreement(ctx, key)
  const revision = requireRevision(agreement.revisions, number)
  if (number <= (agreement.inForce?.number ?? 0) || !isAgreed(revision, agreement.objections)) return agreement
  await comeIntoForce(ctx, key, number, 'signed', revision.refers)
  return loadAgreement(ctx, key)
}

function requireRevision(revisions: readonly Revision[], number: number): Revision {
  return (
    revisions.find(each => each.number === number) ??
    fail('not_found', `There is no revision ${number}; the newest is ${revisions.at(-1)?.number}.`)
  )
}

function requireVoice(ctx: Context, revision: Revision, team: string): void {
  if (!revision.binds.includes(team))
    fail('invalid', `This does not bind ${team}. It binds ${revision.binds.join(', ')}.`)
  if (!ctx.actor.signsFor.includes(team))
    fail('forbidden', `You cannot speak for ${team}: only its lead or a delegate can.`)
}

function requireCurrent(agreement: Agreement, revision: Revision): void {
  const spoken = [agreement.head.number, agreement.inForce?.number]
  if (!spoken.includes(revision.number) || !revision.proposed)
    fail('conflict', `Revision ${revision.number} of “${agreement.name}” is neither proposed nor in force.`)
}

function requireSignable(agreement: Agreement, revision: Revision): void {
  if (agreement.retiredAt !== null) fail('conflict', `“${agreement.name}” is retired.`)
  if (!revision.proposed) fail('conflict', `Revision ${revision.number} is a draft. Its author has to submit it first.`)
  const current = [agreement.head.number, agreement.inForce?.number].includes(revision.number)
  if (!current || revision.number < (agreement.inForce?.number ?? 0))
    fail('conflict', `Revision ${revision.number} was overtaken: the newest is ${agreement.head.number}.`, {
      reason: 'stale',
      head: agreement.head.number,
    })
}

function requireOpen(objections: readonly Objection[], id: string): Objection {
  const objection = objections.find(each => each.id === id) ?? fail('not_found', 'There is no such objection.')
  if (objection.settledAt !== null) fail('conflict', 'This objection is settled already.')
  return objection
}
