import type { Command } from 'commander'
import { fail } from '../core/error.ts'
import { companyOf, MAX_SEED, truthOf } from '../demo/demo.ts'
import { writeDemo } from './demo-folder.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'

const EXAMPLES = `
Examples:
  plumbline demo --out demo                          a company with troubles to find
  plumbline demo --out twin --healthy                the same one without them
  plumbline check demo
`

/** `plumbline demo`: a made-up company of tens of thousands of contacts, as files and exports. */
export function install(program: Command, door: Door): void {
  program
    .command('demo')
    .description('Write a demo company: its files, and 18 months of what its tools export.')
    .requiredOption('--out <folder>', 'the folder it is written to; an earlier demo there is written over')
    .option('--seed <number>', 'which of many such companies; the same number always gives the same one', '1')
    .option('--healthy', 'the twin in which nothing is wrong')
    .addHelpText('after', EXAMPLES)
    .action(({ out, seed, healthy = false }: Asked, command: Command) => {
      const options = { seed: seedOf(seed), healthy }
      const truth = truthOf(options)
      const { declarations, exports, rows } = writeDemo(out, companyOf(options))
      if (flagsOf(command).format === 'json')
        return door.write(`${JSON.stringify({ folder: out, ...truth, declarations, exports, rows }, null, 2)}\n`)
      const planted = truth.faults.length
      door.write(
        `Pelloway is in ${out}: ${declarations} files of declarations, ${exports} exports with ${rows.toLocaleString('en')} rows, ` +
          `${planted === 0 ? 'and nothing wrong with it' : `and ${planted} faults to find`}.\n` +
          `${out}/README.md tells its story. To see what is out of plumb: plumbline check ${out}\n`,
      )
    })
}

type Asked = { out: string; seed: string; healthy?: boolean }

/** The seed that somebody typed. */
export function seedOf(text: string): number {
  const seed = Number(text)
  return /^\d+$/.test(text) && seed <= MAX_SEED
    ? seed
    : fail('invalid', `“--seed ${text}” is no seed. Write a whole number from 0 to ${MAX_SEED.toLocaleString('en')}.`)
}
