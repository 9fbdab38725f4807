import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { carryOut, editText, writeText } from './shell.ts'

/** A page whose blocks were carried out: the page with what the commands say now, and every place that said something else. */
export type Replayed = { text: string; stale: { line: number; said: string; says: string }[] }

/**
 * Carries a page of the guide out in an empty folder, block by block: a block such as `yaml file=acme/teams.yaml` is written
 * there, one such as `diff edit=acme/teams.yaml` changes it, and in a `console` block each line after `$ ` is carried out and
 * compared with the lines below it.
 *
 * In what a page shows, `…` stands for anything, and a line of nothing else for any number of lines. The folder has only
 * the repository's `examples` in it; this process is there meanwhile.
 */
export async function replay(markdown: string): Promise<Replayed> {
  const home = process.cwd()
  const environment = { ...process.env }
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-guide-'))
  symlinkSync(join(import.meta.dirname, '../../examples'), join(folder, 'examples'))
  process.chdir(folder)
  for (const name of ['DATABASE_URL', 'EVENTS_URL', 'PLUMBLINE_KEY']) delete process.env[name]
  process.env.NO_COLOR = '1'
  try {
    return await replayHere(markdown)
  } finally {
    process.chdir(home)
    process.env = environment
    rmSync(folder, { recursive: true })
  }
}

async function replayHere(markdown: string): Promise<Replayed> {
  const stale: Replayed['stale'] = []
  const out: string[] = []
  let exitCode = 0
  for (const part of partsOf(markdown)) {
    const [word, ...settings] = part.info?.split(' ') ?? []
    const setting = (name: string) => settings.find(each => each.startsWith(`${name}=`))?.slice(name.length + 1)
    const { body } = part
    if (setting('file')) writeText(setting('file')!, `${body.join('\n')}\n`)
    if (setting('edit')) editText(setting('edit')!, body)
    if (word !== 'console') {
      out.push(...part.lines)
      continue
    }
    out.push(part.lines[0]!)
    for (const { line, typed, command, shown } of stepsOf(body)) {
      const done = await carryOut(command, exitCode)
      exitCode = done.exitCode
      const says = done.said === '' ? [] : done.said.split('\n')
      const fits = patternOf(shown).test(done.said)
      if (!fits) stale.push({ line: part.line + 1 + line, said: shown.join('\n'), says: done.said })
      out.push(...typed, ...(fits ? shown : refreshed(shown, says)))
    }
    out.push('```')
  }
  return { text: out.join('\n'), stale }
}

/** A block between fences with its first line and `info`, or a line outside of them. */
type Part = { line: number; lines: string[]; info?: string; body: string[] }

function partsOf(markdown: string): Part[] {
  const lines = markdown.split('\n')
  const parts: Part[] = []
  for (let at = 0; at < lines.length; ) {
    const info = /^```(.+)$/.exec(lines[at]!)?.[1]
    const end = info === undefined ? at : lines.indexOf('```', at + 1)
    parts.push({ line: at + 1, lines: lines.slice(at, end + 1), info, body: lines.slice(at + 1, end) })
    at = end + 1
  }
  return parts
}

type Step = { line: number; typed: string[]; command: string; shown: string[] }

/** The commands of a session, each with what the page shows below it; a command goes on after a `\` at the end of a line. */
function stepsOf(body: readonly string[]): Step[] {
  const steps: Step[] = []
  body.forEach((text, line) => {
    const last = steps.at(-1)
    if (text.startsWith('$ ')) steps.push({ line, typed: [text], command: text.slice(2), shown: [] })
    else if (last && last.shown.length === 0 && last.command.endsWith('\\')) {
      last.typed.push(text)
      last.command = `${last.command.slice(0, -1).trimEnd()} ${text.trim()}`
    } else last?.shown.push(text)
  })
  return steps
}

const ANY_LINES = '…'

function patternOf(shown: readonly string[]): RegExp {
  const lines = shown.map(line =>
    line === ANY_LINES ? '(?:.*\\n)*?' : `${line.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll('…', '.*?')}\\n`,
  )
  const last = shown.at(-1) === ANY_LINES ? '[^]*' : ''
  return new RegExp(`^${lines.join('').replace(/\\n$/, '')}${last}$`)
}

/** What a command says now, cut where the page cut it off; ids are other ones each time. */
function refreshed(shown: readonly string[], said: readonly string[]): readonly string[] {
  const says = said.map(line => line.replaceAll(/\b[0-9a-z]{26}\b/g, '…'))
  const isCut = shown.length > 1 && shown.indexOf(ANY_LINES) === shown.length - 1
  return isCut ? [...says.slice(0, shown.length - 1), ANY_LINES] : says
}
