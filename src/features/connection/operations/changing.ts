import { z } from 'zod'
import type { Connector } from '../../../connectors/connector.ts'
import { refusedQuery } from '../../../connectors/warehouse/select.ts'
import { fail } from '../../../core/error.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { Name, nameAmong } from '../../../core/name.ts'
import { nearest } from '../../../core/problem.ts'
import type { Context } from '../../context.ts'
import { titleOf } from '../../kind.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { teamNames } from '../../team/operations.ts'
import { Connection, Schedule, Settings, Wanted } from '../connection.ts'
import {
  deleteConnection,
  deleteCursors,
  findConnection,
  getConnection,
  insertConnection,
  type Kept,
  lockConnection,
  updateConnection,
} from '../queries.ts'
import { nextRun, scheduleOf } from '../schedule.ts'
import { mergeSettings } from '../settings.ts'
import { connectorOf, openSettings, outsideOf, sealSettings } from './asking.ts'
import { isHeld } from './claiming.ts'
import { checkDestinations } from './destination.ts'
import { fieldsOf } from './gallery.ts'
import { proposeSources } from './presets.ts'
import { checkReceiving } from './receiving.ts'
import { shown } from './showing.ts'

const Owner = nameAmong('team').describe('Team that is told when it fails')
const Title = z.string().min(1).max(200)
const Objects = z.array(Wanted).min(1).max(50).describe('What is asked for; all that the connector knows, when absent')

/** Looks names up, so nothing is locked meanwhile. Sent twice, the second finds that the name is taken. */
export const createConnection = operation({
  name: 'connection.create',
  does: 'Connect an outside system, so that its rows come by themselves; what they mean is proposed to the teams.',
  needs: 'connection:admin',
  long: true,
  input: z.object({
    name: Name.describe('What it is called from now on'),
    connector: z.string().min(1).describe('Which system, as “connector list” names it'),
    title: Title.optional().describe('What people call it'),
    owner: Owner,
    settings: Settings.default({}).describe('What it asks with, as “connector show” lists it; kept sealed'),
    objects: Objects.optional(),
    schedule: Schedule.default('every hour').describe('When it runs: “every 15 minutes”, “daily at 06:30”, “by hand”'),
  }),
  output: Connection.extend({ proposed: z.array(z.string()).describe('Sources that were proposed for it') }),
  async run(ctx, { name, title = titleOf(name), owner, settings: given, ...input }) {
    const connector = connectorOf(ctx, input.connector)
    const settings = mergeSettings(fieldsOf(connector), {}, given)
    await checkEntered(ctx, connector, settings)
    const objects = wantedOf(name, connector, input.objects)
    const schedule = connector.api ? input.schedule : 'by hand'
    return ctx.records.transaction(async rows => {
      const inside = { ...ctx, rows, transacting: true }
      if (await findConnection(inside, name))
        fail('conflict', `There is a connection “${name}” already. Change it, or take another name.`)
      await requireTeam(inside, owner)
      const sealed = sealSettings(ctx, name, settings)
      const kept = { name, title, connector: connector.name, owner, objects, settings: sealed, schedule }
      await insertConnection(inside, { ...kept, nextAt: 'byHand' in scheduleOf(schedule)! ? null : ctx.now() })
      const proposed = await proposeSources(inside, connector, { name, owner, objects })
      const audited = { name, title, connector: connector.name, owner, objects, schedule, proposed }
      await recordAudit(inside, {
        operation: 'connection.create',
        object: name,
        input: { ...audited, settings: Object.keys(settings) },
      })
      return { ...(await shown(inside, await getConnection(inside, name))), proposed }
    })
  },
})

export const changeConnection = operation({
  name: 'connection.change',
  does: 'Change what a connection asks for, with what, when, or who is told when it fails.',
  needs: 'connection:admin',
  long: true,
  input: z.object({
    name: Name,
    title: Title.optional().describe('What people call it'),
    owner: Owner.optional(),
    settings: Settings.optional().describe('What it asks with; what is left out stays, an empty text takes it away'),
    objects: Objects.optional(),
    schedule: Schedule.optional().describe('When it runs: “every 15 minutes”, “daily at 06:30”, “by hand”'),
  }),
  output: Connection.extend({ proposed: z.array(z.string()).describe('Sources that were proposed for it') }),
  async run(ctx, { name, settings: given, ...input }) {
    const before = await getConnection(ctx, name)
    const connector = connectorOf(ctx, before.connector)
    const settings = given && mergeSettings(fieldsOf(connector), settingsBefore(ctx, before, given, connector), given)
    if (settings) await checkEntered(ctx, connector, settings)
    const objects = input.objects && wantedOf(name, connector, input.objects)
    return ctx.records.transaction(async rows => {
      const inside = { ...ctx, rows, transacting: true }
      const now = await lockConnection(inside, name)
      if (settings && now.settings !== before.settings)
        fail('conflict', 'Somebody else has changed what it asks with just now. Look at it and change it again.')
      if (objects && isHeld(inside, now, ctx.now()))
        fail('conflict', `“${now.title}” is being asked just now. Change what it asks for when the run has ended.`)
      if (input.owner !== undefined) await requireTeam(inside, input.owner)
      const { title, owner, schedule } = input
      await updateConnection(inside, name, {
        ...(title === undefined ? {} : { title }),
        ...(owner === undefined ? {} : { owner }),
        ...(objects === undefined ? {} : { objects }),
        ...(settings === undefined ? {} : { settings: sealSettings(ctx, name, settings) }),
        ...(schedule === undefined || !connector.api ? {} : { schedule, nextAt: nextAt(ctx, schedule) }),
      })
      if (objects) await deleteCursors(inside, name, changedObjects(now.objects, objects))
      const proposed = objects
        ? await proposeSources(inside, connector, { name, owner: owner ?? now.owner, objects })
        : []
      await recordAudit(inside, {
        operation: 'connection.change',
        object: name,
        input: { name, ...input, ...(given ? { settings: Object.keys(given) } : {}), proposed },
      })
      return { ...(await shown(inside, await getConnection(inside, name))), proposed }
    })
  },
})

