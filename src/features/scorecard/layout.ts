import type { Grain } from '../../core/calendar.ts'
import { type Metric, usualGrain } from '../metric/metric.ts'
import { type Claim, claimsOn } from './claims.ts'
import type { LineSpec, Scorecard, SectionSpec } from './scorecard.ts'

/** A section with everything it leaves to be said by the metrics filled in. */
export type Layout = {
  title: string
  stakeholder: string | null
  why: string | null
  /** The periods its numbers are read in, and those that targets of its lines are meant for. */
  grain: { read: Grain; section: Grain }
  outcome: LineSpec
  lines: LineSpec[]
  claims: ReadonlyMap<string, Claim>
}

type Agreed = ReadonlyMap<string, { title: string; spec: Metric }>

/**
 * The sections of a scorecard; where there is none, a section per outcome. Lines that a section does not name are the metrics
 * that claim to drive its outcome. `grain` reads everything in periods of one length.
 */
export function layOut(card: Scorecard | undefined, metrics: Agreed, grain?: Grain): Layout[] {
  const specs = new Map([...metrics].map(([name, { spec }]) => [name, spec]))
  return (card?.sections ?? derivedSections(specs)).map(({ title, stakeholder, why, outcome, lines }) => {
    const agreed = metrics.get(outcome)
    const claims = claimsOn(outcome, specs)
    const section = card?.grain ?? (agreed ? usualGrain(agreed.spec) : 'week')
    return {
      title: title ?? agreed?.title ?? outcome,
      stakeholder: stakeholder ?? null,
      why: why ?? null,
      grain: { read: grain ?? section, section },
      outcome: { metric: outcome },
      lines: lines ?? [...claims.keys()].map(metric => ({ metric })),
      claims,
    }
  })
}

function derivedSections(specs: ReadonlyMap<string, Metric>): SectionSpec[] {
  return [...specs].filter(([, spec]) => spec.class === 'outcome').map(([name]) => ({ outcome: name }))
}
