import type { JsonValue } from '../../core/json.ts'
import type { Encoding } from './encoding.ts'

/**
 * A table that somebody exported, read row by row. What the columns mean is not known here; `features/source` maps them.
 */
export type Table = {
  readonly path: string
  readonly format: Format
  /** Of text; read again after the last row, it is the one that was really met. */
  readonly encoding?: Encoding
  readonly delimiter?: string
  readonly compressed: boolean
  readonly columns: readonly string[]
  /** Whether rows may hold columns that `columns` does not name, as JSON rows do. */
  readonly open: boolean
  /** Size of the file as it lies on disk, for progress. */
  readonly bytes: number
  /** Reads from the start, in batches of at most `BATCH` rows; may be called again. */
  rows(): AsyncIterable<Batch>
}

export type Format = 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet' | 'xlsx'

export type Row = {
  /** Line of the file on which the row begins, from 1; in a Parquet file or a workbook its number. */
  line: number
  /** Cells by column. Text files give text, exactly as it stands; an empty cell is ''. */
  values: Record<string, JsonValue>
  /** The row as it stands in the file, to be kept when it is rejected. */
  raw: string
  /** A sentence when the row could not be read; `values` is then empty. */
  fault?: string
}

export type Batch = { rows: Row[]; bytesRead: number }
export const BATCH = 4096

/** What to take for granted instead of sniffing it. */
export type TableOptions = {
  format?: Format
  encoding?: Encoding
  delimiter?: string
  quote?: string
  /** Whether the first line names the columns, or the line that does, or a column that only that line names. */
  header?: boolean | number | string
  /** The sheet of a workbook; the first that is to be seen, when absent. */
  sheet?: string
  /** The field that holds the rows, in a JSON object with several lists. */
  list?: string
  /** Fields of JSON rows that hold lists of `{ key, value }`; each becomes columns such as `field.key`. */
  pairs?: readonly string[]
}

/** What a reader of one format is given. */
export type Opening = {
  path: string
  compressed: boolean
  bytes: number
  options: TableOptions
  sample: string
  whole: boolean
  encoding: Encoding
}
