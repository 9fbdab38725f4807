import type { Selectable } from 'kysely'
import type { Instant } from '../../core/instant.ts'
import { canonicalJson, type JsonValue } from '../../core/json.ts'
import { sha256 } from '../../store/hash.ts'
import { locking } from '../../store/records/records.ts'
import type { Tables } from '../../store/records/tables.ts'
import type { Context } from '../context.ts'
import type { Adoption, Agreement, Objection, Reference, Revision } from './agreement.ts'
import { stateOf } from './agreement.ts'

type Row<Table extends keyof Tables> = Selectable<Tables[Table]>

export type Key = { kind: string; name: string }

const identity = (ctx: Context, { kind, name }: Key) => ({ workspace: ctx.workspace, kind, name })

export type NewRevision = {
  number: number
  title: string
  owner: string
  spec: unknown
  why: string
  binds: readonly string[]
  refers: readonly Reference[]
  proposed: boolean
}

/** The row of an agreement, locked until the transaction ends, so that its revisions are numbered one after another. */
export async function lockAgreement(ctx: Context, key: Key): Promise<Row<'agreement'> | undefined> {
  return locking(
    ctx.rows
      .selectFrom('agreement')
      .selectAll()
      .where('workspace', '=', ctx.workspace)
      .where('kind', '=', key.kind)
      .where('name', '=', key.name),
    ctx.records,
  ).executeTakeFirst()
}

export async function insertAgreement(ctx: Context, key: Key): Promise<void> {
  await ctx.rows
    .insertInto('agreement')
    .values({ ...identity(ctx, key), head: 0, in_force: null, retired_at: null, retired_why: null })
    .execute()
}

export async function insertRevision(ctx: Context, key: Key, revision: NewRevision): Promise<void> {
  const spec = canonicalJson(revision.spec as JsonValue)
  const content = canonicalJson({ kind: key.kind, name: key.name, title: revision.title, owner: revision.owner, spec })
  await ctx.rows
    .insertInto('revision')
    .values({
      ...identity(ctx, key),
      number: revision.number,
      title: revision.title,
      owner: revision.owner,
      spec,
      why: revision.why,
      author: ctx.actor.id,
      at: ctx.now(),
      hash: sha256(content),
      binds: JSON.stringify(revision.binds),
      proposed: revision.proposed ? 1 : 0,
      in_force_at: null,
      adopted: null,
      seen: null,
    })
    .execute()
  if (revision.refers.length > 0)
    await ctx.rows
      .insertInto('reference')
      .values(
        revision.refers.map(to => ({
          ...identity(ctx, key),
          number: revision.number,
          to_kind: to.kind,
          to_name: to.name,
        })),
      )
      .execute()
  await updateAgreement(ctx, key, { head: revision.number })
}

export async function updateAgreement(
  ctx: Context,
  key: Key,
  change: Partial<Pick<Row<'agreement'>, 'head' | 'in_force' | 'retired_at' | 'retired_why'>>,
): Promise<void> {
  await ctx.rows
    .updateTable('agreement')
    .set(change)
    .where('workspace', '=', ctx.workspace)
    .where('kind', '=', key.kind)
    .where('name', '=', key.name)
    .execute()
}

export async function updateRevision(
  ctx: Context,
  key: Key,
  number: number,
  change: { proposed?: number; in_force_at?: Instant; adopted?: Adoption; seen?: string },
): Promise<void> {
  await ctx.rows
    .updateTable('revision')
    .set(change)
    .where('workspace', '=', ctx.workspace)
    .where('kind', '=', key.kind)
    .where('name', '=', key.name)
    .where('number', '=', number)
    .execute()
}

export async function upsertSignature(
  ctx: Context,
  key: Key,
  signature: { number: number; team: string; person: string; seen: Record<string, number> },
): Promise<void> {
  const fresh = { at: ctx.now(), seen: JSON.stringify(signature.seen) }
  await ctx.rows
    .insertInto('signature')
    .values({
      ...identity(ctx, key),
      number: signature.number,
      team: signature.team,
      person: signature.person,
      ...fresh,
    })
    .onConflict(conflict =>
      conflict.columns(['workspace', 'kind', 'name', 'number', 'team', 'person']).doUpdateSet(fresh),
    )
    .execute()
}

export async function insertObjection(ctx: Context, key: Key, objection: Objection): Promise<void> {
  await ctx.rows
    .insertInto('objection')
    .values({
      ...identity(ctx, key),
      id: objection.id,
      number: objection.revision,
      team: objection.team,
      person: objection.person,
      reason: objection.reason,
      at: objection.at,
      settled_at: null,
      outcome: null,
    })
    .execute()
}

