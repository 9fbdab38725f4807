import { basename } from 'node:path'
import { fingerprintOf, versionOf } from '../../../connectors/file/fingerprint.ts'
import { assert, fail } from '../../../core/error.ts'
import { newId } from '../../../core/id.ts'
import { findStanding } from '../../agreement/operations/standing.ts'
import { type Context, demand } from '../../context.ts'
import type { Import, Tally } from '../ledger.ts'
import { hasOthers, selectUnfinished } from '../queries.ts'
import type { Source } from '../source.ts'
import { ahead, batchesOf, type Limits, mapperOf } from './batch.ts'
import { ASIDE_FROM, batchesAside } from './batches-aside.ts'
import { openFile, settleFile, stopIf } from './opening.ts'
import { begin, finish, take, tallyOf } from './running.ts'
import { foresee } from './storing.ts'

/** How far an import is. */
export type ImportProgress = Tally & { source: string; file: string; bytesRead: number; bytes: number }

export type Importing = {
  /** Name of the source. */
  source: string
  path: string
  onProgress?: (progress: ImportProgress) => void
  /** Stops the import between two batches; the next call goes on. */
  signal?: AbortSignal
  /** How large batches are. */
  limits?: Limits
  /** Files of so many bytes and more are read by a thread of their own. */
  asideFrom?: number
}

export type Imported = Import & { resumed: boolean }

const DOES = 'Import a file of a source into the facts.'

/**
 * Imports a file: its rows become facts, and every row is accounted for in the ledger.
 *
 * Importing the same file twice changes nothing. An import that was broken off goes on when the same content comes again
 * under the same revision of the source, and its figures are those of an import that was not. It reads a path of this
 * machine, so it is no operation that could be reached from elsewhere.
 */
export async function importFile(ctx: Context, importing: Importing): Promise<Imported> {
  const { source: name, path, signal } = importing
  demand(ctx.actor, 'source:write', DOES)
  assert(!ctx.transacting, 'an import runs in transactions of its own')
  const { spec, revision } = await findStanding<Source>({ ...ctx, reading: {} }, { kind: 'source', name })
  const table = await openFile(path, spec)
  const { content, bytes, version } = await fingerprintOf(path)
  const found = await selectUnfinished(ctx, { source: name, content, revision })
  const elsewhere = bytes >= (importing.asideFrom ?? ASIDE_FROM)
  const { shape, rows } = found
    ? { shape: found.shape, rows: table.rows() }
    : await settleFile(table, spec, { signal, elsewhere })
  const file = basename(path)
  const id = newId()
  const run = await begin(ctx, { import: id, source: name, file, revision, bytes, content, shape, worker: newId() })
  const cut = { position: run.position, first: run.mark?.count, limits: importing.limits }
  const batches = elsewhere
    ? batchesAside({ name, source: spec, path, shape: run.shape, ...cut })
    : batchesOf(rows, mapperOf(name, spec, run.shape), cut)
  const none = run.position === 0 && run.mark === null && !(await hasOthers(ctx, run))
  for await (const batch of ahead(foresee(ctx, batches, { none }))) {
    stopIf(signal)
    await take(ctx, run, batch)
    importing.onProgress?.({ ...tallyOf(run), source: name, file, bytesRead: batch.bytesRead, bytes })
  }
  if ((await versionOf(path)) !== version)
    fail('conflict', `“${file}” was changed while it was imported. Import it again, to bring in what is new.`, {
      reason: 'changed',
    })
  return { ...(await finish(ctx, run)), resumed: run.import !== id }
}
