import { z } from 'zod'
import { Period, periodNamed, previousPeriod } from '../../../core/calendar.ts'
import { fail } from '../../../core/error.ts'
import { toInstant } from '../../../core/instant.ts'
import { Name } from '../../../core/name.ts'
import { cursorOf, keyOf, PageRequest } from '../../../core/page.ts'
import { plan } from '../../../semantics/plan/plan.ts'
import type { Behind } from '../../../semantics/sql/behind.ts'
import { findStanding, type Standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { refusePersonal, veilFor } from '../../source/operations/personal.ts'
import { namesOf } from '../../stage/operations.ts'
import { formatFilter } from '../filter-words.ts'
import { formOf, inputsOf, type Metric, MetricClass, usualGrain } from '../metric.ts'
import { measureEach, questionOf, Receipt, type Request, Split, type Spoken, spoken } from '../operations.ts'
import { countRowsBehind, type RowBehind, selectBehind } from '../queries.ts'
import { sentenceOf } from '../sentence.ts'

const Part = z.object({
  metric: z.string(),
  title: z.string(),
  unit: z.string(),
  sentence: z.string(),
  value: z.number().nullable(),
})

const EventBehind = z.object({
  id: z.string(),
  at: z.string(),
  event: z.string().nullable(),
  who: z.string().nullable().describe('User id, or an anonymous id'),
  account: z.string().nullable(),
  source: z.string().nullable(),
  value: z.number().nullable().describe('What the event adds, where a property of it is measured'),
  said: z.unknown().describe('Its properties'),
})

export const receiptOfMetric = operation({
  name: 'metric.receipt',
  does: 'Show what one number rests on: its sentence, the revision in force, the numbers it is made of, the events behind it.',
  needs: 'metric:read',
  input: PageRequest.extend({
    name: Name.describe('Name of the metric'),
    period: z.string().min(1).describe('Which period, such as 2026-03-02, 2026-W10, 2026-03, 2026-Q1 or FY2026-Q1'),
    segment: z
      .record(z.string().min(1), z.string().nullable())
      .optional()
      .describe('Only this segment: the value of each dimension, null for what has none'),
    where: Split.where,
  }),
  output: z.object({
    metric: z.string(),
    title: z.string(),
    owner: z.string(),
    class: MetricClass,
    unit: z.string(),
    direction: z.enum(['up', 'down']),
    form: z.enum(['measure', 'ratio', 'formula', 'conversion', 'cumulative']),
    period: Period,
    complete: z.boolean().describe('Whether all of the period is known'),
    value: z.number().nullable(),
    previous: z.number().nullable().describe('In the period before'),
    target: z.number().nullable().describe('What it should be in a period of its own grain'),
    filter: z.string().nullable().describe('Which of the rows count, in words'),
    revision: z.number(),
    since: z.string().nullable().describe('When the revision came into force'),
    why: z.string(),
    receipt: Receipt,
    problem: z.string().nullable().describe('Why there is no number'),
    parts: z.array(Part).describe('The numbers it is computed from, in the same period and segment'),
    events: z
      .object({ rows: z.number(), people: z.number(), items: z.array(EventBehind), next: z.string().nullable() })
      .nullable()
      .describe('The events behind it, the newest first; null for what is computed from other numbers'),
  }),
  async run(ctx, { name, period: label, segment = {}, where, limit, cursor }) {
    await refusePersonal(ctx, { by: Object.keys(segment), where })
    const metric = await findStanding<Metric>(ctx, { kind: 'metric', name })
    const language = await spoken(ctx)
    const { calendar } = ctx.company
    const period = periodNamed(label, calendar)
    const before = previousPeriod(period, calendar)
    const asked = {
      grain: period.grain,
      periods: [before, period],
      by: Object.keys(segment),
      ...(where ? { where } : {}),
    }
    const names = [name, ...inputsOf(metric.spec)]
    const [own, ...inputs] = await measureEach(
      ctx,
      names.map(each => ({ ...asked, name: each })),
      language,
    )
    if (!own) return fail('not_found', `The metric “${name}” is not in force.`)
    const problem = 'problem' in own ? own.problem : null
    const cells = 'cells' in own ? own.cells : []
    const valueIn = (of: typeof cells, start: string) =>
      of.find(cell => cell.period.start === start && isOf(cell.segment, Object.values(segment)))?.value ?? null
    const request = { ...asked, name, periods: [period] }
    return {
      metric: name,
      title: metric.title,
      owner: metric.owner,
      class: metric.spec.class,
      unit: metric.spec.unit,
      direction: metric.spec.direction,
      form: formOf(metric.spec) ?? 'measure',
      period,
      complete: cells.find(cell => cell.period.start === period.start)?.complete ?? false,
      value: valueIn(cells, period.start),
      previous: valueIn(cells, before.start),
      target: usualGrain(metric.spec) === period.grain ? (metric.spec.target ?? null) : null,
      filter: metric.spec.where ? formatFilter(metric.spec.where) : null,
      revision: metric.revision,
      since: metric.inForceAt,
      why: metric.why,
      receipt: 'receipt' in own ? own.receipt : await unread(ctx, metric),
      problem,
      parts: inputs.map((input, i) => {
        const part = names[i + 1] as string
        const agreed = language.metrics.get(part)
        return {
          metric: part,
          title: agreed?.title ?? part,
          unit: agreed?.spec.unit ?? '',
          sentence: agreed ? sentenceOf(agreed.spec) : '',
          value: 'cells' in input ? valueIn(input.cells, period.start) : null,
        }
      }),
      events:
        problem === null ? await eventsBehind(ctx, request, language, Object.values(segment), { limit, cursor }) : null,
    }
  },
})

async function unread(ctx: Context, { spec, kind, name, revision }: Standing<Metric>) {
  return {
    sentence: sentenceOf(spec),
    uses: [{ kind, name, revision }],
    zone: ctx.company.calendar.zone,
    asOf: '',
    watermark: await ctx.events.watermark(),
  }
}

async function eventsBehind(
  ctx: Context,
  request: Request,
  language: Spoken,
  segment: readonly (string | null)[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const spec = language.metric(request.name)
  if (!spec || inputsOf(spec).length > 0) return null
  const { steps } = plan(questionOf(ctx, request, language, request.periods?.[0]?.end ?? ''))
  const [step] = steps
  if (!step) return null
  const behind: Behind = { step, segment, property: measuredProperty(spec) }
  const offset = cursor === undefined ? 0 : Number(keyOf(cursor, 1)[0])
  const counted = await countRowsBehind(ctx, behind)
  const rows = await selectBehind(ctx, behind, { limit, offset })
  const end = offset + rows.length
  return { ...counted, items: await said(ctx, rows), next: end < counted.rows ? cursorOf([end]) : null }
}

async function said(ctx: Context, rows: readonly RowBehind[]): Promise<z.input<typeof EventBehind>[]> {
  const veil = await veilFor(ctx)
  const people = await namesOf(
    ctx,
    'person',
    rows.map(({ person }) => person),
  )
  const accounts = await namesOf(
    ctx,
    'account',
    rows.map(({ account }) => account),
  )
  return rows.map(({ id, ts, person, account, name, source, value, props }) => ({
    id,
    at: toInstant(ts),
    event: name,
    who: person === null ? null : veil.text(people.get(person) ?? '') || null,
    account: account === null ? null : (accounts.get(account) ?? null),
    source,
    value,
    said: veil.fields((props ?? {}) as Record<string, unknown>, source),
  }))
}

function measuredProperty({ measure }: Metric): string | undefined {
  return typeof measure === 'object' ? (Object.values(measure)[0] as string) : undefined
}

const isOf = (segment: readonly (string | null)[], wanted: readonly (string | null)[]): boolean =>
  segment.length === wanted.length && segment.every((value, i) => value === wanted[i])