export async function settleObjectionRow(ctx: Context, id: string, outcome: string): Promise<void> {
  await ctx.rows
    .updateTable('objection')
    .set({ settled_at: ctx.now(), outcome })
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', id)
    .execute()
}

/** `kind/name` → the revision a signer sees today: the one in force, or the newest where none is. */
export async function seenNow(ctx: Context, refers: readonly Reference[]): Promise<Record<string, number>> {
  if (refers.length === 0) return {}
  const rows = await ctx.rows
    .selectFrom('agreement')
    .select(['kind', 'name', 'head', 'in_force'])
    .where('workspace', '=', ctx.workspace)
    .where('name', 'in', [...new Set(refers.map(each => each.name))])
    .execute()
  const wanted = new Set(refers.map(pathOf))
  return Object.fromEntries(
    rows.filter(row => wanted.has(pathOf(row))).map(row => [pathOf(row), row.in_force ?? row.head]),
  )
}

/** Agreements whose newest or valid revision rests on this one, retired ones left out. */
export async function usersOf(ctx: Context, key: Key): Promise<Key[]> {
  const rows = await ctx.rows
    .selectFrom('reference')
    .innerJoin('agreement', join =>
      join
        .onRef('agreement.workspace', '=', 'reference.workspace')
        .onRef('agreement.kind', '=', 'reference.kind')
        .onRef('agreement.name', '=', 'reference.name'),
    )
    .select(['reference.kind as kind', 'reference.name as name'])
    .distinct()
    .where('reference.workspace', '=', ctx.workspace)
    .where('reference.to_kind', '=', key.kind)
    .where('reference.to_name', '=', key.name)
    .where('agreement.retired_at', 'is', null)
    .where(on =>
      on.or([
        on('reference.number', '=', on.ref('agreement.head')),
        on('reference.number', '=', on.ref('agreement.in_force')),
      ]),
    )
    .orderBy('kind')
    .orderBy('name')
    .execute()
  return rows
}

/** What rests on each agreement of a kind, in its newest or valid revision, retired ones left out; none where nothing does. */
export async function usersAmong(ctx: Context, kind: string): Promise<Map<string, Key[]>> {
  const rows = await ctx.rows
    .selectFrom('reference')
    .innerJoin('agreement', join =>
      join
        .onRef('agreement.workspace', '=', 'reference.workspace')
        .onRef('agreement.kind', '=', 'reference.kind')
        .onRef('agreement.name', '=', 'reference.name'),
    )
    .select(['reference.kind as kind', 'reference.name as name', 'reference.to_name as of'])
    .distinct()
    .where('reference.workspace', '=', ctx.workspace)
    .where('reference.to_kind', '=', kind)
    .where('agreement.retired_at', 'is', null)
    .where(on =>
      on.or([
        on('reference.number', '=', on.ref('agreement.head')),
        on('reference.number', '=', on.ref('agreement.in_force')),
      ]),
    )
    .orderBy('kind')
    .orderBy('name')
    .execute()
  return Map.groupBy(
    rows.map(({ kind, name, of }) => ({ kind, name, of })),
    ({ of }) => of,
  )
}

/** Agreements of some kinds, or of all, in the order of kind and name, whole: revisions, signatures, objections, drift. */
export async function selectAgreements(
  ctx: Context,
  where: { kinds?: readonly string[]; name?: string; after?: Key; limit?: number } = {},
): Promise<(Agreement & { revisions: Revision[] })[]> {
  let query = ctx.rows.selectFrom('agreement').selectAll().where('workspace', '=', ctx.workspace)
  if (where.kinds) query = query.where('kind', 'in', [...where.kinds])
  if (where.name !== undefined) query = query.where('name', '=', where.name)
  const { after } = where
  if (after)
    query = query.where(on =>
      on.or([on('kind', '>', after.kind), on.and([on('kind', '=', after.kind), on('name', '>', after.name)])]),
    )
  if (where.limit !== undefined) query = query.limit(where.limit)
  const agreements = await query.orderBy('kind').orderBy('name').execute()
  if (agreements.length === 0) return []
  const kinds = [...new Set(agreements.map(each => each.kind))]
  const only = <T extends { kind: string; name: string }>(rows: T[]) => Map.groupBy(rows, pathOf)
  const detail = (table: 'revision' | 'signature' | 'reference' | 'objection') => {
    const base = ctx.rows
      .selectFrom(table)
      .selectAll()
      .where('workspace', '=', ctx.workspace)
      .where('kind', 'in', kinds)
    return where.name === undefined ? base : base.where('name', '=', where.name)
  }
  const revisions = only((await detail('revision').orderBy('number').execute()) as Row<'revision'>[])
  const signatures = only((await detail('signature').orderBy('at').orderBy('team').execute()) as Row<'signature'>[])
  const references = only(
    (await detail('reference').orderBy('to_kind').orderBy('to_name').execute()) as Row<'reference'>[],
  )
  const objections = only((await detail('objection').orderBy('at').orderBy('id').execute()) as Row<'objection'>[])
  const current = await currentNumbers(ctx)
  return agreements.map(row => {
    const path = pathOf(row)
    return assemble(row, {
      revisions: revisions.get(path) ?? [],
      signatures: signatures.get(path) ?? [],
      references: references.get(path) ?? [],
      objections: objections.get(path) ?? [],
      current,
    })
  })
}

