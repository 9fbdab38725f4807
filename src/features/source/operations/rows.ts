import { flatRow } from '../../../connectors/file/json-row.ts'
import { assert } from '../../../core/error.ts'
import { newId } from '../../../core/id.ts'
import type { JsonValue } from '../../../core/json.ts'
import { findStanding } from '../../agreement/operations/standing.ts'
import { type Context, demand } from '../../context.ts'
import type { Values } from '../cell-text.ts'
import type { Tally } from '../ledger.ts'
import { endEarlier, type Run, selectUnfinished, updateRun } from '../queries.ts'
import type { Source } from '../source.ts'
import { type Batch, createBatch, type MapRow, mapperOf } from './batch.ts'
import type { Imported } from './importing.ts'
import { stopIf } from './opening.ts'
import { isSame, type RowShape, settleRows } from './row-shape.ts'
import { begin, finish, take, tallyOf } from './running.ts'
import { freshOf } from './storing.ts'

/** One row from anywhere: cells by column. Objects inside it become columns with dots, as in files of JSON. */
export type GivenRow = Readonly<Record<string, JsonValue>>

/** Rows that came together, and where whoever gave them goes on after them. */
export type RowPage = { rows: readonly GivenRow[]; cursor?: string }

export type RowProgress = Tally & { import: string; source: string }

type Given = {
  /** Name of the source. */
  source: string
  /** What stands where the name of a file stands. */
  label: string
  onProgress?: (progress: RowProgress) => void
  /** Stops the import between two pages. */
  signal?: AbortSignal
}

export type ImportingRows = Given & {
  rows: AsyncIterable<GivenRow> | Iterable<GivenRow>
  /**
   * What tells these rows from others. An import that was broken off goes on when rows of the same content come again, from
   * the first on and in the same order. Without one, a new import begins.
   */
  content?: string
  /** How many rows are stored together. */
  together?: number
}

export type ImportingPages = Given & {
  pages: AsyncIterable<RowPage>
  /** What tells these pages from others; one import of them is under way at a time. */
  content: string
  /** Written together with the ledger’s figures of a page, or not at all: where to go on after it. */
  kept(inside: Context, page: RowPage, import_: string | undefined): Promise<void>
}

const DOES = 'Bring rows of a source into the facts.'

/**
 * Imports rows that no file brings: each becomes facts by the source’s mapping, and is accounted for in the ledger. Rows that
 * cannot be used are kept with their reason, to be corrected and tried again as those of a file. The same rows twice change
 * nothing.
 */
export async function importRows(ctx: Context, importing: ImportingRows): Promise<Imported> {
  const { rows, content = newId(), together = TOGETHER, ...given } = importing
  const work = await open(ctx, { ...given, content })
  const found = await selectUnfinished(ctx, { source: given.source, content, revision: work.revision })
  let left = found?.position ?? 0
  for await (const page of pagesOf(rows, together)) {
    const skipped = page.slice(left)
    left = Math.max(0, left - page.length)
    if (skipped.length > 0) await work.add({ rows: skipped })
  }
  return work.end()
}

const TOGETHER = 2000

async function* pagesOf(rows: ImportingRows['rows'], together: number): AsyncGenerator<GivenRow[]> {
  let page: GivenRow[] = []
  for await (const row of rows) {
    page.push(row)
    if (page.length < together) continue
    yield page
    page = []
  }
  yield page
}

/**
 * Imports pages of rows, each in one go with where to go on after it, so that whatever breaks off in the middle is gone on with
 * by asking after the last page that was kept: no row is lost and none is counted twice. Without any row there is no import.
 *
 * Where asking or storing fails, the import ends with what it has, and the failure is thrown on.
 */
export async function importPages(ctx: Context, importing: ImportingPages): Promise<Imported | undefined> {
  const { pages, kept, ...given } = importing
  const work = await open(ctx, given)
  try {
    for await (const page of pages)
      if (page.rows.length > 0) await work.add(page, kept)
      else
        await ctx.records.transaction(async rows => kept({ ...ctx, rows, transacting: true }, page, work.run?.import))
  } catch (error) {
    if (work.run && !isTakenOver(error)) await work.end().catch(() => {})
    throw error
  }
  return work.run || work.unfinished ? work.end() : undefined
}

/** How rows that came together become facts, without a ledger. Fails as `invalid` with every question there is to them. */
export function rowMapper(name: string, source: Source, rows: readonly Values[]): MapRow {
  return mapperOf(name, source, settleRows(name, source, rows, undefined))
}

const isTakenOver = (error: unknown): boolean =>
  (error as { details?: { reason?: string } } | null)?.details?.reason === 'taken_over'

type Opened = Given & { content: string }

/** An import that is given its rows page by page. */
async function open(ctx: Context, { source: name, label, content, onProgress, signal }: Opened) {
  demand(ctx.actor, 'source:write', DOES)
  assert(!ctx.transacting, 'an import runs in transactions of its own')
  const { spec, revision } = await findStanding<Source>({ ...ctx, reading: {} }, { kind: 'source', name })
  const key = { source: name, content, revision }
  const fresh = newId()
  const found = await selectUnfinished(ctx, key)
  let run: Run | undefined
  let shape: RowShape | undefined = found?.shape
  let map: MapRow | undefined

  async function start(first: RowShape): Promise<Run> {
    await endEarlier(ctx, key)
    return begin(ctx, { import: fresh, ...key, file: label, bytes: 0, shape: first, worker: newId() })
  }

  return {
    revision,
    /** Whether one of the same content was broken off; it ends with this one, even if nothing more comes. */
    unfinished: found !== undefined,
    get run() {
      return run
    },
    async add(page: RowPage, kept?: ImportingPages['kept']): Promise<void> {
      stopIf(signal)
      const rows = page.rows.map(row => flatRow(row, spec.pairs))
      const now = settleRows(label, spec, rows, shape)
      if (!map || !shape || !isSame(shape, now)) map = mapperOf(name, spec, now)
      run ??= await start(now)
      if (shape && !isSame(shape, now)) await updateRun(ctx, run, { shape: now })
      shape = now
      const batch = await freshOf(ctx, batchOf(rows, run.position, map))
      if (run.mark && run.mark.count !== batch.count) run.mark = null
      const id = run.import
      await take(ctx, run, batch, inside => Promise.resolve(kept?.(inside, page, id)))
      onProgress?.({ ...tallyOf(run), import: run.import, source: name })
    },
    async end(): Promise<Imported> {
      run ??= await start(shape ?? settleRows(label, spec, [], undefined))
      return { ...(await finish(ctx, run)), resumed: run.import !== fresh }
    },
  }
}

function batchOf(rows: readonly Values[], before: number, map: MapRow): Batch {
  const { batch, add } = createBatch()
  rows.forEach((values, index) => {
    const mapped = map({ values })
    const number = before + index + 1
    const raw = mapped.rejected === undefined ? '' : JSON.stringify(values)
    add(number, { line: number, values, raw }, mapped)
  })
  return batch
}
