import { z } from 'zod'
import { fail } from '../../core/error.ts'
import { newId } from '../../core/id.ts'
import { Name } from '../../core/name.ts'
import { nearest } from '../../core/problem.ts'
import { type Actor, type Context, GRANTS, type Grant, may } from '../context.ts'
import { operation } from '../operation.ts'
import {
  deleteMembership,
  deleteMemberships,
  insertPerson,
  selectActor,
  selectMemberships,
  selectPeople,
  selectPerson,
  selectTeams,
  updatePerson,
  upsertMembership,
  upsertTeam,
} from './queries.ts'
import { Email, Part, Person, Team } from './team.ts'

export const teamNames = async (ctx: Context): Promise<string[]> => (await selectTeams(ctx)).map(team => team.name)

export const countPeople = async (ctx: Context): Promise<number> => (await selectPeople(ctx)).length

export const actorOf = (ctx: Context, person: string): Promise<Actor> => selectActor(ctx, person)

const TeamName = Name.describe('Name of the team')
const Who = z.string().min(1).describe('Id or e-mail of the person')

export const changeTeam = operation({
  name: 'team.change',
  does: 'Add a team, or change what an existing one is called and where it belongs.',
  needs: 'team:admin',
  input: Team.partial({ title: true, department: true }),
  output: Team,
  async run(ctx, input) {
    const before = (await selectTeams(ctx)).find(team => team.name === input.name)
    const title = input.title ?? before?.title ?? input.name
    const team = { name: input.name, title, department: input.department ?? before?.department ?? title }
    await upsertTeam(ctx, team)
    return team
  },
})

const TeamWithPeople = Team.extend({ people: z.array(z.object({ person: z.string(), part: Part })) })

export const listTeams = operation({
  name: 'team.list',
  does: 'List the teams and who belongs to them.',
  needs: 'team:read',
  input: z.object({}),
  output: z.array(TeamWithPeople),
  async run(ctx) {
    const members = Map.groupBy(await selectMemberships(ctx), each => each.team)
    return (await selectTeams(ctx)).map(team => ({
      ...team,
      people: (members.get(team.name) ?? []).map(({ person, part }) => ({ person, part })),
    }))
  },
})

export const addPerson = operation({
  name: 'person.add',
  does: 'Add a person to the company.',
  needs: 'person:admin',
  input: Person.omit({ id: true, leftAt: true, grants: true }).extend({
    email: Email.describe('E-mail address, by which they are known'),
  }),
  output: Person,
  object: input => input.email,
  async run(ctx, input) {
    const before = (await selectPeople(ctx)).find(each => each.email === input.email)
    if (before?.leftAt !== undefined) {
      await updatePerson(ctx, before.id, { name: input.name, role: input.role, left_at: null })
      return { id: before.id, ...input }
    }
    const person = { id: newId(), ...input }
    await insertPerson(ctx, person)
    return person
  },
})

export const removePerson = operation({
  name: 'person.remove',
  does: 'Take a person out of the company: they get in no more and speak for no team; what they signed and said stays.',
  needs: 'person:admin',
  input: z.object({ person: Who }),
  output: Person,
  object: input => input.person,
  async run(ctx, { person: who }) {
    const person = await selectPerson(ctx, who)
    if (person.leftAt !== undefined) fail('conflict', `${person.name} has left already.`)
    if (person.id === ctx.actor.id) fail('conflict', 'Nobody removes themselves. Another admin can.')
    const admins = (await peopleHere(ctx)).filter(each => each.role === 'admin')
    if (person.role === 'admin' && admins.length === 1)
      fail('conflict', `${person.name} is the last admin. Make somebody else an admin first.`)
    const leftAt = ctx.now()
    await deleteMemberships(ctx, person.id)
    await updatePerson(ctx, person.id, { left_at: leftAt, grants: null })
    const { grants: _, ...rest } = person
    return { ...rest, leftAt }
  },
})

