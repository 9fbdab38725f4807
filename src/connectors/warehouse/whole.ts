import { hash } from 'node:crypto'
import type { JsonValue } from '../../core/json.ts'
import type { Page } from '../connector.ts'

type Rows = readonly Record<string, JsonValue>[]

/** A result of more rows than these is given as it comes, whether it changed or not. */
const MOST = 20_000

/**
 * All rows of a result that has no watermark, as pages; none when they are the same as the last time, in whatever order. The
 * cursor is what tells one result from another, and stands with the last page alone: before it, nothing is known for certain.
 */
export async function* unlessSame(pages: AsyncIterable<Rows>, cursor: string | undefined): AsyncGenerator<Page> {
  let kept: Rows[] | undefined = []
  const prints: string[] = []
  for await (const rows of pages) {
    if (!kept) {
      yield { rows, cursor: '' }
      continue
    }
    kept.push(rows)
    for (const row of rows) prints.push(hash('sha256', JSON.stringify(row), 'base64url'))
    if (prints.length <= MOST) continue
    for (const each of kept) yield { rows: each, cursor: '' }
    kept = undefined
  }
  if (!kept) return
  const whole = hash('sha256', prints.toSorted().join(' '), 'base64url')
  if (whole === cursor) return
  const last = kept.pop()
  for (const rows of kept) yield { rows, cursor: '' }
  yield { rows: last ?? [], cursor: whole }
}
