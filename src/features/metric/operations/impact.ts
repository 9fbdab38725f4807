import { z } from 'zod'
import { Grain, Period } from '../../../core/calendar.ts'
import { Name } from '../../../core/name.ts'
import { operation } from '../../operation.ts'
import { stagesIn } from '../../stage/stage.ts'
import { usualGrain } from '../metric.ts'
import { type Measurement, measureEach, type Request, type Spoken, spoken, type Unmeasured } from '../operations.ts'
import { madeOf, stagesBehind } from '../tree.ts'
import { checkedProposals } from './preview.ts'

const MOST = 24

const Impact = z.object({
  metric: z.string(),
  title: z.string(),
  unit: z.string(),
  direction: z.enum(['up', 'down']),
  grain: Grain,
  segment: z.string().nullable().describe('The channel, where channels are what changes'),
  periods: z.array(Period),
  before: z.array(z.number().nullable()).describe('As it was, per period'),
  after: z.array(z.number().nullable()).describe('As it would have been, per period'),
  changes: z.boolean().describe('Whether any period would have been another'),
  problem: z.string().optional().describe('Why it could not be measured, before or after'),
})
type Impact = z.infer<typeof Impact>

export const impactOfMetric = operation({
  name: 'metric.impact',
  does: 'Show every number that rests on a definition, as its past periods were and as they would have been under a change of it.',
  needs: 'metric:read',
  input: z.object({
    kind: z.enum(['metric', 'stage', 'channel']).describe('Kind of what changes'),
    name: Name.describe('Name of what changes'),
    spec: z.record(z.string(), z.unknown()).describe('What it would say, in the fields of its kind'),
    last: z.number().int().min(1).max(60).default(13).describe('How many complete periods'),
  }),
  output: z.object({
    numbers: z.array(Impact).describe('Those that change first'),
    more: z.number().describe(`How many more rest on it than the ${MOST} that were measured`),
  }),
  async run(ctx, { kind, name, spec, last }) {
    const preview = await checkedProposals(ctx, [{ kind, name, spec }])
    const trying = { ...ctx, reading: { ...ctx.reading, preview } }
    const [agreed, tried] = [await spoken(ctx), await spoken(trying)]
    const affected = affectedBy(kind, name, agreed, tried)
    const measured = affected.slice(0, MOST)
    const requests = measured.map(metric => requestOf(metric, kind, last, agreed, tried))
    const existing = requests.filter(request => agreed.metrics.has(request.name))
    const was = new Map((await measureEach(ctx, existing, agreed)).map(each => [each.metric, each]))
    const becomes = await measureEach(trying, requests, tried)
    const numbers = becomes.flatMap(after => sideBySide(after, was.get(after.metric), tried, kind === 'channel'))
    return {
      numbers: numbers.toSorted((a, b) => Number(b.changes) - Number(a.changes)),
      more: affected.length - measured.length,
    }
  },
})

/** The metrics that would be computed in another way, the one that changes first. */
function affectedBy(kind: string, name: string, agreed: Spoken, tried: Spoken): string[] {
  const names = [...tried.metrics.keys()]
  if (kind === 'channel') return names.filter(each => tried.metric(each)?.segments?.includes('channel'))
  const stages = kind === 'stage' ? stagesOn(name, tried) : new Set<string>()
  const rests = (each: string, language: Spoken) =>
    kind === 'metric'
      ? madeOf(each, language.metric).includes(name)
      : stagesBehind(each, language.metric).some(stage => stages.has(stage))
  return names
    .filter(each => rests(each, tried) || (agreed.metrics.has(each) && rests(each, agreed)))
    .toSorted((a, b) => Number(b === name) - Number(a === name))
}

/** A stage and those whose rules rest on it. */
function stagesOn(name: string, { stages }: Spoken): Set<string> {
  const found = new Set([name])
  for (let size = 0; size !== found.size; ) {
    size = found.size
    for (const [each, { spec }] of stages) if (stagesIn(spec.enters).some(on => found.has(on))) found.add(each)
  }
  return found
}

function requestOf(name: string, kind: string, last: number, agreed: Spoken, tried: Spoken): Request {
  const spec = agreed.metric(name) ?? tried.metric(name)
  return {
    name,
    last,
    ...(spec ? { grain: usualGrain(spec) } : {}),
    ...(kind === 'channel' ? { by: ['channel'] } : {}),
  }
}

type Measured = Measurement | Unmeasured

function sideBySide(after: Measured, before: Measured | undefined, { metrics }: Spoken, bySegment: boolean): Impact[] {
  const spec = metrics.get(after.metric)?.spec
  const shown = 'problem' in after ? before : after
  if (!shown || 'problem' in shown || !spec) return []
  const problem = [after, before].flatMap(each => (each && 'problem' in each ? [each.problem] : []))[0]
  const { metric, title, unit, direction, grain } = shown
  const [were, are] = [cellsOf(before), cellsOf(after)]
  const segments = bySegment ? [...new Set([...were, ...are].map(({ segment }) => segment[0] ?? null))] : [null]
  const periods = [...new Map([...were, ...are].map(({ period }) => [period.start, period])).values()].toSorted(
    (a, b) => (a.start < b.start ? -1 : 1),
  )
  return segments.map(segment => {
    const values = (cells: Measurement['cells']) =>
      periods.map(
        ({ start }) =>
          cells.find(each => each.period.start === start && (!bySegment || (each.segment[0] ?? null) === segment))
            ?.value ?? null,
      )
    const [was, becomes] = [values(were), values(are)]
    const changes = was.some((value, i) => value !== becomes[i])
    const common = { metric, title, unit, direction, grain, segment, periods, before: was, after: becomes, changes }
    return problem === undefined ? common : { ...common, problem }
  })
}

const cellsOf = (measured: Measured | undefined): Measurement['cells'] =>
  measured && 'cells' in measured ? measured.cells : []
