import { join } from 'node:path'
import { runCheck } from '../src/cli/check.ts'
import { writeDemo } from '../src/cli/demo-folder.ts'
import { openMemory } from '../src/cli/local.ts'
import { companyOf, USUAL_PEOPLE } from '../src/demo/demo.ts'
import { type Bench, stopwatch } from './figure.ts'

export const demoBench: Bench = {
  does: 'Write the demo company of so many contacts and check it.',
  rows: USUAL_PEOPLE,
  async run({ rows: people, runs, folder, note }) {
    const watch = stopwatch()
    const place = join(folder, 'demo')
    for (let run = 1; run <= runs; run++) {
      note(`demo: run ${run} of ${runs}`)
      await watch.time('write', () => writeDemo(place, companyOf({ seed: run, people })))
      const session = await watch.time('open, import included', () => openMemory(place, undefined))
      try {
        await watch.time('check what was imported', () => runCheck(session))
      } finally {
        await session.close()
      }
    }
    return watch.figures(people === USUAL_PEOPLE ? { write: 10 } : {})
  },
}
