import type { Command } from 'commander'
import { applyDeclarations } from '../features/declaration/operations.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { inWorkspace, type Plan, tell } from './plan.ts'
import { judged } from './workplace.ts'

const EXAMPLE = `
Example:
  plumbline apply my-company --data-dir /var/lib/plumbline --why "the words of the spring offsite"

What teams have to sign is only proposed: it is in force once they have signed it.
`

/** `plumbline apply`: what a company’s files say and a workspace does not yet, proposed to its teams. */
export function install(program: Command, door: Door): void {
  program
    .command('apply')
    .argument('<company>', 'folder of the company’s files')
    .option('--why <text>', 'why, for declarations that do not say it themselves')
    .description('Propose what a company’s files say and the workspace does not yet.')
    .addHelpText('after', EXAMPLE)
    .action(async (folder: string, { why }: { why?: string }, command: Command) => {
      const flags = flagsOf(command)
      const plan = await inWorkspace(flags, { writes: true }, session =>
        judged(folder, declarations => session.call(applyDeclarations, { declarations, why }) as Promise<Plan>),
      )
      tell(plan, 'are', flags, door)
    })
}
