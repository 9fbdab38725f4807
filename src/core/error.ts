import type { Problem } from './problem.ts'

/** The six ways a request can fail; each door translates them once. */
export type Code = 'invalid' | 'forbidden' | 'not_found' | 'conflict' | 'limit' | 'unavailable'

export type Details = {
  /** A word a client may branch on, where the code alone is too coarse. */
  reason?: string
  problems?: Problem[]
  [key: string]: unknown
}

/** A failure that is not a bug. Its message is a sentence for people: what is wrong and what to do next. */
export class ProductError extends Error {
  readonly code: Code
  readonly details: Details

  constructor(code: Code, message: string, details: Details = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ProductError'
    this.code = code
    this.details = details
  }
}

/** Ends the work with a `ProductError`. */
export function fail(code: Code, message: string, details?: Details): never {
  throw new ProductError(code, message, details)
}

/** Ends the work as `invalid` when a check found problems; the message counts them and repeats the first. */
export function failOn(problems: readonly Problem[], what: string): void {
  const [first, ...rest] = problems
  if (!first) return
  const more = rest.length ? ` (and ${rest.length} more)` : ''
  fail('invalid', `${what}: ${first.message}${more}`, { problems: [...problems] })
}

/** States an invariant of the code itself; its failure is a bug and is reported as one. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`)
}

/** The value, which the code guarantees to be there. */
export function must<T>(value: T, message: string): NonNullable<T> {
  if (value === null || value === undefined) throw new Error(`Invariant broken: ${message}`)
  return value
}

/** The place that a complete switch never reaches. */
export function unreachable(value: never): never {
  throw new Error(`Invariant broken: unexpected ${JSON.stringify(value)}`)
}
