import { z } from 'zod'
import { dayNumber, localDay } from '../../../core/calendar.ts'
import { fail } from '../../../core/error.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { isPersonalName } from '../../../core/personal.ts'
import { nearest } from '../../../core/problem.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import type { Funnel } from '../../funnel/funnel.ts'
import { asOf } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { markedFields, veilFor } from '../../source/operations/personal.ts'
import { brings, type Source } from '../../source/source.ts'
import { isAbout, PlannedProperty, propertyOf, type TrackingPlan } from '../../tracking-plan/tracking-plan.ts'
import { PropertyShape, Volume } from '../catalogue.ts'
import { countByNameDay, countTotals, type NameDay, selectNewest, type Total } from '../queries.ts'
import { shapesOf } from '../shape.ts'
import { DAYS_SHOWN, volumeOf } from '../volume.ts'
import { resting } from './resting.ts'

const FROM = z.object({ source: z.string(), events: z.int() })

const User = z.object({ kind: z.string(), name: z.string(), title: z.string(), owner: z.string() })

const EventEntry = z.object({
  event: z.string(),
  sources: z.array(FROM).describe('Where it comes from, most of it first'),
  ...Volume.shape,
  declared: z.boolean().describe('Whether a source says that it brings it, or a tracking plan that it is sent'),
  plans: z.array(z.string()).describe('Tracking plans that name it'),
  used: z.array(User).describe('Agreements that count it themselves: stages, metrics, funnels'),
})
export type EventEntry = z.output<typeof EventEntry>

type Seen = { totals: readonly Total[]; onDays: readonly NameDay[] }

/** Events that came, by name, and the names of these and of those that agreements name. */
async function named(ctx: Context, using: Using, source?: string) {
  const at = await endOf(ctx)
  const isOwn = (row: { source: string }) => source === undefined || row.source === source
  const totals = Map.groupBy((await countTotals(ctx, at.today)).filter(isOwn), ({ name }) => name)
  const recent = (await countByNameDay(ctx, at.end - DAYS_SHOWN, at.today)).filter(isOwn)
  const onDays = Map.groupBy(recent, ({ name }) => name)
  const seen = (name: string): Seen => ({ totals: totals.get(name) ?? [], onDays: onDays.get(name) ?? [] })
  return { at, seen, names: [...new Set([...totals.keys(), ...using.named])].sort() }
}

const endOf = async (ctx: Context) => {
  const now = toMs(ctx.now())
  return { end: dayNumber(await asOf(ctx)), now, today: localDay(now, ctx.company.calendar.zone) }
}

type Using = {
  named: readonly string[]
  plans: readonly { name: string; title: string; spec: TrackingPlan }[]
  sources: readonly { name: string; spec: Source }[]
  of(event: string): z.output<typeof User>[]
}

/** Who uses which events. */
async function usingEvents(ctx: Context): Promise<Using> {
  const plans = [...(await standing<TrackingPlan>(ctx, 'tracking-plan')).values()]
  const sources = [...(await standing<Source>(ctx, 'source')).values()]
  const funnels = [...(await standing<Funnel>(ctx, 'funnel')).values()]
  const rests = await resting(ctx)
  const inFunnels = funnels.map(({ kind, name, title, owner, spec }) => ({
    by: { kind, name, title, owner },
    events: spec.steps.flatMap(step => ('event' in step ? [step.event] : [])),
  }))
  return {
    named: [...plans.flatMap(({ spec }) => Object.keys(spec.events)), ...inFunnels.flatMap(({ events }) => events)],
    plans,
    sources,
    of: event => [
      ...rests(each => each === event).flatMap(({ through, ...by }) => (through === null ? [by] : [])),
      ...inFunnels.flatMap(({ by, events }) => (events.includes(event) ? [by] : [])),
    ],
  }
}

function entryOf(event: string, { totals, onDays }: Seen, using: Using, at: { end: number; now: number }): EventEntry {
  const from = new Map<string, number>()
  for (const { source, events } of totals) from.set(source, (from.get(source) ?? 0) + events)
  const plans = using.plans.filter(({ spec }) => Object.hasOwn(spec.events, event))
  return {
    event,
    sources: [...from]
      .map(([source, events]) => ({ source, events }))
      .sort((a, b) => b.events - a.events || (a.source < b.source ? -1 : 1)),
    ...volumeOf(totals, onDays, at),
    declared: plans.length > 0 || using.sources.some(({ spec }) => brings(spec, event)),
    plans: plans.map(({ name }) => name),
    used: using.of(event),
  }
}

