import { Worker } from 'node:worker_threads'
import { ProductError } from '../../../core/error.ts'
import type { Shape } from '../queries.ts'
import type { Source } from '../source.ts'
import type { Batch, Limits } from './batch.ts'

/** What a thread is told: which file to read and map, and from which row on. */
export type Aside = {
  name: string
  source: Source
  path: string
  shape: Shape
  position: number
  first?: number | undefined
  limits?: Limits | undefined
}

/** What a thread answers to each word `next`: a batch as JSON text, because that is cheaper to pass on than its objects. */
export type Told = { batch: string } | { end: true } | { failed: Pick<ProductError, 'code' | 'message' | 'details'> }

/** Beside a file of this size it does not matter how long it takes to start a thread, in bytes. */
export const ASIDE_FROM = 8 << 20

const ENTRY = import.meta.url.endsWith('.ts') ? './mapping-thread.ts' : './mapping-thread.js'

/**
 * The batches that `batchesOf` gives of a file, read and mapped by a thread of its own, so that this one is free to store them
 * and to answer others. The thread is one batch ahead at most, and ends with the generator.
 */
export async function* batchesAside(aside: Aside): AsyncGenerator<Batch> {
  const thread = new Worker(new URL(ENTRY, import.meta.url), { workerData: aside })
  try {
    for (let coming = ask(thread); ; ) {
      const told = await coming
      if ('end' in told) return
      if ('failed' in told) throw new ProductError(told.failed.code, told.failed.message, told.failed.details)
      coming = ask(thread)
      coming.catch(() => {})
      yield JSON.parse(told.batch) as Batch
    }
  } finally {
    await thread.terminate()
  }
}

function ask(thread: Worker): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = (code: number) => done(() => reject(new Error(`The thread that maps rows ended with ${code}.`)))
    const failed = (error: unknown) => done(() => reject(error))
    const told = (answer: Told) => done(() => resolve(answer))
    const done = (settle: () => void) => {
      thread.off('message', told).off('error', failed).off('exit', ended)
      settle()
    }
    thread.on('message', told).on('error', failed).on('exit', ended)
    thread.postMessage('next')
  })
}
