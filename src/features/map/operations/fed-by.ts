import { z } from 'zod'
import { nameAmong } from '../../../core/name.ts'
import { findStanding, standing } from '../../agreement/operations/standing.ts'
import { eventsOf, inputsOf, type Metric, stagesOf } from '../../metric/metric.ts'
import { operation } from '../../operation.ts'
import { brings, type Source } from '../../source/source.ts'
import { eventsIn, type Stage, stagesIn } from '../../stage/stage.ts'

const Resting = z.object({
  kind: z.enum(['stage', 'metric']),
  name: z.string(),
  title: z.string(),
  owner: z.string(),
  through: z.string().nullable().describe('What it is made of that counts the events itself; null where it does so'),
})

export const fedBy = operation({
  name: 'map.fed-by',
  does: 'Show which stages and numbers would have nothing to count without a source.',
  needs: 'map:read',
  input: z.object({ source: nameAmong('source').describe('The source') }),
  output: z.array(Resting).describe('Stages, then metrics; each by its name'),
  async run(ctx, { source }) {
    const { spec } = await findStanding<Source>(ctx, { kind: 'source', name: source })
    const stages = await standing<Stage>(ctx, 'stage')
    const metrics = await standing<Metric>(ctx, 'metric')
    const stage = (name: string) => stages.get(name)?.spec
    const fed = (events: readonly string[]) => events.some(event => brings(spec, event))
    const first = new Set<string>()
    for (const [name, each] of stages) if (fed(eventsIn(each.spec.enters, stage))) first.add(`stage/${name}`)
    for (const [name, each] of metrics) if (fed(eventsOf(each.spec, stage))) first.add(`metric/${name}`)
    const madeOf = new Map<string, readonly string[]>()
    for (const [name, { spec: each }] of stages)
      madeOf.set(
        `stage/${name}`,
        stagesIn(each.enters).map(of => `stage/${of}`),
      )
    for (const [name, { spec: each }] of metrics)
      madeOf.set(`metric/${name}`, [
        ...inputsOf(each).map(of => `metric/${of}`),
        ...stagesOf(each).map(of => `stage/${of}`),
      ])
    const lines = [...stages.values(), ...metrics.values()].flatMap(({ kind, name, title, owner }) => {
      const path = `${kind}/${name}`
      const through = first.has(path) ? null : nearestOf(path, madeOf, first)
      return through === undefined ? [] : [{ kind: kind as 'stage', name, title, owner, through }]
    })
    return lines.toSorted((a, b) => order(a.kind) - order(b.kind) || a.name.localeCompare(b.name))
  },
})

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
