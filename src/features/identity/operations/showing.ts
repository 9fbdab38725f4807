import { z } from 'zod'
import { toInstant } from '../../../core/instant.ts'
import type { Veil } from '../../../core/personal.ts'
import type { Regrouped } from '../../../store/events/regroup.ts'
import type { Regrouping } from '../../../store/events/regroup-all.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { veilFor } from '../../source/operations/personal.ts'
import { codeOf, IdCode, IdentitySpec, type RulingSpec, reasonOf } from '../identity.ts'
import { type Known, selectActs, selectFullest, selectHeldBack } from '../queries.ts'
import { identifierNamed } from './finding.ts'
import { rulesInForce } from './ruling.ts'

export const IdText = z
  .string()
  .min(1)
  .max(500)
  .describe('An id: its code (n12), its value, or “kind:value” where several have it')
  .meta({ argument: true })

const Person = z.string().describe('Code of the person, such as p12')
const personCode = (person: number): string => `p${person}`

const Shown = z.object({
  code: IdCode,
  kind: z.string(),
  value: z.string().describe('Masked for those without the grant “personal”'),
})

const shownAs = (veil: Veil, { node, kind, value }: Omit<Known, 'person'>): z.infer<typeof Shown> => ({
  code: codeOf(node),
  kind,
  value: veil.identifier(kind, value),
})

const ActShown = z.object({
  act: z.enum(['merge', 'split']).describe('Whether other was put to person, or taken out of it'),
  person: Person,
  other: Person,
})

const History = ActShown.extend({
  at: z.string(),
  fact: z.string().nullable().describe('The fact that did it; null for rules'),
})

const historyAs = ({ ts, act, person, other, fact }: Regrouped): z.infer<typeof History> => ({
  at: toInstant(ts),
  act,
  person: personCode(person),
  other: personCode(other),
  fact,
})

export const showIdentity = operation({
  name: 'identity.show',
  does: 'Show what makes somebody one person: their ids, what ties these, what was held back and why, and what changed.',
  needs: 'identity:read',
  input: z.object({ id: IdText }),
  output: z.object({
    person: Person,
    identifiers: z.array(Shown.extend({ since: z.string().describe('The earliest fact that names it') })),
    links: z.array(
      z.object({
        one: IdCode,
        other: IdCode,
        at: z.string(),
        fact: z.string().describe('The first fact that names both'),
      }),
    ),
    held: z.array(
      z.object({
        one: IdCode,
        other: Shown.extend({ person: Person }),
        at: z.string(),
        fact: z.string(),
        why: z.string(),
      }),
    ),
    history: z.array(History),
  }),
  async run(ctx, { id }) {
    const { person } = await identifierNamed(ctx, id)
    const veil = await veilFor(ctx)
    const profile = (await ctx.events.identity.profile(person))!
    return {
      person: personCode(person),
      identifiers: profile.identifiers.map(each => ({ ...shownAs(veil, each), since: toInstant(each.seen) })),
      links: profile.links.map(link => ({
        one: codeOf(link.a),
        other: codeOf(link.b),
        at: toInstant(link.ts),
        fact: link.id,
      })),
      held: profile.held.map(link => ({
        one: codeOf(link.node),
        other: { ...shownAs(veil, link.other), person: personCode(link.other.person) },
        at: toInstant(link.ts),
        fact: link.id,
        why: reasonOf(link.held),
      })),
      history: (await ctx.events.identity.history({ person, limit: 100 })).map(historyAs),
    }
  },
})

export const RegroupingShown = z.object({
  before: z.number().int().describe('People before'),
  after: z.number().int().describe('People after'),
  moved: z.number().int().describe('Ids that belong to another person after'),
  held: z.record(z.string(), z.number().int()).describe('Links that are held back after, by why'),
  acts: z.array(ActShown).describe('Who is put together and taken apart; the first hundred'),
})