export const listEvents = operation({
  name: 'catalogue.events',
  does: 'List every event that came or that an agreement names: where it comes from, how much, since when, and who uses it.',
  needs: 'catalogue:read',
  shared: true,
  input: z.object({ source: z.string().min(1).optional().describe('Only events of this source') }),
  output: z.array(EventEntry),
  async run(ctx, { source }) {
    const using = await usingEvents(ctx)
    const { at, seen, names } = await named(ctx, using, source)
    const entries = names.flatMap(event =>
      source !== undefined && seen(event).totals.length === 0 ? [] : [entryOf(event, seen(event), using, at)],
    )
    return entries.sort((a, b) => b.events - a.events || (a.event < b.event ? -1 : 1))
  },
})

const Looked = {
  looked: z.int().describe('How many of the newest were looked at'),
  since: z.string().nullable().describe('When the oldest of these was'),
}

const Planned = z.object({ plan: z.string(), property: PlannedProperty })

export const MOST_LOOKED = 2000

const EventShape = z.object({
  ...EventEntry.shape,
  ...Looked,
  properties: z.array(
    z.object({ ...PropertyShape.shape, planned: z.array(Planned).describe('What tracking plans say of it') }),
  ),
  absent: z
    .array(z.object({ plan: z.string(), property: z.string(), required: z.boolean() }))
    .describe('Properties that tracking plans name and none of the events looked at has'),
})

export const showEvent = operation({
  name: 'catalogue.event',
  does: 'Show what is in an event: its properties with their types, how often they are there, and examples.',
  needs: 'catalogue:read',
  input: z.object({
    name: z.string().min(1).describe('Name of the event'),
    source: z.string().min(1).optional().describe('Only as this source sends it'),
    most: z.int().min(1).max(10_000).default(MOST_LOOKED).describe('How many of the newest to look at'),
  }),
  output: EventShape,
  async run(ctx, { name, source, most }) {
    const using = await usingEvents(ctx)
    const { at, seen, names } = await named(ctx, using, source)
    if (!names.includes(name)) failUnknown(name, names)
    const entry = entryOf(name, seen(name), using, at)
    const plans = using.plans.filter(({ spec }) => Object.hasOwn(spec.events, name))
    const looked = await selectNewest(ctx, { ...newestOf(seen(name), most), event: name, most })
    const shapes = shapesOf(looked, await veilFor(ctx), await personalIn(ctx, plans, name))
    const planned = plans.flatMap(({ name: plan, spec }) =>
      Object.entries(spec.events[name]?.props ?? {}).map(([property, says]) => ({ plan, property, says })),
    )
    const there = new Set(shapes.map(({ property }) => property))
    return {
      ...entry,
      looked: looked.length,
      since: looked.length > 0 ? toInstant(looked.reduce((first, { ts }) => Math.min(first, ts), Infinity)) : null,
      properties: shapes.map(shape => ({
        ...shape,
        planned: planned
          .filter(({ property }) => property === shape.property)
          .map(({ plan, says }) => ({ plan, property: says })),
      })),
      absent: planned
        .filter(({ property }) => !there.has(property))
        .map(({ plan, property, says }) => ({ plan, property, required: propertyOf(says).required ?? false })),
    }
  },
})

function failUnknown(name: string, names: readonly string[]): never {
  const meant = nearest(name, names)
  const advice = meant ? `Did you mean “${meant}”?` : 'See “catalogue events” for those there are.'
  fail('not_found', `No event “${name}” has come, and no agreement names one. ${advice}`)
}

/** From which sources and since which day the newest events are, so many at least as are to be looked at. */
export function newestOf({ totals, onDays }: Seen, most: number): { sources: string[]; since: number } {
  const sources = [...new Set([...totals, ...onDays].map(({ source }) => source))].sort()
  let missing = most
  for (const { day, events } of [...onDays].sort((a, b) => b.day - a.day)) {
    missing -= events
    if (missing <= 0) return { sources, since: day }
  }
  return { sources, since: 0 }
}

/** Which properties of an event tell who somebody is: by their name, by its source, or by a tracking plan. */
async function personalIn(
  ctx: Context,
  plans: Using['plans'],
  event: string,
): Promise<(property: string, source: string | null) => boolean> {
  const marked = await markedFields(ctx)
  return (property, source) =>
    isPersonalName(property) ||
    marked.isMarked(property, source) ||
    plans.some(({ spec }) => {
      const says = spec.events[event]?.props[property]
      return says !== undefined && propertyOf(says).personal === true && (source === null || isAbout(spec, source))
    })
}
