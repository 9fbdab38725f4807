import type { Asked, Connector, Page } from '../src/connectors/connector.ts'
import { newId } from '../src/core/id.ts'
import { createConnection } from '../src/features/connection/operations/changing.ts'
import type { Context } from '../src/features/context.ts'
import type { Events } from '../src/store/events/events.ts'
import type { Records } from '../src/store/records/records.ts'
import { sealingWith } from '../src/store/sealing.ts'
import { buildWorld, type World } from './build.ts'
import { declare, team } from './declare.ts'

/** A secret that tests look for wherever it must not be. */
export const CANARY = 'canary-4f1c9e27-must-never-be-seen'

/** Rows of a made-up system, by object, and how it is asked; `read` may be changed to fail. */
export type FakeSystem = {
  rows: Record<string, Record<string, string | number>[]>
  asked: { object: string; cursor: string | undefined }[]
  pageSize: number
  read(asked: Asked, object: string, cursor: string | undefined): AsyncGenerator<Page>
}

/** What rows of people mean: one event each, by their id. */
export const PEOPLE = {
  key: 'id',
  person: { user: 'id' },
  zone: 'UTC',
  events: [{ name: 'signed_up', at: 'day', props: { plan: 'plan' } }],
}

export function fakeSystem(): { system: FakeSystem; connector: Connector } {
  const system: FakeSystem = {
    rows: { people: [], deals: [] },
    asked: [],
    pageSize: 2,
    async *read(_, object, cursor) {
      const all = system.rows[object] ?? []
      for (let at = Number(cursor ?? 0); at < all.length; at += system.pageSize)
        yield { rows: all.slice(at, at + system.pageSize), cursor: String(Math.min(all.length, at + system.pageSize)) }
    },
  }
  const preset = (name: string, event: string) => ({
    name,
    title: `${name} of Fake`,
    does: `Each of its ${name}.`,
    file: [`*${name}*.csv`],
    columns: ['id', 'day'],
    team: 'sales' as const,
    source: { ...PEOPLE, file: `*${name}*.csv`, events: [{ name: event, at: 'day', props: { plan: 'plan' } }] },
  })
  const connector: Connector = {
    name: 'fake',
    title: 'Fake',
    category: 'crm',
    does: 'Brings people and deals that were made up.',
    steps: ['Make a token.'],
    presets: [preset('people', 'signed_up'), preset('deals', 'deal_won')],
    api: {
      fields: [
        { name: 'token', title: 'Token', secret: true, hint: 'A long one.' },
        { name: 'region', title: 'Region', secret: false, hint: 'eu or us', optional: true },
      ],
      hosts: [],
      objects: ['people', 'deals'],
      async test({ settings }) {
        if (settings.token === 'wrong') throw new Error('unexpected')
      },
      read(asked, object, cursor) {
        system.asked.push({ object, cursor })
        return system.read(asked, object, cursor)
      },
    },
  }
  return { system, connector }
}

export type ConnectionWorld = World & { system: FakeSystem; connection: string }

/** A workspace without signatures in which a made-up system is connected, its sources in force. */
export async function buildConnection(
  stores: { records: Records; events?: Events },
  {
    schedule = 'every hour',
    signatures = false,
    objects,
  }: { schedule?: string; signatures?: boolean } & {
    objects?: { object: string; source?: string }[]
  } = {},
): Promise<ConnectionWorld> {
  const { system, connector } = fakeSystem()
  const world = await buildWorld(stores, { signatures })
  Object.assign(world.ctx, outsideFor([connector]))
  await declare(world.ctx, [team('sales'), team('support')])
  const connection = `c-${newId()}`
  await createConnection(world.ctx, {
    name: connection,
    connector: 'fake',
    owner: 'support',
    settings: { token: CANARY, region: 'eu' },
    schedule,
    ...(objects ? { objects } : {}),
  })
  return { ...world, system, connection }
}

/** What a context needs to ask systems. */
export const outsideFor = (
  connectors: readonly Connector[],
  allowPrivate: readonly string[] = [],
): Pick<Context, 'outside'> => ({
  outside: { sealing: sealingWith(() => 'a secret for tests that is long enough'), allowPrivate, connectors },
})
