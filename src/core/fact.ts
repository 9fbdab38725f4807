import type { JsonValue } from './json.ts'

/**
 * Something that happened, or something said about a person or an account, as a source reported it.
 *
 * `user`, `email`, `anonymous`, `phone` and `ids` name one person, `account` one account; a fact may name neither (money spent on a campaign).
 * Without a `name` it is no event and only carries traits and ties identifiers together.
 */
export type Fact = {
  /** UUID text. The store keeps the first fact of an id for ever and answers `duplicate` to every later one. */
  id: string
  /** When it happened: epoch milliseconds, UTC. */
  ts: number
  name?: string
  source: string
  user?: string
  email?: string
  anonymous?: string
  /** Compared by its digits and a leading plus. */
  phone?: string
  /** What other systems call the person, by kind of id: a lower-case word such as `hubspot`. */
  ids?: Record<string, string>
  account?: { id?: string; domain?: string }
  props: Record<string, JsonValue>
  traits?: Record<string, JsonValue>
  accountTraits?: Record<string, JsonValue>
  /**
   * A whole number below 2^53 that stands for what the source sent: the same id with another print is a conflict, with the
   * same or none a repetition.
   */
  print?: number
}

/** Name of the event by which people say how a goal goes; no sign that what happened is known up to that day. */
export const CHECK_IN = 'check_in'
