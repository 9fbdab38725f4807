import type { Dialect } from '../../core/dialect.ts'
import type { Batch, Param } from './events.ts'
import type { Writing } from './write.ts'

/** What each database does its own way; `events.ts` builds the store on it. */
export interface Engine {
  readonly dialect: Dialect
  /** Everything that `work` writes, or nothing; one at a time over all processes, on disk when it resolves. */
  transaction<T>(work: (writing: Writing) => Promise<T>): Promise<T>
  /** Like `transaction`, for work that removes: what the engine remembers of its content is read anew. */
  removing<T>(work: (writing: Writing) => Promise<T>): Promise<T>
  /** Leaves no byte of what was removed on the disk, as far as the engine can. */
  rewrite(): Promise<void>
  query<T>(sql: string, params: readonly Param[], json: boolean): Promise<T[]>
  stream(sql: string, params: readonly Param[], onBatch: (batch: Batch) => void | Promise<void>): Promise<void>
  /** How often the store changed, as of the last commit. */
  watermark(): Promise<number>
  /** Waits for what runs, then lets go. */
  close(): Promise<void>
}
