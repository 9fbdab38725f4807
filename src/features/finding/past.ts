import type { PlainDate } from '../../core/plain-date.ts'
import { type Finding, type ScorePoint, SEVERITIES, type Severity, type Trend } from './finding.ts'

/** What recorded runs say about findings. */
export type Past = {
  /** Day of the first run that found each, by id. */
  firstSeen: ReadonlyMap<string, PlainDate>
  /** What the last run found that is at least a week older, by id; absent while there is none. */
  before: ReadonlyMap<string, Before> | undefined
  /** The oldest first. */
  history: readonly ScorePoint[]
}

export type Before = { severity: Severity; extent: number | null }

export const NO_PAST: Past = { firstSeen: new Map(), before: undefined, history: [] }

/** How old the run is that findings are compared with. */
export const DAYS_BEFORE = 7

/** How a finding is against the run before: first by its severity, then by its extent where both have one. */
export function trendOf(
  { id, severity, extent }: Pick<Finding, 'id' | 'severity' | 'extent'>,
  past: Past,
): Trend | null {
  if (!past.before) return null
  const before = past.before.get(id)
  if (!before) return 'new'
  const graver = SEVERITIES.indexOf(before.severity) - SEVERITIES.indexOf(severity)
  if (graver !== 0) return graver > 0 ? 'worse' : 'better'
  if (extent === null || before.extent === null) return 'same'
  const change = extent - before.extent
  if (Math.abs(change) <= CLEAR * Math.max(Math.abs(extent), Math.abs(before.extent))) return 'same'
  return change > 0 ? 'worse' : 'better'
}

/** A change of no more than a twentieth is none. */
const CLEAR = 0.05
