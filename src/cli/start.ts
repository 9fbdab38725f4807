import type { Command } from 'commander'
import { companyOf } from '../demo/demo.ts'
import { EDITION } from '../demo/truth.ts'
import { runCheck } from './check.ts'
import { seedOf } from './demo.ts'
import { demoIn, writeDemo } from './demo-folder.ts'
import type { Door } from './door.ts'
import { openMemory } from './local.ts'
import { drawReport } from './report.ts'

const FOLDER = 'demo'

/** `plumbline start`: what Plumbline does, shown on the demo company, and what to do next. */
export function install(program: Command, door: Door): void {
  program
    .command('start')
    .description('Write the demo company into the folder “demo”, and show what is out of plumb in it.')
    .option('--seed <number>', 'which of many such companies', '1')
    .action(async ({ seed: typed }: { seed: string }) => {
      const seed = seedOf(typed)
      const there = demoIn(FOLDER)
      const isThere = there?.seed === seed && !there.healthy && there.edition === EDITION
      if (!isThere) writeDemo(FOLDER, companyOf({ seed }))
      const session = await openMemory(FOLDER, undefined)
      try {
        const { terminal } = door
        door.write(
          `The folder “${FOLDER}” ${isThere ? 'holds' : 'now holds'} Pelloway, a made-up company of ten teams. This is what “plumbline check ${FOLDER}” says of it:\n\n`,
        )
        door.write(drawReport(await runCheck(session), terminal))
        door.write(next(terminal.paint))
      } finally {
        await session.close()
      }
    })
}

function next(paint: Door['terminal']['paint']): string {
  const command = (text: string) => paint(text, 'bold')
  return `
What to do next:

  1. Read ${FOLDER}/README.md: the story, and what to look at first.
  2. Change a file, such as who has signed the stage “mql” in ${FOLDER}/language.yaml, and check again:
     ${command(`npm run -s plumbline -- check ${FOLDER}`)}
  3. Begin with your own tools’ exports (CSV, JSON, Parquet):
     ${command('npm run -s plumbline -- init --help')}

docs/guide/demo.md walks through this company, docs/guide/first-hour.md through the first hour with your own.
“npm run -s plumbline -- --help” shows the rest.
`
}
