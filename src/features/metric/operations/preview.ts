import { z } from 'zod'
import { Period } from '../../../core/calendar.ts'
import { failOn, must } from '../../../core/error.ts'
import { Name } from '../../../core/name.ts'
import { declaredAmong } from '../../agreement/operations/declare.ts'
import { findStanding } from '../../agreement/operations/standing.ts'
import { checkDeclaration } from '../../check.ts'
import type { Context, Tried } from '../../context.ts'
import { operation } from '../../operation.ts'
import { refusePersonal } from '../../source/operations/personal.ts'
import { teamNames } from '../../team/operations.ts'
import type { Metric } from '../metric.ts'
import { grainOf, type Measurement, measureAll, Receipt, Span, Split, spoken } from '../operations.ts'

const Proposed = z.object({
  kind: z.enum(['metric', 'stage', 'channel']),
  name: Name,
  spec: z.record(z.string(), z.unknown()),
})
type Proposed = z.infer<typeof Proposed>

const Compared = z.object({
  period: Period,
  segment: z.array(z.string().nullable()),
  before: z.number().nullable(),
  after: z.number().nullable(),
  change: z.number().nullable(),
})

export const previewMetric = operation({
  name: 'metric.preview',
  does: 'Show what past periods would have been under proposed definitions, beside what they were.',
  needs: 'metric:read',
  input: z.object({
    name: Name.describe('Name of the metric'),
    proposed: z
      .array(Proposed)
      .optional()
      .describe('Definitions to try; the newest revision of everything, signed or not, when absent'),
    ...Span,
    ...Split,
  }),
  output: z.object({
    metric: z.string(),
    title: z.string(),
    unit: z.string(),
    by: z.array(z.string()),
    cells: z.array(Compared),
    before: Receipt.nullable().describe('What the numbers in force rest on; null where the metric is only proposed'),
    after: Receipt,
  }),
  async run(ctx, { proposed, ...asked }) {
    await refusePersonal(ctx, asked)
    const preview = proposed ? await checkedProposals(ctx, proposed) : 'head'
    const trying = { ...ctx, reading: { ...ctx.reading, preview } as const }
    const agreed = await spoken(ctx)
    const tried = await spoken(trying)
    const is =
      agreed.metrics.get(asked.name) ?? (await findStanding<Metric>(trying, { kind: 'metric', name: asked.name }))
    const request = { ...asked, grain: grainOf(asked, is.spec) }
    const [before] = agreed.metrics.has(asked.name) ? await measureAll(ctx, [request], agreed) : []
    const [after] = (await measureAll(trying, [request], tried)) as [Measurement]
    const { metric, title, unit, by } = after
    const cells = sideBySide(before?.cells ?? [], after.cells)
    return { metric, title, unit, by, cells, before: before?.receipt ?? null, after: after.receipt }
  },
})

/** Definitions that are only tried, checked as if they were proposed. */
export async function checkedProposals(ctx: Context, proposed: readonly Proposed[]): Promise<Map<string, Tried>> {
  const owner = 'whoever-asks'
  const teams = [...(await teamNames(ctx)), owner]
  const among = await declaredAmong(
    ctx,
    proposed.map(each => ({ ...each, owner })),
  )
  return new Map(
    proposed.map(({ kind, name, spec }) => {
      const declaration = { ...(spec as object), name, owner }
      const checked = checkDeclaration(must(ctx.kinds.get(kind), `${kind} is a kind`), declaration, teams, among)
      if (!checked.sound) failOn(checked.problems, `The proposed ${kind} “${name}”`)
      return [`${kind}/${name}`, { spec: checked.sound?.spec }]
    }),
  )
}

type Cells = Measurement['cells']

function sideBySide(before: Cells, after: Cells): z.infer<typeof Compared>[] {
  const keyOf = (cell: { period: Period; segment: readonly (string | null)[] }) =>
    JSON.stringify([cell.period.start, cell.segment])
  const was = new Map(before.map(cell => [keyOf(cell), cell]))
  const becomes = new Map(after.map(cell => [keyOf(cell), cell]))
  return [...new Set([...was.keys(), ...becomes.keys()])].map(key => {
    const [old, young] = [was.get(key), becomes.get(key)]
    const { period, segment } = (old ?? young) as Cells[number]
    const values = { before: old?.value ?? null, after: young?.value ?? null }
    const change = values.before === null || values.after === null ? null : values.after - values.before
    return { period, segment, ...values, change }
  })
}
