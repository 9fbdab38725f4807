import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { runCheck } from './check.ts'
import type { Door } from './door.ts'
import { openMemory } from './local.ts'
import { drawReport } from './report.ts'

const EXAMPLE_COMPANY = 'examples/tidewater'

/** `plumbline start`: what Plumbline does, shown on the example company, and what to do next. */
export function install(program: Command, door: Door): void {
  program
    .command('start')
    .description('Show what Plumbline does, on an example company.')
    .action(async () => {
      const session = await openMemory(join(root(), EXAMPLE_COMPANY), undefined)
      try {
        const { terminal } = door
        door.write(`This is what “plumbline check” says of the company in ${EXAMPLE_COMPANY}:\n\n`)
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
What to do next, with a company of your own:

  1. Copy ${EXAMPLE_COMPANY} to a folder of yours and keep the parts you know. The files say what
     each team counts, what it means, and which outcome it should move.
  2. Put your tools’ exports (CSV, JSON, Parquet) in a folder and say in sources.yaml what their rows mean.
  3. Run the check; it names every mistake with its place, and asks where a date is ambiguous:
     ${command('npm run -s plumbline -- check my-company --data my-exports')}

To keep the data and let it grow, import it into a data directory:
     ${command('npm run -s plumbline -- import leads.csv --source crm --company my-company --data-dir my-data')}

docs/guide/first-hour.md goes through this step by step. “npm run -s plumbline -- --help” shows the rest.
`
}

/** The folder of the package, whether it runs from source or from the bundle. */
function root(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  return here.endsWith(join('src', 'cli')) ? join(here, '..', '..') : join(here, '..')
}
