import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { run } from '../../src/cli/program.ts'
import { terminalOf } from '../../src/cli/terminal.ts'

export type Done = { said: string; exitCode: number }

/**
 * What a shell would do with a command line of the guide, which uses few words besides our own: `cat`,
 * `echo $?`, `| head -N`, `| grep -A N WORDS` and `> FILE`. `before` is the exit code of the command before.
 */
export async function carryOut(line: string, before: number): Promise<Done> {
  const [, piped = '', target] = /^(.*?)(?:\s+>\s+(\S+))?$/.exec(line) ?? []
  const [command = '', ...filters] = piped.split(/\s+\|\s+/)
  const { written, noted, exitCode } = await answerOf(command, before)
  const text = filters.reduce(filtered, written)
  if (target) writeText(target, text)
  return { said: `${target ? '' : text}${noted}`.trimEnd(), exitCode: filters.length > 0 ? 0 : exitCode }
}

type Answer = { written: string; noted: string; exitCode: number }

async function answerOf(command: string, before: number): Promise<Answer> {
  const [word = '', ...words] = wordsOf(command)
  if (command === 'echo $?') return { written: `${before}\n`, noted: '', exitCode: 0 }
  if (word === 'cat') return { written: readFileSync(words[0] ?? '', 'utf8'), noted: '', exitCode: 0 }
  if (word === 'plumbline') return plumbline(words)
  throw new Error(`The guide cannot carry out “${command}”. Let it use plumbline, cat or echo $?.`)
}

async function plumbline(words: readonly string[]): Promise<Answer> {
  const written: string[] = []
  const noted: string[] = []
  const exitCode = await run(words, {
    terminal: terminalOf({}, {}),
    write: text => void written.push(text),
    note: text => void noted.push(text),
    exitCode: 0,
  })
  return { written: written.join(''), noted: noted.join(''), exitCode }
}

function filtered(text: string, filter: string): string {
  const lines = text.trimEnd().split('\n')
  const [word, ...words] = wordsOf(filter)
  if (word === 'head') return joined(lines.slice(0, Number(words[0]?.slice(1))))
  if (word !== 'grep' || words[0] !== '-A') throw new Error(`The guide cannot pipe into “${filter}”.`)
  const [, count = '0', wanted = ''] = words
  const from = lines.findIndex(each => each.includes(wanted))
  return from < 0 ? '' : joined(lines.slice(from, from + Number(count) + 1))
}

const joined = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('')

const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '')

export function writeText(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** Changes a file as a diff without line numbers says; what it takes away and keeps must stand there together. */
export function editText(file: string, diff: readonly string[]): void {
  const side = (sign: string) =>
    joined(diff.filter(line => /^[ ]/.test(line) || line.startsWith(sign)).map(line => line.slice(1)))
  const text = readFileSync(file, 'utf8')
  const before = side('-')
  if (!text.includes(before)) throw new Error(`The guide wants to edit lines that ${file} does not have:\n${before}`)
  writeText(
    file,
    text.replace(before, () => side('+')),
  )
}
