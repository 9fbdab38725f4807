import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { must, ProductError } from '../../../core/error.ts'
import { batchesOf, mapperOf } from './batch.ts'
import type { Aside, Told } from './batches-aside.ts'
import { openFile } from './opening.ts'

/** The thread of `batchesAside`: reads and maps a file, and gives a batch each time it is asked. */

const port = must(parentPort, 'whoever started the thread')
const tell = (told: Told): void => port.postMessage(told)

try {
  await serve(workerData as Aside)
} catch (error) {
  if (!(error instanceof ProductError)) throw error
  const { code, message, details } = error
  tell({ failed: { code, message, details } })
}

async function serve({ name, source, path, shape, position, first, limits }: Aside): Promise<void> {
  let asked = once(port, 'message')
  const table = await openFile(path, source)
  const cut = { position, ...(first === undefined ? {} : { first }), ...(limits && { limits }) }
  for await (const batch of batchesOf(table.rows(), mapperOf(name, source, shape), cut)) {
    const text = JSON.stringify(batch)
    await asked
    asked = once(port, 'message')
    tell({ batch: text })
  }
  await asked
  tell({ end: true })
}