async function currentNumbers(ctx: Context): Promise<Map<string, number>> {
  const rows = await ctx.rows
    .selectFrom('agreement')
    .select(['kind', 'name', 'head', 'in_force'])
    .where('workspace', '=', ctx.workspace)
    .execute()
  return new Map(rows.map(row => [pathOf(row), row.in_force ?? row.head]))
}

type Parts = {
  revisions: Row<'revision'>[]
  signatures: Row<'signature'>[]
  references: Row<'reference'>[]
  objections: Row<'objection'>[]
  current: Map<string, number>
}

function assemble(row: Row<'agreement'>, parts: Parts): Agreement & { revisions: Revision[] } {
  const revisions = parts.revisions.map(revision => toRevision(revision, parts))
  const find = (number: number | null) => revisions.find(revision => revision.number === number)
  const inForce = find(row.in_force) ?? null
  const whole = {
    kind: row.kind,
    name: row.name,
    head: find(row.head) as Revision,
    inForce,
    objections: parts.objections.map(toObjection),
    ...(inForce ? driftOf(inForce, parts) : { drift: [], again: [] }),
    retiredAt: row.retired_at,
    retiredWhy: row.retired_why,
  }
  return { ...whole, state: stateOf(whole), revisions }
}

function toRevision(row: Row<'revision'>, parts: Parts): Revision {
  return {
    number: row.number,
    title: row.title,
    owner: row.owner,
    spec: JSON.parse(row.spec),
    why: row.why,
    author: row.author,
    at: row.at,
    hash: row.hash,
    binds: JSON.parse(row.binds),
    refers: parts.references
      .filter(each => each.number === row.number)
      .map(each => ({ kind: each.to_kind, name: each.to_name })),
    proposed: row.proposed === 1,
    inForceAt: row.in_force_at,
    adopted: row.adopted,
    signatures: parts.signatures
      .filter(each => each.number === row.number)
      .map(each => ({ team: each.team, person: each.person, at: each.at })),
  }
}

function toObjection(row: Row<'objection'>): Objection {
  return {
    id: row.id,
    revision: row.number,
    team: row.team,
    person: row.person,
    reason: row.reason,
    at: row.at,
    settledAt: row.settled_at,
    outcome: row.outcome,
  }
}

/**
 * What has moved since each team last signed, whoever signed for it then, or since the revision came into force without its
 * signature; and which teams that concerns.
 */
function driftOf(inForce: Revision, parts: Parts): { drift: Reference[]; again: string[] } {
  const adopted = parts.revisions.find(row => row.number === inForce.number)?.seen ?? undefined
  const newest = new Map(
    parts.signatures.filter(row => row.number === inForce.number).map(row => [row.team, row.seen] as const),
  )
  const seenBy = inForce.binds.map(team => ({ team, seen: read(newest.get(team) ?? adopted) }))
  const seen = seenBy.length > 0 ? seenBy.map(each => each.seen) : [read(adopted)]
  const hasMoved = (to: Reference, before: Record<string, number>) =>
    before[pathOf(to)] !== undefined && before[pathOf(to)] !== parts.current.get(pathOf(to))
  return {
    drift: inForce.refers.filter(to => seen.some(each => hasMoved(to, each))),
    again: seenBy.filter(each => inForce.refers.some(to => hasMoved(to, each.seen))).map(each => each.team),
  }
}

const read = (seen: string | undefined): Record<string, number> => (seen === undefined ? {} : JSON.parse(seen))

export const pathOf = (key: Key): string => `${key.kind}/${key.name}`
