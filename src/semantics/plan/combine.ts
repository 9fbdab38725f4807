import type { Period } from '../../core/calendar.ts'
import { fail } from '../../core/error.ts'
import { evaluate } from '../model/formula.ts'
import type { Node, Plan } from './plan.ts'
import { MOST_CELLS } from './step.ts'

/** A row of a step's statement: `period`, `s1…`, `m1…`. */
export type Row = Readonly<Record<string, unknown>>

/** One cell of an answer. `value` is missing where nothing can be said: no denominator, an average of nothing. */
export type Point = {
  /** The value of each dimension asked for, in their order; `null` for rows that have none. */
  segment: Segment
  period: Period
  value: number | null
  /** What the value was made of: `numerator` and `denominator`, or a formula's inputs. */
  parts?: Record<string, number | null>
}

export type Segment = (string | null)[]

export type Series = Point[]

/**
 * The answers of a plan, one per question, from the rows of its statements in the order of its steps.
 *
 * Each answer has every period of its question for every segment that any of its steps saw: a count or sum without rows is 0,
 * everything else without rows is missing. Segments come sorted by text, those without a value last. Fails as `limit` when a
 * statement returned more cells than anybody can look at.
 */
export function combine(plan: Plan, rows: readonly (readonly Row[])[]): Series[] {
  const cells = plan.steps.map((step, i) => cellsOf(rows[i]!, step.by.length))
  return plan.answers.map(({ question, node }) => {
    const segments = question.by?.length ? segmentsOf(stepsOf(node).map(step => cells[step]!)) : [[]]
    return segments.flatMap(segment =>
      question.periods.map((period, index) => {
        const key = keyOf(segment, index)
        return { segment, period, ...read(node, step => cells[step]!.rows.get(key)) }
      }),
    )
  })
}

/** The rows of a step by cell, and the segments they belong to. */
type Cells = { rows: Map<string, Row>; segments: Map<string, Segment> }

function cellsOf(rows: readonly Row[], width: number): Cells {
  if (rows.length > MOST_CELLS)
    fail('limit', `This splits into more than ${MOST_CELLS} cells. Split by fewer dimensions or take fewer periods.`)
  const cells: Cells = { rows: new Map(), segments: new Map() }
  for (const row of rows) {
    const segment = Array.from({ length: width }, (_, i) => (row[`s${i + 1}`] ?? null) as string | null)
    cells.rows.set(keyOf(segment, Number(row.period)), row)
    cells.segments.set(JSON.stringify(segment), segment)
  }
  return cells
}

const keyOf = (segment: Segment, period: number): string => `${period}${JSON.stringify(segment)}`

function segmentsOf(cells: readonly Cells[]): Segment[] {
  return [...new Map(cells.flatMap(({ segments }) => [...segments])).values()].sort(bySegment)
}

type Find = (step: number) => Row | undefined

function read(node: Node, find: Find): Pick<Point, 'value' | 'parts'> {
  if (node.kind === 'value') {
    const value = find(node.step)?.[node.column]
    return { value: value === null || value === undefined ? (node.zero ? 0 : null) : Number(value) }
  }
  if (node.kind === 'quotient') {
    const numerator = read(node.numerator, find).value
    const denominator = read(node.denominator, find).value
    return {
      value: numerator === null || !denominator ? null : numerator / denominator,
      parts: { numerator, denominator },
    }
  }
  const parts = Object.fromEntries(Object.entries(node.inputs).map(([name, input]) => [name, read(input, find).value]))
  return { value: evaluate(node.formula, name => parts[name] ?? null), parts }
}

function stepsOf(node: Node): number[] {
  if (node.kind === 'value') return [node.step]
  const parts = node.kind === 'quotient' ? [node.numerator, node.denominator] : Object.values(node.inputs)
  return [...new Set(parts.flatMap(stepsOf))]
}

function bySegment(a: Segment, b: Segment): number {
  const i = a.findIndex((value, at) => value !== b[at])
  if (i < 0) return 0
  const [x, y] = [a[i]!, b[i]!]
  if (x === null || y === null) return x === null ? 1 : -1
  return x < y ? -1 : 1
}
