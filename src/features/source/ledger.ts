import { z } from 'zod'

/**
 * The ledger of imports: every row of every file that was imported is accounted for here, once. What the rows say lies with
 * the facts; only rows that could not be used are kept, with the reason.
 */

/** Rows of a file that the source applies to, each of which is in exactly one of the other three. */
export const Tally = z.object({
  rows: z.number().int().describe('Rows that the source applies to: stored, duplicate and rejected together'),
  stored: z.number().int().describe('Rows of which at least one fact is new'),
  duplicate: z.number().int().describe('Rows whose facts were all known'),
  rejected: z.number().int().describe('Rows that cannot be used and are kept with the reason'),
  skipped: z.number().int().describe('Rows besides these, from which nothing follows or which the source leaves out'),
})
export type Tally = z.infer<typeof Tally>

export const NOTHING: Tally = { rows: 0, stored: 0, duplicate: 0, rejected: 0, skipped: 0 }

export const Import = z.object({
  import: z.string(),
  source: z.string(),
  file: z.string(),
  ...Tally.shape,
  revision: z.number().int().describe('Revision of the source that was used'),
  bytes: z.number().int().describe('Size of the file'),
  by: z.string().describe('Who imported it'),
  startedAt: z.string(),
  finishedAt: z
    .string()
    .nullable()
    .describe('Absent while it is under way or was interrupted; importing again goes on'),
})
export type Import = z.infer<typeof Import>

export const RejectedRow = z.object({
  import: z.string(),
  source: z.string(),
  file: z.string(),
  row: z.number().int().describe('Its number among the rows of the file, from 1'),
  line: z.number().int().describe('Line of the file on which it begins'),
  reason: z.string(),
  column: z.string().nullable().describe('The column that the reason is about, where it is about one'),
  content: z.unknown().describe('Its cells by column; its text where the file’s format was broken, or it was too long'),
  cut: z.boolean().describe('Whether the content is only its beginning'),
})
export type RejectedRow = z.infer<typeof RejectedRow>

/** No more than this is kept of a rejected row, in characters of JSON. */
export const KEPT_OF_ROW = 32_768

/** What is kept of a rejected row, as JSON; a row that has no cells, or whose cells are too long, is kept as text. */
export function keptContent({ values, raw, fault }: { values: unknown; raw: string; fault?: string }): {
  content: string
  cut: boolean
} {
  const cells = fault === undefined ? written(values) : undefined
  if (cells !== undefined && cells.length <= KEPT_OF_ROW) return { content: cells, cut: false }
  const text = JSON.stringify(raw)
  return text.length <= KEPT_OF_ROW ? { content: text, cut: false } : { content: beginningOf(raw), cut: true }
}

/** JSON text of as much of a text as may be kept; characters that are written as escapes take more room. */
function beginningOf(raw: string): string {
  let length = KEPT_OF_ROW - 2
  let text = JSON.stringify(raw.slice(0, length))
  while (text.length > KEPT_OF_ROW) {
    length = Math.floor((length * KEPT_OF_ROW) / text.length) - 1
    text = JSON.stringify(raw.slice(0, length))
  }
  return text
}

function written(values: unknown): string | undefined {
  try {
    return JSON.stringify(values)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
