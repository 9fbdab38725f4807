import type { IdentityRules } from '../../core/identity-rules.ts'
import type { Why } from './resolve.ts'

/** Two nodes (a < b) that facts named together; `ts` and `id` are of the first such fact. */
export type NodeLink = { a: number; b: number; ts: number; id: string; held: Why | null }

/** An identifier and the person it is counted to; 0 while it is new. */
export type Member = { node: number; kind: string; value: string; person: number }

/** What must be known of a person before another is joined to it. */
export type Weight = {
  /** How many identifiers it has, and how many of each kind that was asked about. */
  all: number
  of: readonly number[]
  /** Whether links of it are held back by a limit or because two are kept apart. */
  careful: boolean
}

/** What storing facts must know of people and links, which an engine may have in memory; inside an open transaction. */
export interface People {
  rules(): Promise<IdentityRules>
  /** When two nodes were first named together, NaN when never; absent where it takes time to know. */
  readonly first?: (one: number, other: number) => number
  /** When each pair was first named together, NaN for those that never were; pairs are `a[i]` < `b[i]`. */
  firsts(a: readonly number[], b: readonly number[]): Promise<ArrayLike<number>>
  /** With how many others each node was met; it may count no further than `enough`. */
  met(nodes: readonly number[], enough: number): Promise<ArrayLike<number>>
  weights(persons: readonly number[], kinds: readonly string[]): Promise<ReadonlyMap<number, Weight>>
  addLinks(links: readonly NodeLink[]): Promise<void>
  /** Gives known links an earlier moment; those that have an earlier one keep it. */
  antedate(links: readonly NodeLink[]): Promise<void>
  /**
   * Says that these nodes, all those of certain people, are counted to `person` from now on, and which of these people are
   * careful. Facts and sayings follow by `visitor`; the people's own rows are the caller's.
   */
  move(members: readonly Moved[], careful: ReadonlySet<number>): Promise<void>
  /** Keeps rules by which everybody was regrouped. */
  ruled(rules: IdentityRules): Promise<void>
}

export type Moved = Member & { from: number }
