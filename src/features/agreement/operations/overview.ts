import { z } from 'zod'
import { Name } from '../../../core/name.ts'
import { keyOf, PageRequest, pageOf, toPage } from '../../../core/page.ts'
import { requireKind } from '../../kind.ts'
import { operation } from '../../operation.ts'
import { type Agreement, State } from '../agreement.ts'
import { selectAgreements } from '../queries.ts'
import { ForMe, Waiting, waitingFor, waitsForMe } from '../waiting.ts'

const Overview = z.object({
  kind: z.string(),
  name: z.string(),
  title: z.string().describe('What people call it'),
  owner: z.string().describe('Team that answers for it'),
  state: State.describe('How it stands'),
  revision: z.number().describe('Its newest revision'),
  inForce: z.number().nullable().describe('The revision in force; null before the first is'),
  changedAt: z.string().describe('When the newest revision was written'),
  waiting: Waiting.describe('What it waits for'),
  forMe: ForMe.describe('What you are waited for with'),
})
export type Overview = z.infer<typeof Overview>

export const overviewAgreements = operation({
  name: 'agreement.overview',
  does: 'List agreements of every kind in a line each: how they stand and whom they wait for.',
  needs: 'agreement:read',
  input: PageRequest.extend({
    kind: z.string().optional().describe('Only this kind'),
    owner: Name.optional().describe('Only what this team answers for'),
    state: State.optional().describe('Only what stands so; retired ones are left out otherwise'),
    waiting: z.boolean().optional().describe('Only what waits for you'),
    text: z.string().max(200).optional().describe('Only what has these words in its title, name, or what it says'),
  }),
  output: pageOf(Overview).extend({
    forMe: z.number().describe('How many of all agreements wait for you'),
    total: z.number().describe('How many there are with these filters'),
  }),
  async run(ctx, { limit, cursor, ...wanted }) {
    if (wanted.kind !== undefined) requireKind(wanted.kind, [...ctx.kinds.keys()])
    const all = await selectAgreements(ctx)
    const fits = all.filter(each => isWanted(each, wanted))
    const lines = fits
      .map(each => lineOf(each, waitsForMe(each, ctx.actor)))
      .filter(each => !wanted.waiting || each.forMe !== null)
    const [kind, name] = cursor === undefined ? [] : keyOf(cursor, 2).map(String)
    const from = kind === undefined ? 0 : lines.findIndex(each => isAfter([each.kind, each.name], [kind, String(name)]))
    const page = toPage(from < 0 ? [] : lines.slice(from, from + limit + 1), limit, each => [each.kind, each.name])
    const forMe = all.filter(each => waitsForMe(each, ctx.actor) !== null).length
    return { ...page, forMe, total: lines.length }
  },
})

const isAfter = ([kind, name]: [string, string], [thanKind, thanName]: [string, string]): boolean =>
  kind > thanKind || (kind === thanKind && name > thanName)

type Wanted = { kind?: string; owner?: string; state?: State; text?: string }

function isWanted({ kind, name, state, head }: Agreement, wanted: Wanted): boolean {
  if (wanted.kind !== undefined && kind !== wanted.kind) return false
  if (wanted.owner !== undefined && head.owner !== wanted.owner) return false
  if (wanted.state === undefined ? state === 'retired' : state !== wanted.state) return false
  const words = wanted.text?.toLowerCase().split(/\s+/).filter(Boolean) ?? []
  if (words.length === 0) return true
  const said = `${kind} ${name} ${head.title} ${JSON.stringify(head.spec)}`.toLowerCase()
  return words.every(word => said.includes(word))
}

function lineOf(agreement: Agreement, forMe: ForMe): Overview {
  const { kind, name, state, head, inForce } = agreement
  return {
    kind,
    name,
    title: head.title,
    owner: head.owner,
    state,
    revision: head.number,
    inForce: inForce?.number ?? null,
    changedAt: head.at,
    waiting: waitingFor(agreement),
    forMe,
  }
}
