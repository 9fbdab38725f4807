import { statSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { assert } from '../src/core/error.ts'
import type { Declaration } from '../src/features/declaration/declaration.ts'
import { type Imported, importFile } from '../src/features/source/operations/importing.ts'
import { openEvents } from '../src/store/events/events.ts'
import { openRecords } from '../src/store/records/records.ts'
import { buildWorld, migrations } from '../test/build.ts'
import { declare, team } from '../test/declare.ts'
import { type Bench, type Figure, megabytes, type Run, rate, timed, withPeak } from './figure.ts'
import { generateContacts, generateLog, STEPS, ZONE } from './generate.ts'

const about = { person: { user: 'Contact', email: 'Email' }, account: { domain: 'Domain' } }
const props = { origin: 'Origin', amount: { column: 'Amount', type: 'number' } }

const SOURCES: readonly Declaration[] = [
  team('sales'),
  {
    kind: 'source',
    name: 'log',
    owner: 'sales',
    zone: ZONE,
    key: 'Event',
    ...about,
    events: [{ name: '{Action}', at: 'At', props: { ...props, country: 'Country', page: 'Page' } }],
  },
  {
    kind: 'source',
    name: 'contacts',
    owner: 'sales',
    zone: ZONE,
    key: 'Contact',
    ...about,
    traits: { country: 'Country' },
    events: [{ each: Object.fromEntries(STEPS.map(step => [step, step])), props }],
  },
]

/** Both files stand for the same number of events. */
const FILES = [
  { source: 'log', title: 'CSV of 10 columns', events: 1, budget: 200_000, generate: generateLog },
  { source: 'contacts', title: 'five events a row', events: STEPS.length, generate: generateContacts },
]

export const importBench: Bench = {
  does: 'Import CSV files into a new data directory, then again; rows are events.',
  rows: 1_000_000,
  async run({ rows: events, runs, folder, note }) {
    const figures: Figure[] = []
    for (const file of FILES) {
      const rows = Math.ceil(events / file.events)
      const path = join(folder, `${file.source}.csv`)
      note(`generating ${rows.toLocaleString('en')} rows, ${file.title}`)
      await file.generate(path, rows)
      const first: Run[] = []
      const again: Run[] = []
      const peaks: number[] = []
      const sizes: number[] = []
      for (let run = 1; run <= runs; run++) {
        note(`import, ${file.title}: run ${run} of ${runs}`)
        const done = await importTwice(join(folder, 'data'), file.source, path, rows)
        first.push(done.first)
        again.push(done.again)
        peaks.push(done.peak)
        sizes.push(done.bytes)
      }
      await rm(path)
      figures.push(
        rate(`${file.title}: rows`, 'rows/s', rows, first, file.budget),
        ...(file.events > 1 ? [rate(`${file.title}: events`, 'events/s', rows * file.events, first)] : []),
        rate(`${file.title}: the same file again`, 'rows/s', rows, again),
        megabytes(`${file.title}: memory at most`, peaks),
        megabytes(`${file.title}: on disk afterwards`, sizes),
      )
    }
    return figures
  },
}

type Twice = { first: Run; again: Run; peak: number; bytes: number }

async function importTwice(folder: string, source: string, path: string, rows: number): Promise<Twice> {
  await mkdir(folder)
  const facts = join(folder, 'facts.duckdb')
  try {
    const records = await openRecords({ file: join(folder, 'records.sqlite') }, migrations)
    const events = await openEvents({ file: facts }, { zone: ZONE })
    const { ctx } = await buildWorld({ records, events })
    await declare(ctx, SOURCES)
    const { result: first, peak } = await withPeak(() => timed(() => importFile(ctx, { source, path })))
    const again = await timed(() => importFile(ctx, { source, path }))
    await events.close()
    await records.close()
    expectAll(first.result, 'stored', rows)
    expectAll(again.result, 'duplicate', rows)
    return { first, again, peak, bytes: statSync(facts).size }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A benchmark of something that did not happen would be worth nothing. */
function expectAll(imported: Imported, as: 'stored' | 'duplicate', rows: number): void {
  assert(imported[as] === rows, `all ${rows} rows are ${as}: ${JSON.stringify(imported)}`)
}
