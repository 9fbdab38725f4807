import type { Finding, Severity } from './finding.ts'
import { countOf } from './finding.ts'
import type { Rule } from './rule.ts'
import { counted, listed } from './wording.ts'

/** Findings for a comment or a wiki: how many there are, then each with what would put it right. */
export function findingsAsMarkdown(findings: readonly Finding[]): string {
  const standing = findings.filter(({ suppressed }) => !suppressed)
  const hidden = findings.length - standing.length
  const lines = [
    `# Findings`,
    '',
    `${summaryOf(findings)}${hidden > 0 ? ` ${counted(hidden, 'is', 'are')} suppressed.` : ''}`,
  ]
  for (const { severity, rule, message, fix, why, teams, docs } of standing)
    lines.push(
      '',
      `## ${WORD[severity]}: ${plain(message)}`,
      '',
      `- **What to do:** ${plain(fix)}`,
      `- **Why it matters:** ${plain(why)}`,
      ...(teams.length > 0 ? [`- **Teams:** ${plain(listed(teams))}`] : []),
      `- **Rule:** [${rule}](${docs})`,
    )
  for (const { message, suppressed } of findings)
    if (suppressed)
      lines.push('', `~~${plain(message)}~~ Suppressed until ${suppressed.until}: ${plain(suppressed.reason)}`)
  return `${lines.join('\n')}\n`
}

/** The page about all rules, with a section per rule under its id. */
export function rulesAsMarkdown(rules: readonly Rule[]): string {
  const sections = rules.map(({ id, severity, about, says, why, fix }) =>
    [`## ${id}`, '', `*${WORD[severity]}, about ${ABOUT[about]}.* ${says}`, '', why, '', `**What to do:** ${fix}`].join(
      '\n',
    ),
  )
  return `# Rules\n\n${INTRODUCTION}\n\n${sections.join('\n\n')}\n`
}

const INTRODUCTION =
  'What `plumbline check` looks for. An error means that a number is wrong or a promise empty, and makes the command exit ' +
  'with 1; a warning, that it will be or that teams pull apart; a note, that it could be better. A finding you have looked ' +
  'at and live with is suppressed for a reason and for a time with `kind: suppression`.'

const WORD: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Note' }
const ABOUT: Record<Rule['about'], string> = { structure: 'what is declared', data: 'what happened' }

function summaryOf(findings: readonly Finding[]): string {
  const { error, warning, info } = countOf(findings)
  if (error + warning + info === 0) return 'Everything hangs true.'
  const parts = [
    counted(error, 'error', 'errors'),
    counted(warning, 'warning', 'warnings'),
    counted(info, 'note', 'notes'),
  ]
  return `${listed(parts)}.`
}

/** Text in which nothing that people wrote becomes markup. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_~[\]<>|#]/g, String.raw`\$&`).replaceAll(/\s*\n\s*/g, ' ')
}
