import { type Command, Option } from 'commander'
import { openTable } from '../connectors/file/open-table.ts'
import { fail } from '../core/error.ts'
import { measureIdentity, profilesOf, type Sighting } from '../features/identity/operations/measuring.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { print, unguard } from './format.ts'

const EXAMPLE = `
The file is JSON lines of Segment calls (identify, alias, track, …), or CSV with a column for each kind of id, such as
user_id, anonymous_id and email; event_id and event_time are recognised. Nothing is stored, and no data directory is needed.

Example:
  plumbline identity measure --events identifies.csv --format csv
`

/** `plumbline identity measure --events FILE`: which ids of a log are one person. */
export function addIdentityMeasure(noun: Command, door: Door): void {
  noun
    .command('measure')
    .description(measureIdentity.does.replace('under the rules in force', 'under the default rules'))
    .addOption(new Option('--events <file>', 'a log that names ids').makeOptionMandatory())
    .option('--delimiter <sign>', 'what separates the columns of a CSV file')
    .addHelpText('after', EXAMPLE)
    .action(async ({ events, delimiter }: { events: string; delimiter?: string }, command: Command) => {
      const { format } = flagsOf(command)
      if (format === 'sarif') fail('invalid', '“--format sarif” is for “plumbline check”. Choose another.')
      const value = profilesOf(await readSightings(events, delimiter))
      const table = { columns: ['id', 'profile'], rows: value.map(({ id, profile }) => [id, profile]) }
      door.write(print({ value, table }, format, door.terminal))
    })
}

async function readSightings(file: string, delimiter: string | undefined): Promise<Sighting[]> {
  const table = await openTable(file, delimiter === undefined ? {} : { delimiter })
  const found: Sighting[] = []
  for await (const { rows } of table.rows())
    for (const { values, fault, line } of rows) {
      if (fault !== undefined) fail('invalid', `Line ${line}: ${fault}`)
      found.push(Object.fromEntries(Object.entries(values).map(([column, cell]) => [unguard(column), cell])))
    }
  return found
}
