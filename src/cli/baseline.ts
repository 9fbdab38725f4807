import { readFileSync, writeFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import { fail } from '../core/error.ts'
import { problemsOf } from '../core/problem.ts'
import { Baseline } from '../features/finding/baseline.ts'

/** The baseline in a file; a sentence says what is wrong with one that is missing or is none. */
export function readBaseline(file: string): Baseline {
  return (
    findBaseline(file) ??
    fail('invalid', `There is no baseline “${file}”. Write one with “--write-baseline ${file}”, or correct the name.`)
  )
}

/** The baseline in a file, if there is one. */
export function findBaseline(file: string): Baseline | undefined {
  const text = textOf(file)
  if (text === undefined) return undefined
  const value = yamlOf(file, text)
  const parsed = Baseline.safeParse(value)
  if (parsed.success) return parsed.data
  const [first] = problemsOf(parsed.error, value)
  const where = first && first.path.length > 0 ? ` (at ${first.path.join('.')})` : ''
  return fail('invalid', `“${file}” is not a baseline${where}: ${first?.message} ${ADVICE}`)
}

export function writeBaseline(file: string, { findings }: Baseline): void {
  writeFileSync(file, `${HEAD}${stringify({ findings }, { lineWidth: 0 })}`)
}

const ADVICE = 'Write another with “--write-baseline”, under a name that is not taken.'

const HEAD = `# What “plumbline check” had found when this was written. With “--baseline” only what comes new
# makes it fail. Take out what is put right, or write the file anew with “--write-baseline”.
`

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOENT') return undefined
    if (code === 'EISDIR') return fail('invalid', `“${file}” is a folder. Name the file of the baseline.`)
    throw error
  }
}

function yamlOf(file: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    const [reason] = (error as Error).message.split('\n')
    return fail('invalid', `“${file}” is not a baseline, since it is no YAML: ${reason} ${ADVICE}`)
  }
}
