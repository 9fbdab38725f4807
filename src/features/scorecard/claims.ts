import type { Metric } from '../metric/metric.ts'

/** The stated hypothesis that a local number moves an outcome, directly or through the numbers in `via`. */
export type Claim = { drives: string; via: string[]; lag: string | undefined; why: string }

/**
 * Every metric that claims to move an outcome, each by its shortest way: the direct ones first, then those that claim to move
 * one of these, and so on. Claims that lead in a circle are followed once.
 */
export function claimsOn(outcome: string, metrics: ReadonlyMap<string, Pick<Metric, 'drives'>>): Map<string, Claim> {
  const claims = new Map<string, Claim>()
  let reached = [outcome]
  while (reached.length > 0) {
    const next: string[] = []
    for (const [name, { drives = [] }] of metrics) {
      if (name === outcome || claims.has(name) || reached.includes(name)) continue
      const drive = drives.find(({ metric }) => reached.includes(metric))
      if (!drive) continue
      const onward = claims.get(drive.metric)
      const via = onward ? [drive.metric, ...onward.via] : []
      claims.set(name, { drives: drive.metric, via, lag: drive.lag, why: drive.why })
      next.push(name)
    }
    reached = next
  }
  return claims
}
