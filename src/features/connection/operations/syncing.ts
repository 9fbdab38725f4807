import { z } from 'zod'
import type { Asked, Connector, Page } from '../../../connectors/connector.ts'
import { fail, ProductError } from '../../../core/error.ts'
import { Name } from '../../../core/name.ts'
import { type Context, demand } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { importPages } from '../../source/operations/rows.ts'
import { begun, ConnectionRun, type ObjectRun, type Wanted } from '../connection.ts'
import { deleteCursors, getConnection, holdConnection, selectCursors, upsertCursor } from '../queries.ts'
import { withoutSecrets } from '../settings.ts'
import { askedFor, connectorOf, openSettings } from './asking.ts'
import { type Claimed, claim, type Failure, failureOf, keepHold, settle } from './claiming.ts'
import { checkDestinations } from './destination.ts'
import { fieldsOf } from './gallery.ts'
import { selectRuns, updateRun } from './history.ts'
import { waitOf } from './presets.ts'

export const syncConnection = operation({
  name: 'connection.sync',
  does: 'Ask an outside system now for what is new, and import it.',
  needs: 'connection:write',
  long: true,
  input: z.object({
    name: Name,
    again: z.boolean().default(false).describe('Ask for everything anew; what is known already changes nothing'),
  }),
  output: ConnectionRun,
  async run(ctx, { name, again }) {
    await ctx.records.transaction(async rows => {
      const inside = { ...ctx, rows, transacting: true }
      const { objects, run } = await getConnection(inside, name)
      if (again && run === null)
        await deleteCursors(
          inside,
          name,
          objects.map(({ object }) => object),
        )
      await recordAudit(inside, { operation: 'connection.sync', object: name, input: { name, again } })
    })
    return sync(ctx, name)
  },
})

export const testConnection = operation({
  name: 'connection.test',
  does: 'Ask an outside system for something small, to see whether the connection works; nothing is stored.',
  needs: 'connection:write',
  long: true,
  input: z.object({ name: Name }),
  output: z.object({ works: z.boolean(), says: z.string() }),
  async run(ctx, { name }) {
    const connection = await getConnection(ctx, name)
    const connector = connectorOf(ctx, connection.connector)
    const { api } = connector
    if (!api) return { works: true, says: 'It is sent to, and asks nobody. Send it something from the other system.' }
    const settings = openSettings(ctx, connection)
    try {
      await checkDestinations(connector, settings, ctx.outside?.allowPrivate ?? [])
      await api.test(askedFor(ctx, connection, connector, AbortSignal.timeout(LONGEST_TEST_MS)))
      return { works: true, says: `${connector.title} answers.` }
    } catch (error) {
      if (!(error instanceof ProductError)) throw error
      return { works: false, says: withoutSecrets(error.message, fieldsOf(connector), settings) }
    }
  },
})

const LONGEST_TEST_MS = 60_000

export type Syncing = {
  /** Ends the run between two pages; the next one goes on. */
  signal?: AbortSignal
  /** Whether it runs because it is due, and not if another server has just done it. */
  due?: boolean
  /** Told of failures that are bugs. */
  bug?: (error: unknown) => void
}

/**
 * One run of a connection: each of its objects is asked for from where the last run ended, page by page, and each page is
 * stored together with where to go on after it. What one object fails of keeps no other from coming.
 */
export async function sync(ctx: Context, name: string, { signal, due, bug }: Syncing = {}): Promise<ConnectionRun> {
  demand(ctx.actor, 'source:write', 'Bring rows of a source into the facts.')
  const connector = connectorOf(ctx, (await getConnection(ctx, name)).connector)
  if (!connector.api) fail('invalid', `“${name}” is sent to, and asks nobody.`)
  const claimed = await claim(ctx, name, due === undefined ? {} : { due })
  const hold = keepHold(ctx, claimed)
  const work = { ctx, claimed, connector, signal, objects: [] as ObjectRun[] }
  let failure: Failure | undefined
  let clean = (text: string) => text
  try {
    const settings = openSettings(ctx, claimed.connection)
    clean = text => withoutSecrets(text, fieldsOf(connector), settings)
    await checkDestinations(connector, settings, ctx.outside?.allowPrivate ?? [])
    failure = await askAll(work, askedFor(ctx, claimed.connection, connector, signal), clean, bug)
  } catch (error) {
    if (!(error instanceof ProductError)) bug?.(error)
    failure = failureOf(error, clean)
  } finally {
    hold.end()
  }
  await settle(ctx, claimed, { objects: work.objects, failure, stopped: signal?.aborted ?? false })
  const [run] = await selectRuns(ctx, { connection: name, limit: 1 })
  return run ?? fail('not_found', `“${name}” was removed while it ran. What it had brought is stored.`)
}

type Work = {
  ctx: Context
  claimed: Claimed
  connector: Connector
  signal: AbortSignal | undefined
  objects: ObjectRun[]
}

/** Asks for every object in its turn; the failure of the first that failed. */
async function askAll(
  work: Work,
  asked: Asked,
  clean: (text: string) => string,
  bug: Syncing['bug'],
): Promise<Failure | undefined> {
  const { ctx, claimed, objects, signal } = work
  const { name } = claimed.connection
  const cursors = await selectCursors(ctx, name)
  let failure: Failure | undefined
  for (const { object, source } of claimed.connection.objects)
    objects.push(begun(object, source, cursors.get(object) ?? null))
  for (const [index, wanted] of claimed.connection.objects.entries()) {
    const mine = objects[index] as ObjectRun
    if (signal?.aborted) break
    const wait = await waitOf(ctx, wanted)
    if (wait !== undefined) {
      mine.problem = wait
      continue
    }
    try {
      await askFor(work, asked, wanted, mine)
    } catch (error) {
      if (signal?.aborted) break
      if (!(error instanceof ProductError)) bug?.(error)
      const own = failureOf(error, clean)
      mine.problem = own.says
      failure ??= own
      if (error instanceof ProductError && error.details.reason === 'taken_over') throw error
    }
  }
  return failure
}

async function askFor(
  { ctx, claimed, connector, objects, signal }: Work,
  asked: Asked,
  wanted: Wanted,
  mine: ObjectRun,
) {
  const { connection, run } = claimed
  const { object, source } = wanted
  const pages = connector.api!.read(asked, object, mine.before ?? undefined)
  const done = await importPages(ctx, {
    source,
    label: `${connection.name}/${object}`,
    content: `connection:${connection.name}/${object}`,
    pages: storable(pages),
    ...(signal ? { signal } : {}),
    onProgress: ({ import: id, rows, stored, duplicate, rejected, skipped }) =>
      Object.assign(mine, { import: id, rows, stored, duplicate, rejected, skipped }),
    async kept(inside, { cursor }, id) {
      await holdConnection(inside, connection.name, run)
      if (cursor === undefined) return
      await upsertCursor(inside, connection.name, object, cursor)
      mine.after = cursor
      await updateRun(inside, connection.name, run, {
        objects: objects.map(each => (each === mine ? { ...mine, import: id ?? null } : each)),
      })
    },
  })
  if (done) {
    const { import: id, rows, stored, duplicate, rejected, skipped } = done
    Object.assign(mine, { import: id, rows, stored, duplicate, rejected, skipped })
  }
}

/** Refuses what an outside system must never be able to do: to send a page without its cursor. */
async function* storable(pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  for await (const page of pages) {
    if (typeof page.cursor !== 'string')
      fail('unavailable', 'The connector gave a page without where to go on after it.')
    yield page
  }
}
