import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { newId } from '../../../core/id.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { Name } from '../../../core/name.ts'
import { DAY_MS } from '../../../core/plain-date.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { addPerson, joinTeam, listPeople, teamNames } from '../../team/operations.ts'
import { Email, Person } from '../../team/team.ts'
import { Invitation, LASTS } from '../access.ts'
import {
  hasAccount,
  insertInvitation,
  selectInvitationByHash,
  selectInvitations,
  updateInvitation,
} from '../queries.ts'
import { createSecret, hashOf } from './secret.ts'

export const createInvitation = operation({
  name: 'invitation.create',
  does: 'Invite somebody by e-mail; the link works once, for them alone. Whoever was added already gets a password by it.',
  needs: 'invitation:admin',
  secret: true,
  input: z.object({
    email: Email.describe('E-mail address of whom to invite'),
    name: Person.shape.name,
    role: Person.shape.role.default('member'),
    teams: z.array(Name).default([]).describe('Teams they will be a member of'),
  }),
  output: Invitation.extend({ token: z.string().describe('What the link carries; it cannot be shown again') }),
  object: input => input.email,
  async run(ctx, { email, name, role, teams }) {
    const person = (await hasAccount(ctx, email)) ? await findPerson(ctx, email) : undefined
    if (person?.leftAt !== undefined)
      fail('conflict', `${person.name} has left. Add them again with “person add”; they sign in as before.`)
    if (person) fail('conflict', `Somebody with the e-mail ${email} is here already.`)
    const known = await teamNames(ctx)
    const unknown = teams.find(team => !known.includes(team))
    if (unknown !== undefined) fail('not_found', `There is no team “${unknown}”. See “team list”.`)
    const { secret, hash } = createSecret('pli')
    const now = ctx.now()
    const invitation: Invitation = {
      id: newId(),
      email,
      name,
      role,
      teams,
      invitedBy: ctx.actor.id,
      createdAt: now,
      expiresAt: toInstant(toMs(now) + LASTS.invitation * DAY_MS),
      acceptedAt: null,
    }
    await insertInvitation(ctx, invitation, hash)
    return { ...invitation, token: secret }
  },
})

export const listInvitations = operation({
  name: 'invitation.list',
  does: 'List who was invited, and who has come.',
  needs: 'invitation:admin',
  reads: true,
  input: z.object({}),
  output: z.array(Invitation),
  run: ctx => selectInvitations(ctx),
})

export const revokeInvitation = operation({
  name: 'invitation.revoke',
  does: 'Take an invitation back.',
  needs: 'invitation:admin',
  input: z.object({ id: z.string().min(1).describe('Id of the invitation, as “invitation list” shows it') }),
  output: z.object({ id: z.string() }),
  object: input => input.id,
  async run(ctx, { id }) {
    await updateInvitation(ctx, id, { expires_at: ctx.now() })
    return { id }
  },
})

/** The invitation that a token opens, as long as it is open. */
export async function openInvitation(ctx: Context, token: string): Promise<Invitation> {
  const invitation = await selectInvitationByHash(ctx, hashOf(token))
  if (!invitation) return fail('not_found', 'This invitation does not exist. Ask for another one.')
  if (invitation.acceptedAt !== null) return fail('conflict', 'This invitation was used already. Sign in instead.')
  if (invitation.expiresAt <= ctx.now()) return fail('forbidden', 'This invitation is over. Ask for another one.')
  return invitation
}

const findPerson = async (ctx: Context, email: string): Promise<Person | undefined> =>
  (await listPeople(ctx, {})).find(each => each.email === email)

/** Makes the invited person one of the company, unless they are already; `ctx` acts for whoever invited them. */
export async function acceptInvitation(ctx: Context, token: string, name: string): Promise<Person> {
  const invitation = await openInvitation(ctx, token)
  const { email, role, teams, id } = invitation
  await updateInvitation(ctx, id, { accepted_at: ctx.now() })
  const known = await findPerson(ctx, email)
  if (known && known.leftAt === undefined) return known
  const person = await addPerson(ctx, { email, role, name })
  for (const team of teams) await joinTeam(ctx, { team, person: person.id, part: 'member' })
  return person
}
