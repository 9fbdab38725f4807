import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { replay } from './guide/replay.ts'
import { referencePages } from './reference/pages.ts'

/**
 * Writes `docs/reference` anew from the source, and what the commands in the guide say. With `--check` it writes nothing,
 * names what is stale and fails. Words after it are parts of names, for those pages alone.
 */
const root = join(import.meta.dirname, '..')
const wanted = process.argv.slice(2).filter(word => !word.startsWith('--'))
const pages = new Map<string, string>()
for (const [name, text] of await referencePages()) pages.set(`docs/reference/${name}`, text)
for (const name of ['README.md', ...pathsIn('docs/guide')].filter(isWanted)) {
  const { text, stale } = await replay(readFileSync(join(root, name), 'utf8'))
  pages.set(name, text)
  for (const { line } of stale) process.stdout.write(`${name}:${line} shows something else than the command says\n`)
}

const stale = [...pages].filter(([name, text]) => isWanted(name) && textOf(name) !== text).map(([name]) => name)
const left = pathsIn('docs/reference').filter(name => isWanted(name) && !pages.has(name))

if (process.argv.includes('--check')) {
  const wrong = [...stale, ...left]
  if (wrong.length > 0) process.stderr.write(`Stale: ${wrong.join(', ')}. Run “npm run docs”.\n`)
  process.exitCode = wrong.length > 0 ? 1 : 0
} else {
  mkdirSync(join(root, 'docs/reference'), { recursive: true })
  for (const name of stale) writeFileSync(join(root, name), pages.get(name) ?? '')
  for (const name of left) rmSync(join(root, name))
  process.stdout.write(
    stale.length + left.length > 0 ? `${[...stale, ...left].join('\n')}\n` : 'Nothing had changed.\n',
  )
}

function isWanted(name: string): boolean {
  return wanted.length === 0 || wanted.some(part => name.includes(part))
}

function pathsIn(folder: string): string[] {
  try {
    return readdirSync(join(root, folder)).map(name => `${folder}/${name}`)
  } catch {
    return []
  }
}

function textOf(name: string): string | undefined {
  try {
    return readFileSync(join(root, name), 'utf8')
  } catch {
    return undefined
  }
}