/** Refuses what may lead where nothing is asked, and senders that could not prove who they are. */
async function checkEntered(ctx: Context, connector: Connector, settings: Record<string, string>): Promise<void> {
  const { allowPrivate } = outsideOf(ctx)
  if (connector.receives) checkReceiving(settings)
  await checkDestinations(connector, settings, allowPrivate)
}

/** Settings that cannot be opened any more are entered anew, all of them. */
function settingsBefore(ctx: Context, before: Kept, given: Record<string, string>, connector: Connector) {
  try {
    return openSettings(ctx, before)
  } catch (error) {
    if (fieldsOf(connector).every(({ name, optional }) => optional || given[name])) return {}
    throw error
  }
}

export const pauseConnection = operation({
  name: 'connection.pause',
  does: 'Let a connection rest: it neither asks nor takes anything until it is resumed.',
  needs: 'connection:write',
  input: z.object({ name: Name }),
  output: Connection,
  async run(ctx, { name }) {
    await lockConnection(ctx, name)
    await updateConnection(ctx, name, { state: 'paused', nextAt: null })
    return shown(ctx, await getConnection(ctx, name))
  },
})

export const resumeConnection = operation({
  name: 'connection.resume',
  does: 'Let a connection that rests go on where it stopped.',
  needs: 'connection:write',
  input: z.object({ name: Name }),
  output: Connection,
  async run(ctx, { name }) {
    const { schedule } = await lockConnection(ctx, name)
    const nextAt = 'byHand' in scheduleOf(schedule)! ? null : ctx.now()
    await updateConnection(ctx, name, { state: 'active', nextAt, failures: 0, failingSince: null, error: null })
    return shown(ctx, await getConnection(ctx, name))
  },
})

export const removeConnection = operation({
  name: 'connection.remove',
  does: 'Remove a connection with what it asks with and its history; the facts it brought and its sources stay.',
  needs: 'connection:admin',
  input: z.object({ name: Name }),
  output: z.object({ name: z.string() }),
  async run(ctx, { name }) {
    await lockConnection(ctx, name)
    await deleteConnection(ctx, name)
    return { name }
  },
})

function nextAt(ctx: Context, schedule: string): string | null {
  const next = nextRun(scheduleOf(schedule)!, toMs(ctx.now()), ctx.company.calendar.zone)
  return next === undefined ? null : toInstant(next)
}

async function requireTeam(ctx: Context, owner: string): Promise<void> {
  const teams = await teamNames(ctx)
  if (teams.includes(owner)) return
  const meant = nearest(owner, teams)
  fail('not_found', `There is no team “${owner}”. ${meant ? `Did you mean “${meant}”?` : 'See “team list”.'}`)
}

/** The objects of a connection with their sources; fails with a sentence on what the connector does not have. */
function wantedOf(name: string, { name: connector, api, receives }: Connector, given: z.input<typeof Wanted>[] = []) {
  const asksQueries = api !== undefined && api.objects.length === 0
  if (!api && !receives)
    fail('invalid', 'This system brings files only. Import them with “plumbline import”, or in the browser.')
  if (asksQueries && given.length === 0)
    fail('invalid', 'Say what to ask the database for: objects: [{ object: deals, query: "select …" }].')
  const all = receives && !api ? [{ object: 'delivery' }] : (api?.objects ?? []).map(object => ({ object }))
  const wanted: z.input<typeof Wanted>[] = given.length > 0 ? given : all
  const twice = wanted.find(({ object }, index) => wanted.findIndex(each => each.object === object) !== index)
  if (twice) fail('invalid', `“${twice.object}” stands twice among the objects. Leave it once.`)
  return wanted.map(({ object, source, query, watermark }): Wanted => {
    if (!asksQueries && !all.some(each => each.object === object))
      fail('invalid', `${connector} has no “${object}”. There are ${all.map(each => each.object).join(', ')}.`)
    if (!asksQueries && (query !== undefined || watermark !== undefined))
      fail('invalid', `“${object}” is asked for by the connector itself. Leave query and watermark out.`)
    if (asksQueries && query === undefined)
      fail('invalid', `Nothing says what to ask the database for “${object}”. Give it a query.`)
    const refused = query === undefined ? undefined : refusedQuery(query)
    if (refused !== undefined) fail('invalid', `${refused} It is the query of “${object}”.`, { reason: 'query' })
    const usual = receives && !api ? name : `${name}-${object}`
    return {
      object,
      source: source ?? usual,
      ...(query === undefined ? {} : { query }),
      ...(watermark === undefined ? {} : { watermark }),
    }
  })
}

/** Objects that are asked for in another way than before, so that where they went on from means nothing any more. */
function changedObjects(before: readonly Wanted[], now: readonly Wanted[]): string[] {
  const said = (of: readonly Wanted[], name: string) => {
    const found = of.find(({ object }) => object === name)
    return found && JSON.stringify([found.source, found.query, found.watermark])
  }
  const names = new Set([...before, ...now].map(({ object }) => object))
  return [...names].filter(name => said(before, name) !== said(now, name))
}
