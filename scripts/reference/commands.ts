import { commands } from '../../src/cli/commands.ts'
import { run } from '../../src/cli/program.ts'
import { terminalOf } from '../../src/cli/terminal.ts'

/** `docs/reference/commands.md`: what the command line says of itself. */
export async function commandsPage(): Promise<string> {
  const sections = [`## plumbline\n\n${await helpOf([])}`]
  for (const command of Object.keys(commands)) sections.push(`## ${command}\n\n${await helpOf([command])}`)
  return [INTRODUCTION, ...sections].join('\n\n')
}

const INTRODUCTION = `# Commands

In a checkout, \`npm run -s plumbline --\` stands for \`plumbline\`. Every [operation](operations.md) is a command too:
\`metric.measure\` is \`plumbline metric measure\`. The flags under “Where the work happens” and “How the answer looks” belong to
every command and may stand anywhere on the line.

## Exit codes

| code | means |
|--:|---|
| 0 | all is well |
| 1 | something was found: \`check\` has a finding of level error, \`plan\` a difference, \`doctor\` something broken |
| 2 | the input is wrong: a mistake in a file or on the line, something that does not exist or is not allowed |
| 3 | a file, a disk or a server is not available |
| 70 | Plumbline itself failed; please report it |`

async function helpOf(words: readonly string[]): Promise<string> {
  let said = ''
  let noted = ''
  const exitCode = await run([...words, '--help'], {
    terminal: terminalOf({}, {}),
    write: text => (said += text),
    note: text => (noted += text),
    exitCode: 0,
  })
  if (exitCode !== 0) throw new Error(`“plumbline ${words.join(' ')} --help” failed: ${noted}`)
  return `\`\`\`text\n${withoutGlobalFlags(said, words).trimEnd()}\n\`\`\``
}

/** Commands repeat the flags that belong to all of them; the page says these once. */
function withoutGlobalFlags(help: string, words: readonly string[]): string {
  return words.length === 0 ? help : help.replace(/\nGlobal Options:\n(?: .*\n)+/, '')
}
