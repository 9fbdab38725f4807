import { join } from 'node:path'
import type { Command } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { fail } from '../core/error.ts'
import { flagOf, OPTIONS, type OptionName, type Options, optionsFrom } from '../server/options.ts'
import { type Serving, serve } from '../server/serve.ts'
import { openDemoWorkspace } from './demo-workspace.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { pagesFolder } from './pages.ts'
import { openDirectory, readChecked, type Workplace } from './workplace.ts'

const EXAMPLE = `
Examples:
  plumbline serve --demo
  plumbline serve --data-dir ./plumbline-data
  plumbline serve --data-dir /var/lib/plumbline --host 0.0.0.0 --url https://plumbline.example.com

Each option can be set by an environment variable instead, named in brackets.
`

/** `plumbline serve`: a data directory as a server for people and programs. */
export function install(program: Command, door: Door): void {
  const command = program
    .command('serve')
    .description('Serve a data directory to people’s browsers and to programs.')
    .addHelpText('after', EXAMPLE)
  command.option(
    '--demo',
    'serve the demo company, in which a click signs in as anybody; kept in the folder “.plumbline/demo”',
  )
  for (const [name, { env, says }] of Object.entries(OPTIONS))
    command.option(`${flagOf(name as OptionName)} <value>`, `${says} [${env}]`)
  command.action(async ({ demo, ...said }: Record<string, string> & { demo?: true }, of: Command) => {
    const { dataDir, company } = flagsOf(of)
    const pages = pagesFolder()
    if (pages === undefined)
      door.note('The pages are not built, so only programs are answered. Build them: npm run build\n')
    if (demo) return serveDemo(dataDir ?? DEMO_FOLDER, { options: optionsFrom(said, process.env), pages, door })
    if (dataDir === undefined)
      fail('invalid', 'Say whose data is served: “--data-dir FOLDER”. A new folder begins empty.')
    const options = optionsFrom(said, process.env)
    const files = company === undefined ? undefined : readChecked(company)
    const place = await openDirectory(dataDir, { files, create: true })
    await untilStopped(place, door, () =>
      serve({ context: () => place.ctx, folder: dataDir, options, pages, version: manifest.version }),
    )
  })
}

/** Where the demo is kept unless somebody says otherwise. */
export const DEMO_FOLDER = '.plumbline/demo'

type DemoParts = { options: Options; pages: string | undefined; door: Door }

/** The demo company on this machine, for whoever sits at it. */
export async function serveDemo(folder: string, { options, pages, door }: DemoParts): Promise<void> {
  const place = await openDemoWorkspace(folder, text => door.note(text))
  await untilStopped(place, door, () =>
    serve({
      context: () => place.ctx,
      folder: join(folder, 'workspace'),
      options,
      pages,
      version: manifest.version,
      demo: true,
    }),
  )
}

/** Serves until a signal comes, answers what is under way, closes the stores, and leaves with 0. */
export async function untilStopped(place: Workplace, door: Door, begin: () => Promise<Serving>): Promise<void> {
  const signalled = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  try {
    const serving = await begin()
    door.write(`Plumbline is at ${serving.address}\n`)
    if (serving.setup !== undefined)
      door.note(
        `Nobody is here yet. Make yourself the first admin at ${serving.address}/setup?token=${serving.setup}\n`,
      )
    await signalled
    setTimeout(() => process.exit(1), LONGEST_MS).unref()
    await serving.stop()
  } finally {
    await place.close()
  }
}

/** Whatever still runs then is given up: what was acknowledged is on the disk already. */
const LONGEST_MS = 10_000
