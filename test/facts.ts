import type { Fact } from '../src/core/fact.ts'
import type { JsonValue } from '../src/core/json.ts'
import type { Events } from '../src/store/events/events.ts'
import { uuidOf } from '../src/store/hash.ts'

/** One event as tests write it: who, what, when (UTC, a date alone is its midnight), and with what. */
export type Happening = [
  user: string,
  name: string,
  at: string,
  props?: Record<string, JsonValue>,
  more?: Partial<Fact>,
]

/** Puts what happened into a store of facts. */
export async function happened(events: Events, happenings: readonly Happening[]): Promise<void> {
  await events.append(
    happenings.map(([user, name, at, props = {}, more = {}], index) => ({
      id: uuidOf(user, name, at, String(index)),
      ts: Date.parse(at.length === 10 ? `${at}T00:00:00Z` : at),
      name,
      source: 'test',
      user,
      props,
      ...more,
    })),
  )
}
