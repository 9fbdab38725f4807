import type { Dimension } from '../model/dimension.ts'
import type { Measure } from '../model/measure.ts'
import type { Relation } from '../model/relation.ts'

/** Whole days `[opens, closes)`, counted from 1970-01-01. */
export type Window = { opens: number; closes: number }

/** What one statement can compute of a cell's rows; `values` counts those that have a number. */
export type Aggregate = Exclude<Measure, { average: string }> | { values: string }

/**
 * One statement: one relation, aggregated to (period, segment).
 *
 * Nothing that could multiply rows is ever joined to a relation: people and accounts are joined by their own key, of which there
 * is one, and numbers of different relations meet only after each is aggregated, in `combine`. That is why fan-out cannot happen.
 * Row columns are `period` (the window's index), `s1…` (the segment) and `m1…` (the aggregates).
 */
export type RowsStep = {
  kind: 'rows'
  of: Relation
  windows: readonly Window[]
  by: readonly Dimension[]
  zone: string
  aggregates: Aggregate[]
}

/** People per cell of `from` (`m1`), and how many of them went on to a `to` (`m2`). */
export type ConversionStep = {
  kind: 'conversion'
  from: Relation
  to: Relation
  withinMs?: number
  windows: readonly Window[]
  by: readonly Dimension[]
  zone: string
}

export type Step = RowsStep | ConversionStep

/** More cells than this are a mistake of the question, not something to look at. */
export const MOST_CELLS = 200_000
