import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contentsOf, importsOf, violations } from './boundaries.ts'

const CONTENTS = `import { goal } from './goal/feature.ts'
import { metric } from './metric/feature.ts'

export const features = [
  // language
  metric,
  // direction
  goal,
]
`

const sound = {
  'src/core/error.ts': "import { z } from 'zod'\n",
  'src/semantics/plan/plan.ts': "import { fail } from '../../core/error.ts'\n",
  'src/store/disk.ts': "import { open } from 'node:fs'\nimport { fail } from '../core/error.ts'\n",
  'src/features/index.ts': CONTENTS,
  'src/features/operation.ts': "import { disk } from '../store/disk.ts'\n",
  'src/features/metric/metric.ts': "import { plan } from '../../semantics/plan/plan.ts'\n",
  'src/features/metric/operations.ts': "import { operation } from '../operation.ts'\nimport { M } from './metric.ts'\n",
  'src/features/metric/feature.ts': "import { measure } from './operations.ts'\n",
  'src/features/metric/queries.ts': "import { disk } from '../../store/disk.ts'\n",
  'src/features/goal/goal.ts': "import { M } from '../metric/metric.ts'\n",
  'src/features/goal/feature.ts': "import type { Feature } from '../operation.ts'\n",
  'src/features/goal/operations.ts': "import { measure } from '../metric/operations.ts'\n",
  'src/features/goal/web/GoalPage.tsx': "import type { measure } from '../../metric/operations.ts'\n",
  'src/cli/commands.ts': "export const commands = { check: () => import('./check.ts') }\n",
  'src/cli/check.ts': "import { features } from '../features/index.ts'\n",
}

const broken = (changes: Record<string, string>) => violations(new Map(Object.entries({ ...sound, ...changes })))

test('this repository keeps to the map of rooms', () => {
  const paths = globSync(['src', 'test', 'scripts', 'bench'].map(room => `${room}/**/*.{ts,tsx}`))
  const tree = new Map(paths.map(path => [path.replaceAll('\\', '/'), readFileSync(path, 'utf8')]))
  const said = violations(tree)
  if (said.length) expect.fail(`\n${said.join('\n')}\n`)
})

test('a sound tree has nothing said against it', () => {
  expect(broken({})).toEqual([])
})

test.each([
  [
    'a lower room imports a higher one',
    { 'src/core/a.ts': "import { x } from '../store/disk.ts'\n" },
    'src/core/a.ts -> src/store/disk.ts: core may import nothing, not store. Imports point down.',
  ],
  [
    'one tool imports another',
    { 'src/semantics/a.ts': "import { x } from '../store/disk.ts'\n" },
    'semantics may import core, not store',
  ],
  [
    'a feature imports a door',
    { 'src/features/goal/queries.ts': "import { x } from '../../cli/check.ts'\n" },
    'not cli',
  ],
  [
    'a pure file reads a disk',
    { 'src/features/goal/clock.ts': "import { x } from 'node:fs'\n" },
    'pure files do no input or output',
  ],
  [
    'a pure file reaches for a database',
    { 'src/features/goal/clock.ts': "import { x } from 'kysely'\n" },
    'no package but zod and temporal-polyfill',
  ],
  [
    'a pure file imports its own server file',
    { 'src/features/goal/clock.ts': "import { x } from './operations.ts'\n" },
    'a pure file does not import a server file',
  ],
  [
    'a pure file imports the operation machinery',
    { 'src/features/goal/clock.ts': "import { x } from '../operation.ts'\n" },
    'machinery of operations',
  ],
  [
    'a feature reads another’s tables',
    { 'src/features/goal/jobs.ts': "import { x } from '../metric/queries.ts'\n" },
    'only metric.ts and operations.ts of another feature are public',
  ],
  [
    'a feature imports one below it',
    { 'src/features/metric/jobs.ts': "import { x } from '../goal/goal.ts'\n" },
    'goal stands below metric in src/features/index.ts',
  ],
  [
    'a page imports a server file for real',
    { 'src/features/goal/web/A.tsx': "import { x } from '../operations.ts'\n" },
    'as types only',
  ],
  [
    'a server file imports a page',
    { 'src/features/goal/jobs.ts': "import { x } from './web/GoalPage.tsx'\n" },
    'pages are imported by pages only',
  ],
  [
    'a feature is not in the contents',
    { 'src/features/pay/pay.ts': 'export {}\n' },
    'src/features/pay/: is not in the table of contents',
  ],
  [
    'something is loaded lazily elsewhere',
    { 'src/cli/check.ts': "const x = await import('./a.ts')\n" },
    "import('src/cli/a.ts') hides a dependency",
  ],
  [
    'a file passes on another’s things',
    { 'src/core/a.ts': "export { fail } from './error.ts'\n" },
    'src/core/a.ts: only passes other files’ things on',
  ],
  [
    'a file passes on everything',
    { 'src/core/a.ts': "export * from './error.ts'\n" },
    'src/core/a.ts: only passes other files’ things on',
  ],
  ['an import names no extension', { 'src/core/a.ts': "import { x } from './error'\n" }, 'with its extension'],
  [
    'the product imports its tests',
    { 'src/core/a.ts': "import { x } from '../../test/stores.ts'\n" },
    'does not import its tests',
  ],
  ['a drawer is opened', { 'src/core/utils.ts': '' }, '“utils” is a drawer, not a name'],
  ['a drawer hides behind a word', { 'test/date-helpers.ts': '' }, '“date-helpers” is a drawer'],
  ['a folder is a drawer', { 'src/core/lib/a.ts': '' }, 'the folder “lib” is a drawer'],
  ['a second index appears', { 'src/core/index.ts': '' }, '“index” is a drawer'],
  ['a name is in camel case', { 'src/core/businessTime.ts': '' }, 'kebab-case.ts'],
  ['a file lies too deep', { 'src/features/goal/web/a/b.ts': '' }, 'lies 5 folders deep; 4 is the limit'],
  ['a file is too long', { 'src/core/a.ts': 'x\n'.repeat(501) }, 'has 501 lines; 500 is the limit'],
])('when %s, a sentence says so', (_, changes, sentence) => {
  expect(broken(changes as unknown as Record<string, string>).join('\n')).toContain(sentence)
})

