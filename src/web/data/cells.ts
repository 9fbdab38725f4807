import type { RejectedRow } from '../../features/source/ledger.ts'

/** The cells of a rejected row by column; none where the row could not be taken apart. */
export function cellsOf({ content }: Pick<RejectedRow, 'content'>): Record<string, unknown> {
  return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {}
}

export const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
