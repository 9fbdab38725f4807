import { writeFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { readSheet, type Sheet } from '../connectors/sheet/sheet.ts'
import { fail } from '../core/error.ts'
import type { Imported } from '../features/goal/exchange/answer.ts'
import { FIELDS } from '../features/goal/exchange/field.ts'
import { LAYOUTS } from '../features/goal/exchange/layout.ts'
import { importGoals } from '../features/goal/operations/exchange.ts'
import { importedForm } from './answers/exchange.ts'
import type { Door } from './door.ts'
import { toYaml } from './export.ts'
import { type Flags, flagsOf } from './flags.ts'
import { print, unguard } from './format.ts'
import { openSession, type Session, whereOf } from './session.ts'
import { openInMemory } from './workplace.ts'

const EXAMPLE = `
Layouts, told by the columns when none is named:
${LAYOUTS.map(({ name, does }) => `  ${name.padEnd(12)} ${does}`).join('\n')}

What a goal says, for --map: ${Object.keys(FIELDS).join(', ')}.

Examples:
  plumbline goal import okrs.xlsx --company my-company
  plumbline goal import okrs.csv --company my-company --apply --out my-company/goals.yaml
  plumbline goal import okrs.csv --data-dir my-data --map "owner=Accountable" --teams "ada@acme.test=sales" \\
    --apply --why "our goals so far"

Nothing changes without --apply. Importing the same file twice changes nothing.
`

type Given = {
  layout?: string
  map: string[]
  teams: string[]
  cycle?: string
  owner?: string
  sheet?: string
  delimiter?: string
  why?: string
  apply?: boolean
  out?: string
}

const several = (text: string, before: string[]): string[] => [...before, text]

/** `plumbline goal import FILE`: goals from another tool’s table. */
export function addGoalImport(noun: Command, door: Door): void {
  noun
    .command('import')
    .argument('<file>', 'CSV, or a workbook (.xlsx)')
    .description(importGoals.does)
    .addOption(new Option('--layout <name>', 'whose columns they are').choices(LAYOUTS.map(({ name }) => name)))
    .addOption(
      new Option('--map <field=column>', 'what a column says; may stand several times')
        .argParser(several)
        .default([], 'none'),
    )
    .addOption(
      new Option('--teams <theirs=ours>', 'our team for one of theirs, or a person’s e-mail; may stand several times')
        .argParser(several)
        .default([], 'none'),
    )
    .option('--cycle <period>', 'when goals are worked on that do not say it')
    .option('--owner <team>', 'the team that answers for goals without an owner')
    .option('--sheet <name>', 'the sheet of a workbook; the first one, when absent')
    .option('--delimiter <sign>', 'what separates the columns of a CSV file')
    .option('--apply', 'propose it; with --company alone, write it as files for review')
    .option('--why <text>', 'why, for the teams who have to sign')
    .option('--out <file>', 'with --company and --apply: a new file, instead of the standard output')
    .addHelpText('after', EXAMPLE)
    .action(async (file: string, given: Given, command: Command) => {
      const flags = flagsOf(command)
      if (flags.format === 'sarif') fail('invalid', '“--format sarif” is for “plumbline check”. Choose another.')
      const isFiles = flags.company !== undefined && flags.dataDir === undefined && flags.server === undefined
      const proposes = given.apply === true && !isFiles
      if (given.out !== undefined && !(isFiles && given.apply))
        fail('invalid', '“--out” belongs to “--company” and “--apply”. Leave it out.')
      const { layout, cycle, owner, why, sheet: named, delimiter } = given
      const sheet = await readSheet(file, { sheet: named, delimiter })
      const input = {
        table: tableOf(sheet),
        layout,
        cycle,
        owner,
        ...(given.map.length > 0 ? { mapping: pairs(given.map, '--map', 'owner=Responsible') } : {}),
        ...(given.teams.length > 0 ? { teams: pairs(given.teams, '--teams', 'ada@acme.test=sales') } : {}),
      }
      const session = await sessionFor(flags, isFiles, proposes)
      try {
        const tried = (await session.call(importGoals, input)) as Imported
        const isSound = tried.problems.length === 0
        const writes = given.apply === true && isFiles && isSound
        const answer =
          proposes && isSound ? ((await session.call(importGoals, { ...input, apply: true, why })) as Imported) : tried
        if (writes) writeFiles(answer, why, given.out, door)
        else door.write(print({ value: answer, ...importedForm(answer) }, flags.format, door.terminal))
        if (flags.format === 'text') door.note(nextStep(answer, sheet, given, writes))
        door.exitCode = isSound ? 0 : given.apply ? 2 : 1
      } finally {
        await session.close()
      }
    })
}

async function sessionFor(flags: Flags, isFiles: boolean, writes: boolean): Promise<Session> {
  if (!isFiles) return openSession(whereOf(flags, { writes }))
  const { ctx, close } = await openInMemory(flags.company!)
  return { call: (operation, input) => operation(ctx, input), close }
}

/** Texts that were guarded when they were exported are what they were. */
function tableOf({ columns, rows, firstRow, format }: Sheet) {
  if (format === 'xlsx') return { columns, rows, firstRow }
  return {
    columns: columns.map(unguard),
    rows: rows.map(row => row.map(cell => (typeof cell === 'string' ? unguard(cell) : cell))),
    firstRow,
  }
}

function pairs(given: readonly string[], flag: string, example: string): Record<string, string> {
  return Object.fromEntries(
    given.map(pair => {
      const at = pair.indexOf('=')
      if (at < 1 || at === pair.length - 1)
        fail('invalid', `“${flag} ${pair}” needs two words, such as “${flag} ${example}”.`)
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )
}

function writeFiles({ declarations }: Imported, why: string | undefined, out: string | undefined, door: Door): void {
  const text = toYaml(declarations.map(each => ({ ...each, ...(why === undefined ? {} : { why }) })))
  if (out === undefined) {
    door.write(text)
    return
  }
  try {
    writeFileSync(out, text, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    fail('conflict', `“${out}” is there already, and nothing was written. Name a new file.`)
  }
}

/** What was done, or what to do next. */
function nextStep(answer: Imported, sheet: Sheet, given: Given, written: boolean): string {
  const { counts, problems, retires } = answer
  const others =
    sheet.others.length > 0 ? `Only the sheet “${sheet.sheet}” was read; name another with “--sheet”.\n` : ''
  if (problems.length > 0) return `\n${others}Nothing was taken over. Put right what is wrong, and try again.\n`
  const count = counts.created + counts.updated
  if (written) {
    const place = given.out === undefined ? '' : ` They are in ${given.out}.`
    const changed =
      counts.updated > 0 ? ` ${counts.updated} of them are declared already: put them in place of what is there.` : ''
    const ended = retires.length > 0 ? ` Remove ${retires.join(', ')} from the files.` : ''
    return `${others}${count} ${count === 1 ? 'goal' : 'goals'} to review.${place}${changed}${ended}\n`
  }
  if (count + retires.length === 0) return `\n${others}All of it is declared already.\n`
  if (answer.applied) return `\n${others}Each goal is in force once the teams it binds have signed it.\n`
  return `\n${others}Nothing has changed. Add “--apply” to take it over.\n`
}
