import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { newId } from '../src/core/id.ts'
import type { Context } from '../src/features/context.ts'
import type { Declaration } from '../src/features/declaration/declaration.ts'
import { sourceVerbs } from '../src/features/source/operations/ledger.ts'
import type { Events } from '../src/store/events/events.ts'
import type { Records } from '../src/store/records/records.ts'
import { buildWorld, type World } from './build.ts'
import { declare, team } from './declare.ts'

/** A source of sign-ups and payments, one row a person; `wanted: false` rows are left out. */
export const SIGN_UPS = {
  key: 'id',
  person: { user: 'id' },
  skip: { wanted: 'no' },
  dates: 'yyyy-mm-dd',
  decimal: '.',
  zone: 'UTC',
  events: [
    { name: 'signed_up', at: 'day' },
    { name: 'paid', at: 'paid', optional: true, props: { amount: { column: 'amount', type: 'number' } } },
  ],
}

export type SourceWorld = World & {
  /** Its name is its own, so that several can share one store of facts. */
  source: string
  mend(spec: object): Promise<void>
}

/** A workspace of one person in which a source is in force. */
export async function buildSource(
  stores: { records: Records; events?: Events },
  spec: object = SIGN_UPS,
): Promise<SourceWorld> {
  const world = await buildWorld(stores, { signatures: false })
  const source = `s-${newId()}`
  await adoptSources(world.ctx, [{ kind: 'source', name: source, owner: 'growth', ...spec }])
  const { ctx } = world
  return {
    ...world,
    source,
    async mend(changed) {
      const { head } = await sourceVerbs.get(ctx, { name: source })
      await sourceVerbs.propose(ctx, { name: source, owner: 'growth', base: head.number, why: 'mended', ...changed })
    },
  }
}

/** Puts sources in force, with the teams that own them. */
export async function adoptSources(ctx: Context, sources: readonly (Declaration & { owner: string })[]): Promise<void> {
  await declare(ctx, [...[...new Set(sources.map(({ owner }) => owner))].map(team), ...sources])
}

/** A file that is there until the test ends. */
export function writeTemporary(name: string, content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** How many facts of a source the store holds. */
export async function countFacts(events: Events, source: string): Promise<number> {
  const rows = await events.query<{ n: number }>('SELECT count(*) AS n FROM event WHERE source = $1', [source])
  return rows[0]?.n ?? 0
}