export const regroupedAs = ({ acts, ...counts }: Regrouping): z.infer<typeof RegroupingShown> => ({
  ...counts,
  acts: acts.slice(0, 100).map(({ act, person, other }) => ({
    act,
    person: personCode(person),
    other: personCode(other),
  })),
})

export const previewIdentity = operation({
  name: 'identity.preview',
  does: 'Say what other rules of identity would change; nothing is changed.',
  needs: 'identity:read',
  input: IdentitySpec.extend({
    proposed: z.boolean().default(false).describe('Try what is proposed and not yet in force'),
  }),
  output: RegroupingShown,
  async run(ctx, { proposed, ...tried }) {
    const said = Object.fromEntries(Object.entries(tried).filter(([, value]) => value !== undefined))
    const rules = await rulesInForce(proposed ? { ...ctx, reading: { preview: 'head' } } : ctx, said)
    return regroupedAs(await ctx.events.identity.preview(rules))
  },
})

export const listRulings = operation({
  name: 'identity.rulings',
  does: 'List what people and teams decided about ids: which are one person, and which are not.',
  needs: 'identity:read',
  input: z.object({ undone: z.boolean().default(false).describe('Whether to list what was undone, too') }),
  output: z.array(
    z.object({
      id: z.string().describe('For “identity undo”; or the name of the agreement'),
      says: z.enum(['apart', 'together']),
      one: IdCode,
      other: IdCode,
      why: z.string(),
      by: z.string().describe('The person, or the teams that signed'),
      agreement: z.string().nullable().describe('The ruling teams signed; null where one person decided'),
      at: z.string().nullable(),
      undone: z.string().nullable(),
    }),
  ),
  async run(ctx, { undone }) {
    const rulings = [...(await standing<RulingSpec>(ctx, 'ruling')).values()].map(ruling => {
      const [one, other] = ruling.spec.apart ?? ruling.spec.together!
      return {
        id: ruling.name,
        says: ruling.spec.apart ? ('apart' as const) : ('together' as const),
        one,
        other,
        why: ruling.why,
        by: ruling.binds.join(', '),
        agreement: `ruling/${ruling.name}`,
        at: ruling.inForceAt,
        undone: null,
      }
    })
    const acts = (await selectActs(ctx, { undone })).map(act => ({
      id: act.id,
      says: act.act === 'split' ? ('apart' as const) : ('together' as const),
      one: codeOf(act.one),
      other: codeOf(act.other),
      why: act.why,
      by: act.by,
      agreement: null,
      at: act.at,
      undone: act.undone_at,
    }))
    return [...rulings, ...acts]
  },
})

export const listCrowded = operation({
  name: 'identity.crowded',
  does: 'List people with many ids of a kind, and ids whose links were held back, which may be shared inboxes or devices.',
  needs: 'identity:read',
  input: z.object({ limit: z.number().int().min(1).max(500).default(20) }),
  output: z.object({
    people: z.array(z.object({ person: Person, kind: z.string(), ids: z.number().int() })),
    shared: z.array(
      Shown.extend({
        links: z.number().int().describe('Links of it that are held back'),
        why: z.string(),
        advice: z.string(),
      }),
    ),
  }),
  run: crowded,
})

async function crowded(ctx: Context, { limit }: { limit: number }) {
  const veil = await veilFor(ctx)
  return {
    people: (await selectFullest(ctx, limit)).map(({ person, kind, n }) => ({
      person: personCode(person),
      kind,
      ids: n,
    })),
    shared: (await selectHeldBack(ctx, limit)).map(each => ({
      ...shownAs(veil, each),
      links: each.n,
      why: reasonOf(each.held),
      advice: adviceOn(each.held, each.kind),
    })),
  }
}

function adviceOn(held: string, kind: string): string {
  if (held === 'blocked') return 'It is blocked already. Unblock it should it be one person’s.'
  if (held === 'apart') return 'It ties two that are kept apart. Look at both.'
  const what =
    kind === 'anonymous' ? 'a device that many use' : kind === 'email' ? 'an inbox that many read' : 'no one person’s'
  return `If it is ${what}, block it in the agreement “identity”.`
}
