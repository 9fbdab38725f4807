import { z } from 'zod'
import { startOfDay } from '../../core/calendar.ts'
import { fail } from '../../core/error.ts'
import { Filter } from '../../core/filter.ts'
import { Name } from '../../core/name.ts'
import { PlainDate } from '../../core/plain-date.ts'
import { tracksOf } from '../../semantics/sql/funnel.ts'
import type { NumberLists } from '../../store/events/events.ts'
import { findStanding } from '../agreement/operations/standing.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { dimensionOf } from '../channel/channel.ts'
import type { Context } from '../context.ts'
import { asOf, spoken, Used } from '../metric/operations.ts'
import { operation } from '../operation.ts'
import { refusePersonal } from '../source/operations/personal.ts'
import { relationOf } from '../stage/stage.ts'
import { Funnel, FunnelResult, needsOtherEvents } from './funnel.ts'
import { funnelKind } from './funnel-kind.ts'
import { funnelReader } from './reading.ts'

export const funnelVerbs = agreementVerbs(funnelKind)

const Measured = FunnelResult.extend({
  funnel: z.string(),
  title: z.string(),
  by: z.array(z.string()),
  receipt: z.object({ uses: z.array(Used), zone: z.string(), asOf: z.string(), watermark: z.number() }),
})
export type MeasuredFunnel = z.infer<typeof Measured>

/** What is asked of one funnel. */
const Request = z.object({
  name: Name.describe('Name of the funnel'),
  by: Funnel.shape.by.describe('Split by: origin (of the first step’s event), trait.plan, account.industry, channel'),
  cohort: Funnel.shape.cohort,
  from: PlainDate.optional().describe('Only people who entered on this day or later'),
  to: PlainDate.optional().describe('Only people who entered before this day'),
  where: Filter.optional().describe('Only people whose first step has these properties'),
})

export const measureFunnel = operation({
  name: 'funnel.measure',
  does: 'Count how many people get from step to step, and how long they take.',
  needs: 'funnel:read',
  shared: true,
  input: Request,
  output: Measured,
  run: measure,
})

async function measure(ctx: Context, request: z.output<typeof Request>): Promise<MeasuredFunnel> {
  await refusePersonal(ctx, request)
  const { from, to } = request
  if (from !== undefined && to !== undefined && to <= from)
    fail('invalid', `The span from ${from} to ${to} has no day. Let “to” be after “from”.`)
  const { spec, title, revision } = await findStanding<Funnel>(ctx, { kind: 'funnel', name: request.name })
  const language = await spoken(ctx)
  const { calendar } = ctx.company
  const by = request.by ?? spec.by ?? []
  const steps = spec.steps.map(step => relationOf(step, language.stage))
  const [first] = steps
  if (first && request.where)
    steps[0] = { ...first, where: first.where ? { and: [first.where, request.where] } : request.where }
  const statement = tracksOf(
    { steps, by: by.map(text => dimensionOf(text, language.channels)), others: needsOtherEvents(spec) },
    ctx.events.dialect,
  )
  const reader = funnelReader(spec, {
    calendar,
    grain: request.cohort ?? spec.cohort,
    since: request.from === undefined ? undefined : startOfDay(request.from, calendar.zone),
    until: request.to === undefined ? undefined : startOfDay(request.to, calendar.zone),
  })
  await ctx.events.stream(statement.text, statement.params, ({ rows, columns }) => {
    const segments = by.map((_, i) => columns[`s${i + 1}`] as readonly unknown[])
    reader.take({ rows, track: columns.track as NumberLists, segments })
  })
  const stages = spec.steps.flatMap(step => ('stage' in step ? [step.stage] : []))
  return {
    ...reader.result(),
    funnel: request.name,
    title,
    by,
    receipt: {
      uses: [
        { kind: 'funnel', name: request.name, revision },
        ...stages.map(name => ({ kind: 'stage', name, revision: language.stages.get(name)?.revision ?? 0 })),
        ...(by.includes('channel') && language.channelRevision ? [language.channelRevision] : []),
      ],
      zone: calendar.zone,
      asOf: await asOf(ctx),
      watermark: await ctx.events.watermark(),
    },
  }
}
