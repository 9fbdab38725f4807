import { newId } from '../src/core/id.ts'
import type { Actor, Company, Context, Role } from '../src/features/context.ts'
import { features, kinds } from '../src/features/index.ts'
import { addPerson, changePerson, changeTeam, joinTeam } from '../src/features/team/operations.ts'
import type { Part } from '../src/features/team/team.ts'
import type { Events } from '../src/store/events/events.ts'
import type { Migration, Records } from '../src/store/records/records.ts'

/** Every table of the product. */
export const migrations: readonly Migration[] = features.flatMap(feature => feature.migrations ?? [])

export const root: Actor = { id: 'root', name: 'Root', role: 'admin', signsFor: [] }

/** A workspace of its own in shared stores, with a clock that moves one second at each look. */
export type World = {
  ctx: Context
  /** The same context as somebody else, known by the name they were built with. */
  as(actor: Actor): Context
  team(name: string): Promise<string>
  person(name: string, role?: Role, parts?: Record<string, Part>): Promise<Actor>
}

export async function buildWorld(
  stores: { records: Records; events?: Events },
  company: Partial<Company> = {},
): Promise<World> {
  let clock = Date.UTC(2026, 0, 5, 8)
  const ctx: Context = {
    workspace: newId(),
    company: {
      name: 'acme',
      title: 'Acme',
      calendar: { zone: 'Europe/Berlin', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' },
      currency: 'EUR',
      signatures: true,
      ...company,
    },
    actor: root,
    records: stores.records,
    rows: stores.records.rows,
    transacting: false,
    events: stores.events as Events,
    now() {
      clock += 1000
      return new Date(clock).toISOString()
    },
    reading: {},
    kinds,
  }
  return {
    ctx,
    as: actor => ({ ...ctx, actor }),
    async team(name) {
      await changeTeam(ctx, { name })
      return name
    },
    async person(name, role = 'member', parts = {}) {
      const { id } = await addPerson(ctx, { name, email: `${name}-${newId()}@acme.test`, role: 'lead' })
      for (const [team, part] of Object.entries(parts)) await joinTeam(ctx, { team, person: id, part })
      if (role !== 'lead') await changePerson(ctx, { person: id, role })
      const signsFor = Object.keys(parts).filter(team => parts[team] !== 'member')
      return { id, name, role, signsFor }
    },
  }
}
