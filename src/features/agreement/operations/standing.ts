import { fail } from '../../../core/error.ts'
import type { Instant } from '../../../core/instant.ts'
import type { Context, Tried } from '../../context.ts'
import {
  type Adoption,
  type Agreement,
  inForceAt,
  missingSignatures,
  type Objection,
  type Reference,
  type Revision,
  type State,
} from '../agreement.ts'
import { type Key, selectAgreements, usersAmong } from '../queries.ts'

/** An agreement as a reading uses it: one revision of it, and which. */
export type Standing<Spec> = {
  kind: string
  name: string
  title: string
  owner: string
  why: string
  spec: Spec
  /** The revision's number; 0 for a proposal that is only being tried. */
  revision: number
  state: State
  binds: readonly string[]
  missing: string[]
  adopted: Adoption | null
  /** When this revision came into force; null for one that is not. */
  inForceAt: Instant | null
  /** What it rests on and has changed since it was agreed. */
  drift: Reference[]
  /** Open objections to this revision. */
  objections: Objection[]
  /** What was in force before this revision, oldest first. */
  earlier: Revision[]
}

/** The agreements of a kind as `ctx.reading` asks for them, by name, retired ones left out. */
export async function standing<Spec = unknown>(ctx: Context, kind: string): Promise<Map<string, Standing<Spec>>> {
  const { at, preview } = ctx.reading
  const found = new Map<string, Standing<Spec>>()
  for (const agreement of await selectAgreements(ctx, { kinds: [kind] })) {
    if (agreement.retiredAt !== null && agreement.retiredAt <= (at ?? ctx.now())) continue
    const used =
      preview === 'head' ? agreement.head : at ? inForceAt(agreement.revisions, at) : (agreement.inForce ?? undefined)
    if (!used) continue
    found.set(agreement.name, {
      kind,
      name: agreement.name,
      title: used.title,
      owner: used.owner,
      why: used.why,
      spec: used.spec as Spec,
      revision: used.number,
      state: agreement.state,
      binds: used.binds,
      missing: missingSignatures(used),
      adopted: used.adopted,
      inForceAt: used.inForceAt,
      drift: agreement.drift,
      objections: agreement.objections.filter(each => each.settledAt === null && each.revision === used.number),
      earlier: agreement.revisions.filter(each => each.inForceAt !== null && each.number < used.number),
    })
  }
  if (preview instanceof Map)
    for (const [path, { spec, ...rest }] of preview as ReadonlyMap<string, Tried>) {
      if (!path.startsWith(`${kind}/`)) continue
      const name = path.slice(kind.length + 1)
      const current = found.get(name) ?? blank(kind, name)
      found.set(name, { ...current, ...rest, spec: spec as Spec, revision: 0, state: 'proposed' })
    }
  return found
}

/** What each agreement of a kind said when it was last in force, by name, retired ones too. */
export async function lastSaid<Spec = unknown>(ctx: Context, kind: string): Promise<Map<string, Spec>> {
  const all = await selectAgreements(ctx, { kinds: [kind] })
  return new Map(all.flatMap(({ name, inForce }) => (inForce ? [[name, inForce.spec as Spec]] : [])))
}

const blank = (kind: string, name: string) => ({
  kind,
  name,
  title: name,
  owner: '',
  why: '',
  binds: [],
  missing: [],
  adopted: null,
  inForceAt: null,
  drift: [],
  objections: [],
  earlier: [],
})

/** One agreement as a reading uses it, or a sentence that there is none. */
export async function findStanding<Spec = unknown>(ctx: Context, key: Key): Promise<Standing<Spec>> {
  const all = await standing<Spec>(ctx, key.kind)
  return all.get(key.name) ?? fail('not_found', await absent(ctx, key))
}

/** Why an agreement cannot be used, in a sentence. */
async function absent(ctx: Context, key: Key): Promise<string> {
  const [exists] = await selectAgreements(ctx, { kinds: [key.kind], name: key.name })
  if (exists?.retiredAt) return `The ${key.kind} “${key.name}” was retired: ${exists.retiredWhy}`
  if (exists?.state === 'contested')
    return `The ${key.kind} “${key.name}” is contested, not in force. The team that objects has to settle that first.`
  if (exists?.state === 'draft')
    return `The ${key.kind} “${key.name}” is a draft, not in force. Submit it, for its teams to sign it.`
  if (exists) return `The ${key.kind} “${key.name}” is ${exists.state}, not in force. Its teams have to sign it first.`
  return `There is no ${key.kind} “${key.name}”. See “${key.kind} list” for those there are.`
}

/** One agreement whole, with all its revisions, or a sentence that there is none. */
export async function loadAgreement(ctx: Context, key: Key): Promise<Agreement & { revisions: Revision[] }> {
  const [agreement] = await selectAgreements(ctx, { kinds: [key.kind], name: key.name })
  return agreement ?? fail('not_found', await absent(ctx, key))
}

/** What rests on each agreement of a kind, by its name. */
export async function usersByName(ctx: Context, kind: string): Promise<Map<string, Reference[]>> {
  const found = await usersAmong(ctx, kind)
  return new Map([...found].map(([of, users]) => [of, users.map(({ kind, name }) => ({ kind, name }))]))
}
