import type { Command } from 'commander'
import { optionsFrom } from '../server/options.ts'
import type { Door } from './door.ts'
import { freshPages } from './pages.ts'
import { DEMO_FOLDER, serveDemo } from './serve.ts'

/** `plumbline start`: the demo company in the browser, made at the first start. */
export function install(program: Command, door: Door): void {
  program
    .command('start')
    .description(`Serve the demo company on this machine; it is made at the first start and kept in “${DEMO_FOLDER}”.`)
    .option('--port <value>', 'Port to listen on; 0 takes a free one [PLUMBLINE_PORT]')
    .action(async (said: { port?: string }) => {
      const options = optionsFrom(said, process.env)
      const pages = await freshPages(text => door.note(text))
      await serveDemo(DEMO_FOLDER, { options, pages, door })
    })
}
