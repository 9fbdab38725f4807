import { countOf, type Finding, type Findings, type Severity } from './finding.ts'
import type { Rule } from './rule.ts'
import { counted, listed } from './wording.ts'

/** What is said of a check; `baseline` is there when findings were held against one. */
export type Found = Pick<Findings, 'findings' | 'score' | 'teams' | 'matrix'> & {
  baseline?: { gone: readonly { message: string }[] } | null
}

/** Findings for a comment or a wiki: how many there are, the alignment score, then each with what would put it right. */
export function findingsAsMarkdown(found: Found): string {
  const { findings, baseline } = found
  const open = findings.filter(({ suppressed, known }) => !suppressed && !known)
  const hidden = findings.filter(({ suppressed }) => suppressed).length
  const known = findings.length - open.length - hidden
  const lines = [
    `# Findings`,
    '',
    [
      open.length > 0 || known === 0 ? summaryOf(open, found.score) : '',
      known > 0 ? `${counted(known, 'is', 'are')} in the baseline.` : '',
      hidden > 0 ? `${counted(hidden, 'is', 'are')} suppressed.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    ...alignmentLines(found),
  ]
  for (const { severity, rule, message, fix, why, owner, teams, points, docs } of open)
    lines.push(
      '',
      `## ${WORD[severity]}: ${plain(message)}`,
      '',
      `- **What to do:** ${plain(fix)}`,
      `- **Why it matters:** ${plain(why)}`,
      ...(teams.length > 0 ? [`- **Teams:** ${plain(listed(teams))}`] : []),
      ...(owner !== null && teams.length !== 1 ? [`- **Who acts:** ${plain(owner)}`] : []),
      `- **Takes:** ${points.toFixed(1)} of 100`,
      `- **Rule:** [${rule}](${docs})`,
    )
  for (const { message, suppressed } of findings)
    if (suppressed)
      lines.push('', `~~${plain(message)}~~ Suppressed until ${suppressed.until}: ${plain(suppressed.reason)}`)
  for (const { message } of baseline?.gone ?? []) lines.push('', `~~${plain(message)}~~ It is gone from here.`)
  return `${lines.join('\n')}\n`
}

const MOST_COLUMNS = 12

/** The score, and what stands between the teams: a table of all pairs, or of too many teams, the scores alone. */
function alignmentLines({ score, teams, matrix }: Found): string[] {
  if (teams.length === 0) return []
  const names = teams.map(({ team }) => team).sort()
  const scores = teams.map(({ team, score: own }) => `| ${team} | ${own.toFixed(1)} |`)
  const head = ['', '## Alignment', '', `**${score.toFixed(1)} of 100.**`, '']
  if (names.length < 2 || names.length > MOST_COLUMNS) return [...head, '| team | score |', '|---|--:|', ...scores]
  const pairs = new Map(matrix.map(pair => [pair.teams.join(' '), pair]))
  const cell = (a: string, b: string): string => {
    if (a === b) return `**${teams.find(({ team }) => team === a)?.score.toFixed(1)}**`
    const pair = a < b ? pairs.get(`${a} ${b}`) : undefined
    if (!pair) return ''
    if (pair.says === 'nothing in common') return 'nothing in common'
    return `${(pair.score ?? 100).toFixed(1)}${pair.says === 'apart' ? ' apart' : ''}`
  }
  return [
    ...head,
    `| | ${names.join(' | ')} |`,
    `|---|${'--:|'.repeat(names.length)}`,
    ...names.map(a => `| **${a}** | ${names.map(b => cell(a, b)).join(' | ')} |`),
  ]
}

/** The page about all rules, with a section per rule under its id; `exampleOf` gives a message that a rule has said. */
export function rulesAsMarkdown(
  rules: readonly Rule[],
  exampleOf: (id: string) => string | undefined = () => undefined,
) {
  const sections = rules.map(({ id, severity, about, says, why, fix, thresholds = {} }) => {
    const example = exampleOf(id)
    const rows = Object.entries(thresholds).map(
      ([name, each]) => `| \`${name}\` | ${each.default} | ${plain(each.says)} |`,
    )
    return [
      `## ${id}`,
      `*${WORD[severity]}, about ${ABOUT[about]}.* ${says}`,
      ...(example === undefined ? [] : [`> ${plain(example)}`]),
      why,
      `**What to do:** ${fix}`,
      ...(rows.length > 0 ? [['| threshold | default | |', '|---|--:|---|', ...rows].join('\n')] : []),
    ].join('\n\n')
  })
  return `# Rules\n\n${INTRODUCTION}\n\n${sections.join('\n\n')}\n`
}

const INTRODUCTION =
  'What `plumbline check` looks for. An error means that a number is wrong or a promise empty, and makes the command exit ' +
  'with 1; a warning, that it will be or that teams pull apart; a note, that it could be better. A finding you have looked ' +
  'at and live with is suppressed for a reason and for a time with `kind: suppression`. How grave a rule is, and the numbers it ' +
  'compares with, are set with `kind: rule`. What each finding takes from the alignment score is in ' +
  '[Findings](../guide/findings.md).'

const WORD: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Note' }
const ABOUT: Record<Rule['about'], string> = { structure: 'what is declared', data: 'what happened' }

function summaryOf(findings: readonly Finding[], score: number): string {
  const { error, warning, info } = countOf(findings)
  if (error + warning + info === 0)
    return score < 100 ? 'Nothing was found of what was asked for.' : 'Everything hangs true.'
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
