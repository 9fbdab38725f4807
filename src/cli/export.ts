import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { stringify } from 'yaml'
import { fail } from '../core/error.ts'
import type { Declaration } from '../features/declaration/declaration.ts'
import { exportDeclarations } from '../features/declaration/operations.ts'
import { makeFolders } from '../store/folders.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { openSession, whereOf } from './session.ts'

const EXAMPLE = `
Example:
  plumbline export --data-dir /var/lib/plumbline --to my-company
`

/** `plumbline export`: everything declared, as the files that would declare it. */
export function install(program: Command, door: Door): void {
  program
    .command('export')
    .description('Write out everything declared, as the files of a company.')
    .option('--to <folder>', 'a file for each kind in this folder, instead of one text')
    .option('--kind <kind>', 'only this kind')
    .addHelpText('after', EXAMPLE)
    .action(async ({ to, kind }: { to?: string; kind?: string }, command: Command) => {
      const flags = flagsOf(command)
      const session = await openSession(whereOf(flags))
      try {
        const declarations = (await session.call(exportDeclarations, { kind })) as Declaration[]
        if (to !== undefined) return writeFolder(to, declarations, door)
        door.write(flags.format === 'json' ? `${JSON.stringify(declarations, null, 2)}\n` : toYaml(declarations))
      } finally {
        await session.close()
      }
    })
}

/** Declarations as the documents of one YAML file. */
export function toYaml(declarations: readonly Declaration[]): string {
  return declarations
    .map(({ kind, name, ...rest }) => stringify({ kind, name, ...rest }, { lineWidth: 110 }))
    .join('---\n')
}

function writeFolder(folder: string, declarations: readonly Declaration[], door: Door): void {
  const byKind = Map.groupBy(declarations, each => each.kind)
  const files = [...byKind].map(([kind, each]) => ({ path: join(folder, `${kind}.yaml`), text: toYaml(each) }))
  const taken = files.find(({ path }) => existsSync(path))
  if (taken) fail('conflict', `“${taken.path}” is there already, and nothing was written. Name an empty folder.`)
  makeFolders(folder)
  const written: string[] = []
  try {
    for (const { path, text } of files) {
      const file = openSync(path, 'wx')
      written.push(path)
      writeFileSync(file, text)
      closeSync(file)
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true })
    throw error
  }
  door.note(`${declarations.length} declarations are in ${folder}, a file for each of ${byKind.size} kinds.\n`)
}
