import { toInstant } from '../../core/instant.ts'
import type { JsonValue } from '../../core/json.ts'
import { checkerOf, type TrackingPlan, type Violation } from '../tracking-plan/tracking-plan.ts'
import type { Breach } from './catalogue.ts'

export type Plan = { name: string; title: string; owner: string; spec: TrackingPlan }

/** An event that was looked at, stored or held. */
export type Seen = { event: string; ts: number; props: Readonly<Record<string, JsonValue>> }

/** How events that were looked at break a plan: each way once, by event and property, the most frequent first. */
export function breachesOf(
  plan: Plan,
  seen: readonly Seen[],
  { among, isPersonal }: { among: Breach['among']; isPersonal(property: string): boolean },
): Breach[] {
  const check = checkerOf(plan.spec, isPersonal)
  const looked = new Map<string, number>()
  const found = new Map<string, { violation: Violation; count: number; first: number; last: number }>()
  for (const { event, ts, props } of seen) {
    looked.set(event, (looked.get(event) ?? 0) + 1)
    for (const violation of check({ name: event, props })) {
      const key = JSON.stringify([violation.event, violation.property, violation.code])
      const before = found.get(key)
      if (!before) found.set(key, { violation, count: 1, first: ts, last: ts })
      else
        found.set(key, {
          violation: ts >= before.last ? violation : before.violation,
          count: before.count + 1,
          first: Math.min(before.first, ts),
          last: Math.max(before.last, ts),
        })
    }
  }
  const { name, title, owner } = plan
  return [...found.values()]
    .map(({ violation: { event, property, code, message }, count, first, last }) => {
      const of = looked.get(event) ?? count
      const times = { first: toInstant(first), last: toInstant(last) }
      const counts = { among, count, looked: of, share: count / of }
      return { plan: name, title, owner, event, property, code, ...counts, ...times, example: message }
    })
    .sort(byCount)
}

/** The most frequent first. */
export function byCount(a: Breach, b: Breach): number {
  return b.count - a.count || (nameOf(a) < nameOf(b) ? -1 : 1)
}

const nameOf = ({ event, property, code }: Breach): string => JSON.stringify([event, property ?? '', code])

/** What a held message of the Segment API says happened; nothing where its text says no such thing. */
export function seenIn(raw: string, received: number): Seen | undefined {
  let message: unknown
  try {
    message = JSON.parse(raw)
  } catch {
    return undefined
  }
  if (typeof message !== 'object' || message === null) return undefined
  const { type, event, properties } = message as Record<string, unknown>
  const view = type === 'page' || type === 'screen' ? `${type}_viewed` : undefined
  const name = typeof event === 'string' ? event : view
  const props = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties : {}
  return name === undefined ? undefined : { event: name, ts: received, props: props as Seen['props'] }
}
