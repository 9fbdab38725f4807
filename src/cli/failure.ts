import { CommanderError } from 'commander'
import { type Code, ProductError } from '../core/error.ts'
import { type Diagnostic, drawDiagnostics } from './diagnostics.ts'
import type { Format } from './format.ts'
import { type Terminal, visible } from './terminal.ts'

/** What a failure looks like from outside: the exit code, what to say, and what programs get. */
export type Failure = { exitCode: number; text: string; value: { error: Record<string, unknown> } }

const EXIT: Record<Code, number> = {
  invalid: 2,
  forbidden: 2,
  not_found: 2,
  conflict: 2,
  limit: 2,
  unavailable: 3,
}
const EXIT_BUG = 70

/** The failure that an error is; whatever is not the product's own is a bug and says so. */
export function failureOf(thrown: unknown, terminal: Terminal): Failure {
  const error = asProductError(thrown)
  if (!error) return bug(thrown, terminal)
  const { problems, reason } = error.details
  const diagnostics = error.details.diagnostics as readonly Diagnostic[] | undefined
  const value = { error: { code: error.code, reason, message: error.message, problems, diagnostics } }
  const exitCode = EXIT[error.code]
  if (diagnostics) return { exitCode, text: drawDiagnostics(diagnostics, terminal), value }
  const said = [...new Set(problems?.map(problem => problem.message))]
  const lines =
    said.length > 1 ? [`${said.length} things are wrong:`, ...said.map(message => `  ${message}`)] : [error.message]
  const [first = '', ...rest] = lines.map(visible)
  return {
    exitCode,
    text: `${[`${terminal.paint(terminal.symbols.cross, 'red')} ${first}`, ...rest].join('\n')}\n`,
    value,
  }
}

/** Where the failure goes: always said to people, and given to programs that asked for JSON. */
export function tellFailure(
  failure: Failure,
  format: Format,
  door: { write(text: string): void; note(text: string): void },
) {
  if (format === 'json') door.write(`${JSON.stringify(failure.value, null, 2)}\n`)
  door.note(failure.text)
}

function bug(thrown: unknown, terminal: Terminal): Failure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const head = `${terminal.paint(terminal.symbols.cross, 'red')} Plumbline itself failed; this is a bug, and nothing you wrote caused it.`
  const text = `${head}\nPlease report it with these lines:\n\n${error.stack ?? error.message}\n`
  return { exitCode: EXIT_BUG, text, value: { error: { code: 'bug', message: error.message } } }
}

function asProductError(thrown: unknown): ProductError | undefined {
  if (thrown instanceof ProductError) return thrown
  if (thrown instanceof CommanderError) return new ProductError('invalid', usageSentence(thrown))
  const { code, path, syscall } = (thrown ?? {}) as { code?: unknown; path?: unknown; syscall?: unknown }
  if (syscall === 'uv_cwd') return new ProductError('invalid', 'The folder you are in is gone. Change to another one.')
  const place = typeof path === 'string' ? path : 'The disk'
  switch (code) {
    case 'ENOENT':
      return new ProductError('invalid', `There is no file “${place}”. Check the path.`, {}, { cause: thrown })
    case 'EISDIR':
      return new ProductError('invalid', `“${place}” is a folder. Name a file.`, {}, { cause: thrown })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ProductError(
        'unavailable',
        `No permission for ${place}. Change its permissions.`,
        {},
        { cause: thrown },
      )
    case 'ENOSPC':
      return new ProductError('unavailable', `${place} is full. Free some space and try again.`, {}, { cause: thrown })
    default:
      return undefined
  }
}

/** Commander's message as a sentence: `Unknown option --grian. Did you mean --grain?` */
function usageSentence({ message }: CommanderError): string {
  const [said = '', hint] = message.replace(/^error: /, '').split('\n')
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1)}`
    .replaceAll(/'([^']*)'/g, '“$1”')
    .replace(/\.?$/, '.')
  const meant = hint
    ?.replace(/^\(|\)$/g, '')
    .replace(/^(Did you mean )(?:one of )?(.+)\?$/, (_, ask: string, words: string) => {
      const quoted = words.split(', ').map(word => `“${word}”`)
      return `${ask}${quoted.join(' or ')}?`
    })
  return meant ? `${sentence} ${meant}` : `${sentence} “--help” shows what there is.`
}
