import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { examples } from '../scripts/reference/examples.ts'
import { referencePages } from '../scripts/reference/pages.ts'
import { checkDeclarations, type Declaration } from '../src/features/declaration/declaration.ts'
import { kinds } from '../src/features/index.ts'

const folder = join(import.meta.dirname, '../docs/reference')
const pages = await referencePages()

it.each([...pages])('docs/reference/%s is as the source has it', (name, text) => {
  const written = readdirSync(folder).includes(name) ? readFileSync(join(folder, name), 'utf8') : ''
  expect(written === text, `docs/reference/${name} is stale. Run “npm run docs”.`).toBe(true)
})

it('docs/reference holds nothing else', () => {
  const left = readdirSync(folder).filter(name => !pages.has(name))
  expect(left, 'These pages are of nothing that exists any more. Run “npm run docs”.').toEqual([])
})

it('the pages are the same each time they are written', async () => {
  expect(await referencePages()).toEqual(pages)
})

it('the examples of all kinds are one company without a mistake', () => {
  const declarations = Object.entries(examples).flatMap(([kind, text]) =>
    parseAllDocuments(text).map(document => {
      const declaration = document.toJS() as Declaration
      expect(declaration.kind).toBe(kind)
      return declaration
    }),
  )
  expect(checkDeclarations(declarations, kinds).problems).toEqual([])
  expect(Object.keys(examples).sort()).toEqual(['company', 'team', ...kinds.keys()].sort())
})

it('every field of every kind says what it means', () => {
  const silent = (pages.get('kinds.md') ?? '')
    .split('\n')
    .filter(line => line.startsWith('| `') && /\|\s*\|$/.test(line))
  expect(silent, 'These fields have no describe().').toEqual([])
})
