import { fail } from '../../core/error.ts'
import type { Actor, Context, Grant } from '../context.ts'
import type { Part, Person, Team } from './team.ts'

export async function selectTeams(ctx: Context): Promise<Team[]> {
  return ctx.rows
    .selectFrom('team')
    .select(['name', 'title', 'department'])
    .where('workspace', '=', ctx.workspace)
    .orderBy('name')
    .execute()
}

export async function upsertTeam(ctx: Context, team: Team): Promise<void> {
  const columns = { title: team.title, department: team.department }
  await ctx.rows
    .insertInto('team')
    .values({ workspace: ctx.workspace, name: team.name, ...columns })
    .onConflict(conflict => conflict.columns(['workspace', 'name']).doUpdateSet(columns))
    .execute()
}

export async function selectPeople(ctx: Context): Promise<Person[]> {
  const rows = await ctx.rows
    .selectFrom('person')
    .select(['id', 'name', 'email', 'role', 'left_at', 'grants'])
    .where('workspace', '=', ctx.workspace)
    .orderBy('name')
    .execute()
  return rows.map(({ left_at, grants, ...person }) => ({
    ...person,
    ...(grants === null ? {} : { grants: JSON.parse(grants) as Grant[] }),
    ...(left_at === null ? {} : { leftAt: left_at }),
  }))
}

export async function insertPerson(ctx: Context, person: Person): Promise<void> {
  const { id, name, email, role } = person
  const inserted = await ctx.rows
    .insertInto('person')
    .values({ workspace: ctx.workspace, id, name, email, role, left_at: null, grants: null })
    .onConflict(conflict => conflict.columns(['workspace', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) fail('conflict', `Somebody with the e-mail ${person.email} is here already.`)
}

type PersonChange = Partial<Pick<Person, 'name' | 'role'>> & { left_at?: string | null; grants?: string | null }

export async function updatePerson(ctx: Context, id: string, change: PersonChange): Promise<void> {
  await ctx.rows.updateTable('person').set(change).where('workspace', '=', ctx.workspace).where('id', '=', id).execute()
}

export async function upsertMembership(ctx: Context, team: string, person: string, part: Part): Promise<void> {
  await ctx.rows
    .insertInto('membership')
    .values({ workspace: ctx.workspace, team, person, part })
    .onConflict(conflict => conflict.columns(['workspace', 'team', 'person']).doUpdateSet({ part }))
    .execute()
}

export async function deleteMembership(ctx: Context, team: string, person: string): Promise<void> {
  await ctx.rows
    .deleteFrom('membership')
    .where('workspace', '=', ctx.workspace)
    .where('team', '=', team)
    .where('person', '=', person)
    .execute()
}

/** Takes a person out of every team. */
export async function deleteMemberships(ctx: Context, person: string): Promise<void> {
  await ctx.rows.deleteFrom('membership').where('workspace', '=', ctx.workspace).where('person', '=', person).execute()
}

export async function selectMemberships(ctx: Context): Promise<{ team: string; person: string; part: Part }[]> {
  return ctx.rows
    .selectFrom('membership')
    .select(['team', 'person', 'part'])
    .where('workspace', '=', ctx.workspace)
    .orderBy('team')
    .orderBy('person')
    .execute()
}

/** The person with an id or an e-mail. */
export async function selectPerson(ctx: Context, who: string): Promise<Person> {
  const email = who.trim().toLowerCase()
  const found = (await selectPeople(ctx)).find(each => each.id === who || each.email === email)
  return found ?? fail('not_found', `Nobody here is “${who}”. See “person list”.`)
}

/** A person as the one who asks, with the teams they may sign for; `who` is an id or an e-mail. */
export async function selectActor(ctx: Context, who: string): Promise<Actor> {
  const person = await selectPerson(ctx, who)
  const { id } = person
  if (person.leftAt !== undefined) fail('forbidden', `${person.name} has left the company.`)
  const parts = (await selectMemberships(ctx)).filter(each => each.person === id && each.part !== 'member')
  const { grants } = person
  return {
    id,
    name: person.name,
    role: person.role,
    signsFor: parts.map(each => each.team),
    ...(grants ? { grants } : {}),
  }
}