test('a ring of imports is walked once', () => {
  const ring = broken({
    'src/core/a.ts': "import { b } from './b.ts'\n",
    'src/core/b.ts': "import { a } from './a.ts'\n",
  })
  expect(ring).toEqual([
    'src/core/a.ts -> src/core/b.ts -> src/core/a.ts: these files import each other in a ring. Move what they share below them.',
  ])
})

test('a ring of types is no ring, since types are gone when files are loaded', () => {
  const ring = { 'src/core/a.ts': "import { b } from './b.ts'\n", 'src/core/b.ts': "import type { A } from './a.ts'\n" }
  expect(broken(ring)).toEqual([])
})

test('many long files are refused even when none is too long', () => {
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`src/core/a${i}.ts`, 'x\n'.repeat(260)]))
  expect(broken(files)).toEqual([
    'src/: one file in ten has more than 260 lines; 250 is the limit. Split the longest ones by idea.',
  ])
})

test('tests may import anything', () => {
  expect(broken({ 'src/core/error.test.ts': "import { x } from '../cli/check.ts'\nawait import('./a.ts')\n" })).toEqual(
    [],
  )
})

test('imports are found in every form, and not in comments or text', () => {
  const source = `import './side.ts'
import type { A } from './a.ts'
import { type B, type C } from './b.ts'
import { type D, e } from 'd'
import {
  f,
  g,
} from '../f.ts'
export { h } from './h.ts'
/** Use \`import('./never.ts')\` nowhere. */
const lazy = () => import(name)
const text = "import { x } from './text.ts'"
`
  expect(importsOf('src/core/x.ts', source)).toEqual([
    { target: 'src/core/side.ts', typeOnly: false, dynamic: false },
    { target: 'src/core/a.ts', typeOnly: true, dynamic: false },
    { target: 'src/core/b.ts', typeOnly: true, dynamic: false },
    { target: 'd', typeOnly: false, dynamic: false },
    { target: 'src/f.ts', typeOnly: false, dynamic: false },
    { target: 'src/core/h.ts', typeOnly: false, dynamic: false },
    { target: '?', typeOnly: false, dynamic: true },
  ])
})

test('the order of features is that of the list, not that of the imports', () => {
  expect(contentsOf(CONTENTS)).toEqual(['metric', 'goal'])
})
