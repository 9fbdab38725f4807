import { declarationJsonSchema } from '../../src/features/declaration/declaration.ts'
import { rulesAsMarkdown } from '../../src/features/finding/markdown.ts'
import { rules } from '../../src/features/finding/rules.ts'
import { kinds } from '../../src/features/index.ts'
import { exampleOf } from '../../test/rule-cases/cases.ts'
import { commandsPage } from './commands.ts'
import { kindsPage } from './kinds.ts'
import { operationsPage } from './operations.ts'
import { optionsPage } from './options.ts'

/** Every file of `docs/reference` by its name, as the product describes itself. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const markdown = new Map([
    ['kinds.md', kindsPage()],
    ['operations.md', operationsPage()],
    ['commands.md', await commandsPage()],
    ['options.md', optionsPage()],
    ['rules.md', rulesAsMarkdown(rules, exampleOf).trimEnd()],
  ])
  return new Map([
    ...[...markdown].map(([name, text]) => [name, `${NOTICE}\n\n${text}\n`] as const),
    ['plumbline.schema.json', `${JSON.stringify(declarationJsonSchema(kinds), null, 2)}\n`],
  ])
}

const NOTICE = '<!-- Written by “npm run docs” from the source. Changes made here are lost. -->'
