import { type Command, Option } from 'commander'
import { FORMATS, type Format } from './format.ts'

/** The flags every command understands. */
export type Flags = {
  company?: string
  data?: string
  dataDir?: string
  as?: string
  server?: string
  key?: string
  format: Format
}

export function addFlags(program: Command): Command {
  return program
    .optionsGroup('Where the work happens:')
    .option('--company <folder>', 'a folder of agreements, read into memory')
    .option('--data <folder>', 'the files that the company’s sources name')
    .option('--data-dir <folder>', 'a data directory on this machine')
    .option('--as <e-mail>', 'the person to act as in a data directory')
    .option('--server <url>', 'a running workspace')
    .addOption(new Option('--key <key>', 'the key for that server').env('PLUMBLINE_KEY'))
    .optionsGroup('How the answer looks:')
    .addOption(new Option('--format <format>', 'the answer’s form').choices(FORMATS).default('text'))
    .optionsGroup('Options:')
}

/** The flags in force for a command, wherever on the line they were written. */
export function flagsOf(command: Command): Flags {
  const { company, data, dataDir, as, server, key, format } = command.optsWithGlobals()
  return { company, data, dataDir, as, server, key, format }
}
