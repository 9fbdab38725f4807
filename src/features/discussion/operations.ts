import { z } from 'zod'
import { fail } from '../../core/error.ts'
import { newId } from '../../core/id.ts'
import { Name } from '../../core/name.ts'
import { keyOf, PageRequest, pageOf, toPage } from '../../core/page.ts'
import { loadAgreement } from '../agreement/operations/standing.ts'
import type { Context } from '../context.ts'
import { requireKind } from '../kind.ts'
import { operation } from '../operation.ts'
import { listPeople, listTeams } from '../team/operations.ts'
import { Comment, LONGEST, type Mentionable, mentionsIn } from './discussion.ts'
import { insertComment, type StoredComment, selectComments, selectMentioning, takeBack } from './queries.ts'

const About = z.object({
  kind: z.string().describe('Kind of the agreement'),
  name: Name.describe('Name of the agreement'),
})

export const sayOf = operation({
  name: 'discussion.say',
  does: 'Say something about an agreement; an @ and a name calls a person or a team.',
  needs: 'discussion:write',
  input: About.extend({
    revision: z.number().int().min(1).optional().describe('Revision it is about; the newest, when absent'),
    text: z.string().trim().min(1, 'say something').max(LONGEST).describe('What you say'),
  }),
  output: Comment,
  object: ({ kind, name }) => `${kind}/${name}`,
  audited: ({ text: _, ...rest }) => rest,
  async run(ctx, { kind, name, text, revision }) {
    requireKind(kind, [...ctx.kinds.keys()])
    const { head, revisions } = await loadAgreement(ctx, { kind, name })
    const number = revision ?? head.number
    if (!revisions.some(each => each.number === number))
      fail('not_found', `There is no revision ${number}; the newest is ${head.number}.`)
    const known = await people(ctx)
    const mentions = mentionsIn(text, known.mentionable)
    const comment = { id: newId(), kind, name, number, text, at: ctx.now(), mentions }
    await insertComment(ctx, comment)
    return said({ ...comment, workspace: ctx.workspace, person: ctx.actor.id, retracted_at: null }, known)
  },
})

export const listSaid = operation({
  name: 'discussion.list',
  does: 'List what was said about an agreement, oldest first.',
  needs: 'discussion:read',
  input: PageRequest.extend(About.shape),
  output: pageOf(Comment),
  async run(ctx, { kind, name, limit, cursor }) {
    requireKind(kind, [...ctx.kinds.keys()])
    await loadAgreement(ctx, { kind, name })
    const after = cursorId(cursor)
    const found = await selectComments(ctx, { about: { kind, name }, after, limit: limit + 1 })
    const known = await people(ctx)
    return toPage(
      found.map(each => said(each, known)),
      limit,
      each => [each.id],
    )
  },
})

export const retractSaid = operation({
  name: 'discussion.retract',
  does: 'Take back something you said about an agreement; that you did stays visible.',
  needs: 'discussion:write',
  input: z.object({ comment: z.string().describe('Id of the comment') }),
  output: Comment,
  object: ({ comment }) => comment,
  async run(ctx, { comment: id }) {
    const found = async () =>
      (await selectComments(ctx, { id }))[0] ?? fail('not_found', 'There is no such comment. See “discussion list”.')
    const comment = await found()
    if (comment.person !== ctx.actor.id) fail('forbidden', 'Only who said it can take it back. Answer it instead.')
    if (comment.retracted_at !== null) fail('conflict', 'This was taken back already.')
    await takeBack(ctx, id)
    return said(await found(), await people(ctx))
  },
})

export const listMentions = operation({
  name: 'discussion.mentions',
  does: 'List what others said to you or to one of your teams, newest first.',
  needs: 'discussion:read',
  input: PageRequest,
  output: pageOf(Comment),
  async run(ctx, { limit, cursor }) {
    const known = await people(ctx)
    const teams = known.teams.filter(team => team.people.some(({ person }) => person === ctx.actor.id))
    const targets = [
      { kind: 'person' as const, id: ctx.actor.id },
      ...teams.map(({ name }) => ({ kind: 'team' as const, id: name })),
    ]
    const found = await selectMentioning(ctx, targets, { before: cursorId(cursor), limit: limit + 1 })
    return toPage(
      found.map(each => said(each, known)),
      limit,
      each => [each.id],
    )
  },
})

const cursorId = (cursor: string | undefined): string | undefined =>
  cursor === undefined ? undefined : String(keyOf(cursor, 1)[0])

type Known = Awaited<ReturnType<typeof people>>

const isHere = ({ leftAt }: { leftAt?: string }): boolean => leftAt === undefined

/** Who is here, what they and those who left are called, and by which words a text can mean them. */
async function people(ctx: Context) {
  const [persons, teams] = [await listPeople(ctx, {}), await listTeams(ctx, {})]
  const mentionable: Mentionable[] = [
    ...persons.filter(isHere).map(({ id, name, email }) => ({
      kind: 'person' as const,
      id,
      words: [name, name.split(' ')[0] ?? name, email.split('@')[0] ?? email],
    })),
    ...teams.map(({ name, title }) => ({ kind: 'team' as const, id: name, words: [name, title] })),
  ]
  const names = new Map<string, string>([
    ...persons.map(({ id, name }) => [`person ${id}`, name] as const),
    ...teams.map(({ name, title }) => [`team ${name}`, title] as const),
  ])
  return { teams, mentionable, nameOf: (kind: string, id: string) => names.get(`${kind} ${id}`) ?? id }
}

function said(
  { id, kind, name, number, person, text, at, retracted_at, mentions }: StoredComment,
  { nameOf }: Known,
): Comment {
  return {
    id,
    kind,
    name,
    revision: number,
    person,
    author: nameOf('person', person),
    text: retracted_at === null ? text : null,
    at,
    retractedAt: retracted_at,
    mentions: mentions.map(each => ({ kind: each.kind, id: each.id, name: nameOf(each.kind, each.id) })),
  }
}
