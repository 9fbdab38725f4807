import { writeSync } from 'node:fs'
import type { Fact } from '../src/core/fact.ts'
import { openEvents } from '../src/store/events/events.ts'
import { uuidOf } from '../src/store/hash.ts'

/** Facts of one numbered batch: events, traits, and identifiers that make earlier people one. */
export function crashBatch(number: number): Fact[] {
  return Array.from({ length: 1 + ((number * 7) % 60) }, (_, i) => ({
    id: uuidOf('crash', String(number), String(i)),
    ts: Date.UTC(2026, 0, 1) + number * 1000 + i,
    ...(i % 5 ? { name: 'e' } : {}),
    source: 's',
    user: `u${(number + i) % 50}`,
    ...(i % 9 === 0 ? { anonymous: `v${Math.floor(number / 3)}` } : {}),
    props: { text: 'x'.repeat((number * 37) % 800) },
    ...(i % 4 ? {} : { traits: { last: number } }),
  }))
}

/** Appends batches for ever, from `start`, and prints the number of each once it is acknowledged. */
async function main(file: string, start: number): Promise<void> {
  const { append } = await openEvents({ file }, { zone: 'UTC' })
  for (let number = start; ; number++) {
    await append(crashBatch(number))
    writeSync(1, `${number}\n`)
  }
}

if (process.argv[2]) await main(process.argv[2], Number(process.argv[3]))
