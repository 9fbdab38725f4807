import type { Command } from 'commander'
import { planDeclarations } from '../features/declaration/operations.ts'
import type { Door } from './door.ts'
import { type Flags, flagsOf } from './flags.ts'
import { openSession, type Session, whereOf } from './session.ts'
import type { Terminal } from './terminal.ts'
import { judged } from './workplace.ts'

export type Plan = Awaited<ReturnType<typeof planDeclarations>>

const EXAMPLE = `
Example:
  plumbline plan my-company --data-dir /var/lib/plumbline

“plumbline apply” then proposes it.
`

/** `plumbline plan`: a company’s files beside a running workspace. */
export function install(program: Command, door: Door): void {
  program
    .command('plan')
    .argument('<company>', 'folder of the company’s files')
    .description('Show what applying a company’s files would propose, and who would have to sign.')
    .addHelpText('after', EXAMPLE)
    .action(async (folder: string, _: unknown, command: Command) => {
      const flags = flagsOf(command)
      const plan = await inWorkspace(flags, { writes: false }, session =>
        judged(folder, declarations => session.call(planDeclarations, { declarations }) as Promise<Plan>),
      )
      tell(plan, 'would be', flags, door)
      door.exitCode = plan.steps.length > 0 ? 1 : 0
    })
}

/** Does the work in the workspace that the flags name; the company on the line is what is compared with it. */
export async function inWorkspace<T>(
  flags: Flags,
  mode: { writes: boolean },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await openSession(whereOf({ ...flags, company: undefined, data: undefined }, mode))
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

/** Says a plan in the format that is asked for. */
export function tell(plan: Plan, verb: string, { format }: Flags, door: Door): void {
  door.write(format === 'json' ? `${JSON.stringify(plan, null, 2)}\n` : drawPlan(plan, verb, door.terminal))
}

const SIGNS = { propose: '+', change: '~', set: '=' } as const

/** A plan as people read it: what is new, what changes from what to what, and whose signatures it waits for. */
export function drawPlan({ steps, same }: Plan, verb: string, terminal: Terminal): string {
  const lines = steps.flatMap(step => {
    const waits = step.signers.length > 0 ? ` waits for ${step.signers.join(', ')}` : ''
    const head = `${SIGNS[step.does]} ${step.kind} ${terminal.paint(step.name, 'bold')}${terminal.paint(waits, 'dim')}`
    const isNew = step.changes.every(({ before }) => before === undefined)
    if (step.does === 'propose' || (step.does === 'set' && isNew)) return [head]
    return [
      head,
      ...step.changes.map(
        ({ path, before, after }) => `    ${path.join('.')}: ${short(before)} ${terminal.symbols.flat} ${short(after)}`,
      ),
    ]
  })
  const count =
    steps.length === 0 ? 'Nothing' : `${steps.length} ${steps.length === 1 ? 'declaration' : 'declarations'}`
  const unit = steps.length < 2 && verb === 'are' ? 'is' : verb
  return `${[...lines, `${count} ${unit} proposed or set; ${same} ${same === 1 ? 'is' : 'are'} as declared.`].join('\n')}\n`
}

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
