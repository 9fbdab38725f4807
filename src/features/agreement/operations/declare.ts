import { fail, failOn } from '../../../core/error.ts'
import { canonicalJson, type JsonValue } from '../../../core/json.ts'
import type { Problem } from '../../../core/problem.ts'
import type { Sound } from '../../check.ts'
import type { Context } from '../../context.ts'
import type { Among } from '../../kind.ts'
import type { Adoption, Agreement, Reference, Revision } from '../agreement.ts'
import {
  insertAgreement,
  insertRevision,
  type Key,
  lockAgreement,
  pathOf,
  seenNow,
  selectAgreements,
  updateAgreement,
  updateRevision,
  upsertSignature,
} from '../queries.ts'

/** Everything declared in a workspace, newest revisions, as checks see it. */
export async function declaredAmong(
  ctx: Context,
  beside: readonly { kind: string; name: string; owner: string; spec: unknown }[] = [],
): Promise<Omit<Among, 'name' | 'owner'>> {
  const known = new Map<string, { spec: unknown; owner: string }>()
  for (const agreement of await selectAgreements(ctx))
    if (agreement.retiredAt === null) known.set(pathOf(agreement), agreement.head)
  for (const each of beside) known.set(pathOf(each), each)
  return {
    find: (kind, name) => known.get(`${kind}/${name}`),
    names: kind =>
      [...known.keys()].filter(path => path.startsWith(`${kind}/`)).map(path => path.slice(kind.length + 1)),
  }
}

/** Why what was retired cannot be proposed. */
export const isRetired = ({ kind, name }: Key): string =>
  `The ${kind} “${name}” was retired and cannot change. Use a new name.`

type Proposal = { base?: number | undefined; draft?: boolean | undefined }

/** Whether declarations of a kind wait for signatures in this company. */
export const waitsForSignatures = (ctx: Context, kind: string): boolean =>
  ctx.company.signatures && ctx.kinds.get(kind)?.signed !== false

/** Writes a checked declaration as the next revision, in force at once where no signatures are waited for. */
export async function writeProposal(ctx: Context, sound: Sound, { base, draft = false }: Proposal): Promise<number> {
  const key = { kind: sound.kind, name: sound.name }
  const row = await lockAgreement(ctx, key)
  if (row?.retired_at) fail('conflict', isRetired(key))
  if (row && base === undefined)
    fail('invalid', `Say which revision of “${key.name}” your change is based on: its newest is ${row.head}.`, {
      reason: 'base_required',
      head: row.head,
    })
  const head = row?.head ?? 0
  if ((base ?? 0) !== head)
    fail('conflict', `“${key.name}” has moved on to revision ${head}. Look at it, then propose again on top of it.`, {
      reason: 'stale',
      head,
    })
  if (!row) await insertAgreement(ctx, key)
  const problems = row ? await checkChange(ctx, sound) : []
  if (problems.length > 0) failOn(problems, `${key.kind} “${key.name}”`)
  const number = head + 1
  await insertRevision(ctx, key, { ...sound, number, proposed: !draft })
  if (!draft && !waitsForSignatures(ctx, key.kind)) await comeIntoForce(ctx, key, number, 'unsigned', sound.refers)
  return number
}

/** What is wrong with a declaration as a change of what is in force. */
export async function checkChange(ctx: Context, { kind, name, spec, why }: Sound): Promise<Problem[]> {
  const changes = ctx.kinds.get(kind)?.changes
  const [agreement] = changes ? await selectAgreements(ctx, { kinds: [kind], name }) : []
  const inForce = agreement?.inForce
  return (inForce && changes?.(inForce.spec, spec, { before: inForce.why, after: why })) || []
}

/** Puts a revision in force, remembering what it rested on where no signature does. */
export async function comeIntoForce(
  ctx: Context,
  key: Key,
  number: number,
  adopted: Adoption,
  refers: readonly Reference[],
): Promise<void> {
  const seen = adopted === 'signed' ? {} : { seen: JSON.stringify(await seenNow(ctx, refers)) }
  await updateRevision(ctx, key, number, { in_force_at: ctx.now(), adopted, ...seen })
  await updateAgreement(ctx, key, { in_force: number })
}

type Reviewed = Sound & { proposed: boolean; signed: readonly string[] }

/**
 * Takes declarations over as a repository's review left them: in force at once unless they say they are proposed, as the
 * next revision where they differ, and retired where they are gone. Signatures recorded in the files are kept as such.
 * All of it happens at one instant. The answer names what changed, as kind/name.
 */
export async function adopt(whole: Context, declarations: readonly Reviewed[]): Promise<string[]> {
  const at = whole.now()
  const ctx = { ...whole, now: () => at }
  const existing = new Map((await selectAgreements(ctx)).map(each => [pathOf(each), each]))
  const numbers = new Map<string, number>()
  for (const sound of declarations) {
    const before = existing.get(pathOf(sound))
    existing.delete(pathOf(sound))
    if (before && before.retiredAt === null && isSame(sound, before)) continue
    if (!before) await insertAgreement(ctx, sound)
    if (before?.retiredAt) await updateAgreement(ctx, sound, { retired_at: null, retired_why: null })
    const number = (before?.head.number ?? 0) + 1
    await insertRevision(ctx, sound, { ...sound, number, proposed: true })
    numbers.set(pathOf(sound), number)
  }
  for (const sound of declarations) {
    const number = numbers.get(pathOf(sound))
    if (number === undefined) continue
    const seen = await seenNow(ctx, sound.refers)
    for (const team of sound.signed) await upsertSignature(ctx, sound, { number, team, person: 'review', seen })
    if (!sound.proposed) await comeIntoForce(ctx, sound, number, 'reviewed', sound.refers)
  }
  const gone = [...existing.values()].filter(each => each.retiredAt === null)
  for (const each of gone)
    await updateAgreement(ctx, each, { retired_at: ctx.now(), retired_why: 'It was removed from the files.' })
  return [...numbers.keys(), ...gone.map(pathOf)]
}

function isSame(sound: Reviewed, { head, inForce }: Agreement): boolean {
  const said = ({ title, owner, binds, spec }: Pick<Sound, 'title' | 'owner' | 'binds' | 'spec'>) =>
    canonicalJson({ title, owner, binds, spec } as JsonValue)
  const signed = head.signatures.map(signature => signature.team)
  return (
    said(sound) === said(head) &&
    sound.proposed === (inForce?.number !== head.number) &&
    sound.signed.every(team => signed.includes(team))
  )
}

/** What has been retired and can be proposed no more, as kind/name. */
export async function retiredPaths(ctx: Context): Promise<Set<string>> {
  return new Set((await selectAgreements(ctx)).filter(each => each.retiredAt !== null).map(pathOf))
}

/** Everything declared and not retired, with its newest revision, and whether that one still waits for signatures. */
export async function declaredWhole(
  ctx: Context,
): Promise<[kind: string, name: string, { head: Revision; proposed: boolean }][]> {
  const agreements = await selectAgreements(ctx)
  return agreements
    .filter(each => each.retiredAt === null)
    .map(each => [each.kind, each.name, { head: each.head, proposed: each.inForce?.number !== each.head.number }])
}
