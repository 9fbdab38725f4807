import { Command, CommanderError } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { commands, operationCommands } from './commands.ts'
import type { Door } from './door.ts'
import { failureOf, tellFailure } from './failure.ts'
import { addFlags } from './flags.ts'
import type { Format } from './format.ts'
import { terminalOf } from './terminal.ts'

const EXAMPLES = `
Examples:
  plumbline check my-company --data exports
  plumbline metric measure new-arr --company my-company --grain month
  plumbline funnel measure sales --company my-company --data exports --format csv

Exit codes:
  0 all is well, 1 something was found, 2 the input is wrong, 3 a file, disk or server is not
  available, 70 a bug
`

/** Carries out a command line and gives the exit code; nothing it meets is left unsaid. */
export async function run(args: readonly string[], door: Door): Promise<number> {
  const program = root(door)
  try {
    await install(program, args, door)
    await program.parseAsync(args.length ? [...args] : ['--help'], { from: 'user' })
    return door.exitCode
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    if (error instanceof CommanderError && error.code === 'commander.help') return 2
    const failure = failureOf(error, terminalOf(process.stderr))
    tellFailure(failure, program.opts<{ format: Format }>().format, door)
    return failure.exitCode
  }
}

function root(door: Door): Command {
  const program = new Command('plumbline')
    .description('Says whether what a company’s teams have agreed on and what they do hangs true.')
    .usage('COMMAND [arguments]')
    .version(manifest.version, '--version', 'the version of Plumbline')
    .helpOption('--help', 'this help, or that of a command')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: text => door.write(text),
      writeErr: text => door.note(text),
      outputError: () => {},
      getOutHelpWidth: () => door.terminal.width,
    })
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXAMPLES)
  return addFlags(program)
}

/** Only the command that is called is loaded; for help, and for a word that is none of them, all operations are. */
async function install(program: Command, args: readonly string[], door: Door): Promise<void> {
  const word = commandWord(program, args)
  const called = word !== undefined && Object.hasOwn(commands, word) ? word : undefined
  program.commandsGroup('The whole company:')
  for (const [name, { does, load }] of Object.entries(commands)) {
    if (name === called) (await load()).install(program, door)
    else program.command(name).description(does)
  }
  if (!called && !args.includes('--version')) (await operationCommands()).install(program, door)
}

/** The first word that is neither a flag nor the value of one. */
function commandWord(program: Command, args: readonly string[]): string | undefined {
  const valued = new Set(program.options.filter(option => option.required).map(option => option.long))
  return args.find((arg, i) => !arg.startsWith('-') && !valued.has(args[i - 1] ?? ''))
}