export const changePerson = operation({
  name: 'person.change',
  does: 'Change a person’s name or role of access.',
  needs: 'person:admin',
  input: z.object({ person: Who, name: Person.shape.name.optional(), role: Person.shape.role.optional() }),
  output: Person,
  object: input => input.person,
  async run(ctx, { person: who, ...change }) {
    const person = await selectPerson(ctx, who)
    await updatePerson(ctx, person.id, change)
    return { ...person, ...change }
  },
})

const Granted = z.object({
  person: Who,
  grant: z.enum(GRANTS).default('personal').describe('personal: what tells who a customer is'),
})

export const grantPerson = operation({
  name: 'person.grant',
  does: 'Let a person see what no role shows: who customers are.',
  needs: 'person:admin',
  input: Granted,
  output: Person,
  object: input => input.person,
  run: (ctx, { person, grant }) => changeGrants(ctx, person, held => [...held.filter(each => each !== grant), grant]),
})

export const revokeGrant = operation({
  name: 'person.revoke-grant',
  does: 'Take back what a person might see beyond their role.',
  needs: 'person:admin',
  input: Granted,
  output: Person,
  object: input => input.person,
  run: (ctx, { person, grant }) => changeGrants(ctx, person, held => held.filter(each => each !== grant)),
})

async function changeGrants(ctx: Context, who: string, change: (held: readonly Grant[]) => Grant[]): Promise<Person> {
  const { grants = [], ...person } = await selectPerson(ctx, who)
  if (person.leftAt !== undefined) fail('conflict', `${person.name} has left the company. Add them again first.`)
  const held = change(grants)
  await updatePerson(ctx, person.id, { grants: held.length > 0 ? JSON.stringify(held) : null })
  return { ...person, ...(held.length > 0 ? { grants: held } : {}) }
}

export const listPeople = operation({
  name: 'person.list',
  does: 'List the people of the company and their roles of access.',
  needs: 'person:read',
  input: z.object({}),
  output: z.array(Person),
  run: ctx => selectPeople(ctx),
})

/** Everybody who has not left; `listPeople` knows the others too, since their names stand in what they signed. */
export async function peopleHere(ctx: Context): Promise<Person[]> {
  return (await selectPeople(ctx)).filter(each => each.leftAt === undefined)
}

export const joinTeam = operation({
  name: 'team.join',
  does: 'Make a person the lead, a delegate or a member of a team; leads and delegates sign for it.',
  needs: 'team:admin',
  input: z.object({ team: TeamName, person: Who, part: Part.describe('Leads and delegates sign for the team') }),
  output: z.object({ team: z.string(), person: z.string(), part: Part }),
  object: input => input.team,
  async run(ctx, input) {
    await requireTeam(ctx, input.team)
    const { id, name, role, leftAt } = await selectPerson(ctx, input.person)
    if (leftAt !== undefined) fail('conflict', `${name} has left the company. Add them again first.`)
    if (input.part !== 'member' && !may({ id, name, role, signsFor: [] }, 'agreement:sign'))
      fail(
        'invalid',
        `${name} is a ${role}, and a ${role} cannot sign. Make them a lead with “person change”, or a member of the team.`,
      )
    await upsertMembership(ctx, input.team, id, input.part)
    return { ...input, person: id }
  },
})

export const leaveTeam = operation({
  name: 'team.leave',
  does: 'Take a person out of a team.',
  needs: 'team:admin',
  input: z.object({ team: TeamName, person: Who }),
  output: z.object({ team: z.string(), person: z.string() }),
  object: input => input.team,
  async run(ctx, input) {
    await requireTeam(ctx, input.team)
    const { id } = await selectPerson(ctx, input.person)
    await deleteMembership(ctx, input.team, id)
    return { ...input, person: id }
  },
})

async function requireTeam(ctx: Context, name: string): Promise<void> {
  const names = await teamNames(ctx)
  if (names.includes(name)) return
  const meant = nearest(name, names)
  fail('not_found', `There is no team “${name}”. ${meant ? `Did you mean “${meant}”?` : 'See “team list”.'}`)
}
