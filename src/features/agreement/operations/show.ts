import { z } from 'zod'
import { Name } from '../../../core/name.ts'
import { type Context, may } from '../../context.ts'
import { inOrder, requireKind } from '../../kind.ts'
import { operation } from '../../operation.ts'
import { listPeople } from '../../team/operations.ts'
import { Agreement, type Reference, Revision, State } from '../agreement.ts'
import { pathOf, selectAgreements, usersOf } from '../queries.ts'
import { ForMe, May, mayDo, Waiting, waitingFor, waitsForMe } from '../waiting.ts'
import { waitsForSignatures } from './declare.ts'
import { loadAgreement } from './standing.ts'

const Linked = z.object({
  kind: z.string(),
  name: z.string(),
  title: z.string().describe('What people call it'),
  state: State.describe('How it stands'),
})
export type Linked = z.infer<typeof Linked>

const Shown = Agreement.extend({
  does: z.string().describe('What people declare with its kind'),
  signed: z.boolean().describe('Whether it waits for signatures in this company'),
  revisions: z.array(Revision).describe('All of them, newest first'),
  waiting: Waiting.describe('What it waits for'),
  forMe: ForMe.describe('What you are waited for with'),
  may: May.describe('What you may do with it'),
  restsOn: z.array(Linked).describe('Agreements its newest or valid revision rests on'),
  usedIn: z.array(Linked).describe('Agreements that rest on it'),
  declared: z.record(z.string(), z.unknown()).describe('Its newest revision as a file would say it'),
  people: z.record(z.string(), z.string()).describe('Names of the people who stand in it, by their id'),
})
export type Shown = z.infer<typeof Shown>

export const showAgreement = operation({
  name: 'agreement.show',
  does: 'Show one agreement with all around it: history, what it waits for, what rests on it, and what you may do.',
  needs: 'agreement:read',
  input: z.object({ kind: z.string().describe('Kind of the agreement'), name: Name.describe('Its name') }),
  output: Shown,
  async run(ctx, input) {
    requireKind(input.kind, [...ctx.kinds.keys()])
    const agreement = await loadAgreement(ctx, input)
    const { head, inForce } = agreement
    const kind = ctx.kinds.get(input.kind)
    const allowed = { write: may(ctx.actor, `${input.kind}:write`), sign: may(ctx.actor, `${input.kind}:sign`) }
    return {
      ...agreement,
      does: kind?.does ?? '',
      signed: waitsForSignatures(ctx, input.kind),
      revisions: agreement.revisions.toReversed(),
      waiting: waitingFor(agreement),
      forMe: waitsForMe(agreement, ctx.actor),
      may: mayDo(agreement, ctx.actor, allowed),
      restsOn: await linked(ctx, [...head.refers, ...(inForce?.refers ?? [])]),
      usedIn: await linked(ctx, await usersOf(ctx, input)),
      declared: declaredAs(ctx, agreement),
      people: await namesOf(ctx, agreement),
    }
  },
})

/** What a declaration of the newest revision would say; teams it binds by what it says are not named again. */
function declaredAs(ctx: Context, { kind, name, head }: Agreement): Record<string, unknown> {
  const declares = ctx.kinds.get(kind)
  const implied = [head.owner, ...(declares?.binds(head.spec as never, head.owner) ?? [])]
  const binds = head.binds.filter(team => !implied.includes(team))
  const said = Object.fromEntries(inOrder(declares, head.spec as object))
  return { name, title: head.title, owner: head.owner, ...(binds.length > 0 ? { binds } : {}), ...said }
}

/** Titles and states of agreements, each once. */
async function linked(ctx: Context, references: readonly Reference[]): Promise<Linked[]> {
  const wanted = new Set(references.map(pathOf))
  if (wanted.size === 0) return []
  const kinds = [...new Set(references.map(({ kind }) => kind))]
  return (await selectAgreements(ctx, { kinds }))
    .filter(each => wanted.has(pathOf(each)))
    .map(({ kind, name, state, head }) => ({ kind, name, state, title: head.title }))
}

async function namesOf(
  ctx: Context,
  { revisions, objections }: Agreement & { revisions: Revision[] },
): Promise<Record<string, string>> {
  const ids = new Set([
    ...revisions.flatMap(({ author, signatures }) => [author, ...signatures.map(({ person }) => person)]),
    ...objections.map(({ person }) => person),
  ])
  const people = await listPeople(ctx, {})
  return Object.fromEntries(people.filter(({ id }) => ids.has(id)).map(({ id, name }) => [id, name]))
}
