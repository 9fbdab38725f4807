import { z } from 'zod'
import { nameAmong } from '../../../core/name.ts'
import { findStanding, standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { eventsOf, inputsOf, type Metric, stagesOf } from '../../metric/metric.ts'
import { operation } from '../../operation.ts'
import { brings, type Source } from '../../source/source.ts'
import { eventsIn, type Stage, stagesIn } from '../../stage/stage.ts'

export const Resting = z.object({
  kind: z.enum(['stage', 'metric']),
  name: z.string(),
  title: z.string(),
  owner: z.string(),
  through: z.string().nullable().describe('What it is made of that counts the events itself; null where it does so'),
})
export type Resting = z.output<typeof Resting>

export const fedBy = operation({
  name: 'map.fed-by',
  does: 'Show which stages and numbers would have nothing to count without a source.',
  needs: 'map:read',
  input: z.object({ source: nameAmong('source').describe('The source') }),
  output: z.array(Resting).describe('Stages, then metrics; each by its name'),
  async run(ctx, { source }) {
    const { spec } = await findStanding<Source>(ctx, { kind: 'source', name: source })
    return (await restingOn(ctx))(event => brings(spec, event))
  },
})

/** Which stages and numbers in force rest on some events, directly or through others: stages, then metrics, each by its name. */
export async function restingOn(ctx: Context): Promise<(isAmong: (event: string) => boolean) => Resting[]> {
  const stages = await standing<Stage>(ctx, 'stage')
  const metrics = await standing<Metric>(ctx, 'metric')
  const stage = (name: string) => stages.get(name)?.spec
  const counted = new Map<string, readonly string[]>()
  const madeOf = new Map<string, readonly string[]>()
  for (const [name, { spec }] of stages) {
    counted.set(`stage/${name}`, eventsIn(spec.enters, stage))
    madeOf.set(
      `stage/${name}`,
      stagesIn(spec.enters).map(of => `stage/${of}`),
    )
  }
  for (const [name, { spec }] of metrics) {
    counted.set(`metric/${name}`, eventsOf(spec, stage))
    madeOf.set(`metric/${name}`, [
      ...inputsOf(spec).map(of => `metric/${of}`),
      ...stagesOf(spec).map(of => `stage/${of}`),
    ])
  }
  return isAmong => {
    const first = new Set([...counted].flatMap(([path, events]) => (events.some(isAmong) ? [path] : [])))
    const lines = [...stages.values(), ...metrics.values()].flatMap(({ kind, name, title, owner }) => {
      const path = `${kind}/${name}`
      const through = first.has(path) ? null : nearestOf(path, madeOf, first)
      return through === undefined ? [] : [{ kind: kind as 'stage', name, title, owner, through }]
    })
    return lines.toSorted((a, b) => order(a.kind) - order(b.kind) || a.name.localeCompare(b.name))
  }
}

const order = (kind: string): number => (kind === 'stage' ? 0 : 1)

/** The nearest of what something is made of that is among some, or nothing where none is. */
function nearestOf(path: string, madeOf: ReadonlyMap<string, readonly string[]>, among: ReadonlySet<string>) {
  const seen = new Set([path])
  for (let level = [path]; level.length > 0; ) {
    const next = level.flatMap(each => madeOf.get(each) ?? []).filter(each => !seen.has(each))
    const found = next.find(each => among.has(each))
    if (found) return found
    for (const each of next) seen.add(each)
    level = next
  }
  return undefined
}
