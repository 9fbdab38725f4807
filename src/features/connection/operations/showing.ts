import { z } from 'zod'
import { toMs } from '../../../core/instant.ts'
import { Name } from '../../../core/name.ts'
import { keyOf, PageRequest, pageOf, toPage } from '../../../core/page.ts'
import { DAY_MS } from '../../../core/plain-date.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import type { Source } from '../../source/source.ts'
import { ALARM_AFTER, Connection, ConnectionRun, type FailingConnection } from '../connection.ts'
import { getConnection, type Kept, selectConnections } from '../queries.ts'
import { shownOf } from '../settings.ts'
import { connectorsOf, openSettings } from './asking.ts'
import { isHeld } from './claiming.ts'
import { fieldsOf } from './gallery.ts'
import { selectRuns } from './history.ts'
import { waitOf } from './presets.ts'

export const listConnections = operation({
  name: 'connection.list',
  does: 'List the connections to outside systems: when each runs next, and which fail.',
  needs: 'connection:read',
  input: z.object({}),
  output: z.array(Connection),
  async run(ctx) {
    const all: Connection[] = []
    for (const each of await selectConnections(ctx)) all.push(await shown(ctx, each))
    return all
  },
})

export const showConnection = operation({
  name: 'connection.show',
  does: 'Show a connection: what it asks for, when it runs, its last runs, and what still waits.',
  needs: 'connection:read',
  input: z.object({ name: Name }),
  output: Connection.extend({ runs: z.array(ConnectionRun).describe('The last ones, newest first') }),
  async run(ctx, { name }) {
    const kept = await getConnection(ctx, name)
    return { ...(await shown(ctx, kept)), runs: await selectRuns(ctx, { connection: name, limit: 10 }) }
  },
})

export const listRuns = operation({
  name: 'connection.runs',
  does: 'List the runs of a connection, newest first, with what became of the rows of each.',
  needs: 'connection:read',
  input: PageRequest.extend({ name: Name }),
  output: pageOf(ConnectionRun),
  async run(ctx, { name, limit, cursor }) {
    await getConnection(ctx, name)
    const before = cursor === undefined ? undefined : String(keyOf(cursor, 1)[0])
    return toPage(await selectRuns(ctx, { connection: name, before, limit: limit + 1 }), limit, each => [each.run])
  },
})

/** A connection as people see it: without its secrets. */
export async function shown(ctx: Context, kept: Kept): Promise<Connection> {
  const { run: _, claimedUntil: __, settings: ___, ...rest } = kept
  const waits: string[] = []
  for (const each of kept.objects) {
    const wait = await waitOf(ctx, each)
    if (wait !== undefined) waits.push(wait)
  }
  return { ...rest, ...entered(ctx, kept), underWay: isHeld(ctx, kept, ctx.now()), waits }
}

function entered(ctx: Context, kept: Kept): Pick<Connection, 'settings' | 'secrets'> {
  const connector = connectorsOf(ctx).find(each => each.name === kept.connector)
  if (!connector || !ctx.outside) return { settings: {}, secrets: [] }
  try {
    return shownOf(fieldsOf(connector), openSettings(ctx, kept))
  } catch {
    return { settings: {}, secrets: [] }
  }
}

/**
 * Connections that have failed several times in a row, or through which nothing came for longer than one of their sources says
 * data should.
 */
export async function failingConnections(ctx: Context): Promise<FailingConnection[]> {
  const kept = (await selectConnections(ctx)).filter(({ state }) => state === 'active')
  if (kept.length === 0) return []
  const sources = await standing<Source>({ ...ctx, reading: {} }, 'source')
  const now = toMs(ctx.now())
  return kept.flatMap((each): FailingConnection[] => {
    const { name, title, owner, failures, failingSince, error, lastAt } = each
    if (failingSince === null) return []
    const days = each.objects.flatMap(({ source }) => sources.get(source)?.spec.expects?.everyDays ?? [])
    const patience = Math.min(...days) * DAY_MS
    const isStale = now - toMs(lastAt ?? failingSince) > patience
    if (failures < ALARM_AFTER && !isStale) return []
    const times = failures === 1 ? 'once' : `${failures} times in a row`
    const last =
      lastAt === null ? 'It has never brought anything.' : `It last ran to its end on ${lastAt.slice(0, 10)}.`
    const says = `The connection “${title}” has failed ${times}: ${error ?? 'nothing says why.'} ${last}`
    const from = each.objects.map(({ source }) => source)
    return [{ name, title, owner, sources: from, failures, since: failingSince, says }]
  })
}
