import { z } from 'zod'
import { Change, differences } from '../../../core/diff.ts'
import { fail } from '../../../core/error.ts'
import { Name } from '../../../core/name.ts'
import { keyOf, PageRequest, pageOf, toPage } from '../../../core/page.ts'
import type { Context } from '../../context.ts'
import { type AgreementKind, requireKind } from '../../kind.ts'
import { operation } from '../../operation.ts'
import { Agreement, Named, Reference, Revision } from '../agreement.ts'
import { selectAgreements, usersOf } from '../queries.ts'
import { loadAgreement } from './standing.ts'

/** The verbs by which people look at agreements of a kind. */
export function readingVerbs(kind: AgreementKind) {
  const noun = kind.kind

  const get = operation({
    name: `${noun}.get`,
    does: `Show a ${noun}: what it says, how it stands, who has signed and who has not.`,
    needs: `${noun}:read`,
    input: Named,
    output: Agreement,
    run: (ctx, { name }) => loadAgreement(ctx, { kind: noun, name }),
  })

  const list = operation({
    name: `${noun}.list`,
    does: `List every ${noun} with its state.`,
    needs: `${noun}:read`,
    input: PageRequest,
    output: pageOf(Agreement),
    run: (ctx, request) => listPage(ctx, [noun], request),
  })

  const history = operation({
    name: `${noun}.history`,
    does: `Show every revision of a ${noun}, newest first.`,
    needs: `${noun}:read`,
    input: Named,
    output: z.array(Revision),
    run: async (ctx, { name }) => (await loadAgreement(ctx, { kind: noun, name })).revisions.toReversed(),
  })

  const diff = operation({
    name: `${noun}.diff`,
    does: `Show what changed between two revisions of a ${noun}.`,
    needs: `${noun}:read`,
    input: Named.extend({
      from: z.number().int().min(1).optional().describe('Older revision; the one in force, when absent'),
      to: z.number().int().min(1).optional().describe('Newer revision; the newest, when absent'),
    }),
    output: z.object({ from: z.number(), to: z.number(), changes: z.array(Change) }),
    async run(ctx, input) {
      const agreement = await loadAgreement(ctx, { kind: noun, name: input.name })
      const numbered = (number: number) =>
        agreement.revisions.find(each => each.number === number) ??
        fail('not_found', `“${input.name}” has no revision ${number}; its newest is ${agreement.head.number}.`)
      const from = numbered(input.from ?? agreement.inForce?.number ?? 1)
      const to = numbered(input.to ?? agreement.head.number)
      return { from: from.number, to: to.number, changes: differences(said(from), said(to)) }
    },
  })

  return { get, list, history, diff }
}

const said = ({ title, owner, spec }: Revision) => ({ title, owner, ...(spec as object) })

export const listAgreements = operation({
  name: 'agreement.list',
  does: 'List agreements of every kind with their state.',
  needs: 'agreement:read',
  input: PageRequest.extend({ kind: z.string().optional().describe('Only this kind') }),
  output: pageOf(Agreement),
  run(ctx, { kind, ...request }) {
    if (kind !== undefined) requireKind(kind, [...ctx.kinds.keys()])
    return listPage(ctx, kind === undefined ? undefined : [kind], request)
  },
})

export const agreementUsers = operation({
  name: 'agreement.users',
  does: 'Show which agreements rest on this one.',
  needs: 'agreement:read',
  input: z.object({ kind: z.string().describe('Kind of the agreement'), name: Name.describe('Its name') }),
  output: z.array(Reference),
  async run(ctx, input) {
    requireKind(input.kind, [...ctx.kinds.keys()])
    await loadAgreement(ctx, input)
    return usersOf(ctx, input)
  },
})

async function listPage(ctx: Context, kinds: readonly string[] | undefined, request: z.output<typeof PageRequest>) {
  const [kind, name] = request.cursor ? (keyOf(request.cursor, 2) as [string, string]) : []
  const after = kind !== undefined && name !== undefined ? { kind, name } : undefined
  const found = await selectAgreements(ctx, { kinds, after, limit: request.limit + 1 })
  return toPage(found, request.limit, each => [each.kind, each.name])
}
