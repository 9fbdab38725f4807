import type { Row, Batch as TableBatch } from '../../../connectors/file/table.ts'
import { ProductError } from '../../../core/error.ts'
import type { Fact } from '../../../core/fact.ts'
import { problemsOfFact } from '../../../store/events/fact.ts'
import { uuidOf } from '../../../store/hash.ts'
import { compileMapping, type MappableRow, type Mapped } from '../mapping.ts'
import type { Refused, Shape } from '../queries.ts'
import type { Source } from '../source.ts'

/** Rows that are stored in one go, mapped to facts. */
export type Batch = {
  /** How many rows of the file it accounts for. */
  count: number
  facts: Fact[]
  /** The number of each row that has facts, and how many of `facts`, in their order, it has. */
  given: { row: number; facts: number }[]
  refused: Refused[]
  skipped: number[]
  bytesRead: number
}

export type MapRow = (row: MappableRow) => Mapped

/** What ends a batch: so many facts, rows, or characters kept of rejected rows. */
export type Limits = { facts: number; rows: number; kept: number }
export const LIMITS: Limits = { facts: 16_384, rows: 65_536, kept: 4 << 20 }

/** The function that makes facts of a source's rows, and rejects those the store could not take. */
export function mapperOf(name: string, source: Source, shape: Shape): MapRow {
  const { dates, decimals } = shape.settled
  const settled = { dates: withoutInherited(dates), decimals: withoutInherited(decimals) }
  const map = compileMapping(name, source, shape, settled, uuidOf)
  return row => {
    try {
      const mapped = map(row)
      for (const fact of mapped.facts ?? []) {
        const [problem] = isPlain(fact) ? [] : problemsOfFact(fact)
        if (problem) return { rejected: problem.message }
      }
      return mapped
    } catch (error) {
      if (error instanceof ProductError) return { rejected: error.message }
      if (error instanceof RangeError) return { rejected: 'The row is nested too deeply to be read. Flatten it.' }
      throw error
    }
  }
}

/** What was read back from JSON, so that a column called `constructor` finds nothing but what was settled of it. */
const withoutInherited = <T extends object>(settled: T): T => Object.assign(Object.create(null), settled)

/** Whether a fact of a mapping is one of the many that the store takes for certain: an event with a name, at a time since 1970. */
function isPlain({ ts, name }: Fact): boolean {
  const first = name === undefined ? 0 : name.charCodeAt(0)
  return first > 32 && first < 127 && Number.isInteger(ts) && ts >= 0 && ts < PLAIN_UNTIL
}

const PLAIN_UNTIL = Date.UTC(2100, 0, 1)

/** A batch to be filled row by row. */
export function createBatch(limits = LIMITS) {
  const batch: Batch = { count: 0, facts: [], given: [], refused: [], skipped: [], bytesRead: 0 }
  let kept = 0
  return {
    batch,
    get full() {
      return batch.facts.length >= limits.facts || batch.count >= limits.rows || kept >= limits.kept
    },
    add(number: number, row: Omit<Row, 'values'> & { values: unknown }, mapped: Mapped): void {
      batch.count++
      if (mapped.rejected !== undefined) {
        const { line, values, raw, fault } = row
        const { rejected: reason, column = null } = mapped
        batch.refused.push({ row: number, line, reason, column, values, raw, fault })
        kept += raw.length + 200
      } else if (mapped.facts.length === 0) batch.skipped.push(number)
      else {
        batch.given.push({ row: number, facts: mapped.facts.length })
        for (const fact of mapped.facts) batch.facts.push(fact)
      }
    },
  }
}

/**
 * Cuts a file's rows after `position` into batches. `first` is how many rows the first one must have, where it is one that
 * was begun before.
 */
export async function* batchesOf(
  rows: AsyncIterable<TableBatch>,
  map: MapRow,
  { position, first, limits }: { position: number; first?: number; limits?: Limits },
): AsyncGenerator<Batch> {
  let number = 0
  let wanted = first
  let building = createBatch(limits)
  for await (const { rows: read, bytesRead } of rows) {
    for (const row of read) {
      if (++number <= position) continue
      building.add(number, row, map(row))
      if (wanted === undefined ? !building.full : building.batch.count < wanted) continue
      yield { ...building.batch, bytesRead }
      building = createBatch(limits)
      wanted = undefined
    }
    building.batch.bytesRead = bytesRead
  }
  if (building.batch.count > 0) yield building.batch
}

/** The same items, the next of which is made while one is being used. */
export async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next()
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = items.next()
      next.catch(() => {})
      yield value
    }
  } finally {
    await next.catch(() => {})
    await items.return(undefined)
  }
}
