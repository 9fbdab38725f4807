import { flagOf, OPTIONS, type OptionName } from '../../src/server/options.ts'

/** Everything that can be set of a server, as a page. */
export function optionsPage(): string {
  const rows = Object.entries(OPTIONS).map(([name, { env, default: usual, says }]) => {
    const shown = usual === undefined ? '' : `\`${usual}\``
    return `| \`${flagOf(name as OptionName)}\` | \`${env}\` | ${shown} | ${says} |`
  })
  return [
    '# Options of the server',
    '',
    'Each can be a flag of `plumbline serve` or an environment variable; the flag wins. [Serving](../guide/serving.md) explains them.',
    '',
    '| flag | environment | usually | what it is |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}
