import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { generateStore } from './generate.ts'

/** How many events the design's budgets speak of. */
export const FULL_SIZE = 10_000_000

/** The file with this many generated events, which the benchmarks of one call share. */
export async function storeFor(folder: string, events: number, note: (text: string) => void): Promise<string> {
  const file = join(folder, `facts-${events}.duckdb`)
  if (existsSync(file)) return file
  note(`generating ${events.toLocaleString('en')} events`)
  await generateStore(file, events)
  return file
}
