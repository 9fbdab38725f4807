import type { Command } from 'commander'
import { declarationJsonSchema } from '../features/declaration/declaration.ts'
import { kinds } from '../features/index.ts'
import type { Door } from './door.ts'

const EXAMPLE = `
Example:
  plumbline schema > plumbline.schema.json

Then, on the first line of a file, for editors that use the YAML language server:
  # yaml-language-server: $schema=./plumbline.schema.json
`

/** `plumbline schema`: what editors need to help with a company's files. */
export function install(program: Command, door: Door): void {
  program
    .command('schema')
    .description('Give the JSON Schema of a company’s files, for editors.')
    .addHelpText('after', EXAMPLE)
    .action(() => door.write(`${JSON.stringify(declarationJsonSchema(kinds), null, 2)}\n`))
}
