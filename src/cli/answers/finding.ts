import { findingsAsMarkdown } from '../../features/finding/markdown.ts'
import type { findingHistory } from '../../features/finding/operations/history.ts'
import type { Checked, listRules } from '../../features/finding/operations.ts'
import { drawAlignment } from '../alignment.ts'
import { drawFindings, drawSummary } from '../findings.ts'
import type { Form } from '../format.ts'
import { drawTable, readable, wrap } from '../table.ts'

type Rules = Awaited<ReturnType<typeof listRules>>
type History = Awaited<ReturnType<typeof findingHistory>>

/** Findings by weight, each with what would put it right, and what they leave of 100. */
export function findingsForm(found: Omit<Checked, 'asOf' | 'counts'>): Form {
  const { findings } = found
  return {
    table: {
      columns: [
        'severity',
        'rule',
        'message',
        'fix',
        'objects',
        'teams',
        'suppressed until',
        'who acts',
        'points',
        'first seen',
        'trend',
        'known',
      ],
      rows: findings.map(each => [
        each.severity,
        each.rule,
        each.message,
        each.fix,
        each.objects.join(' '),
        each.teams.join(' '),
        each.suppressed?.until ?? '',
        each.owner ?? '',
        each.points,
        each.firstSeen ?? '',
        each.trend ?? '',
        each.known,
      ]),
    },
    markdown: () => findingsAsMarkdown(found),
    draw: terminal =>
      [drawFindings(findings, terminal), drawAlignment(found, terminal), drawSummary(found, terminal)]
        .filter(Boolean)
        .join('\n'),
  }
}

/** The score run by run, the oldest first, and which teams were lowest. */
export function scoresForm({ basis, runs }: History): Form {
  const rows = runs.map(({ day, score, counts, teams }) => [
    day,
    score.toFixed(1),
    counts.error,
    counts.warning,
    counts.info,
    teams
      .filter(each => each.findings > 0)
      .slice(0, 3)
      .map(each => `${each.team} ${each.score.toFixed(1)}`)
      .join(', '),
  ])
  const note = 'No run was recorded: these are the facts of each day under the agreements of today.\n'
  const table = { columns: ['day', 'alignment', 'errors', 'warnings', 'notes', 'lowest teams'], rows }
  return {
    table,
    draw: terminal => {
      if (rows.length === 0) return 'No run was recorded, and no month with facts has ended yet.\n'
      return drawTable(table, terminal) + (basis === 'computed' ? `\n${wrap(note, terminal.width).join('\n')}` : '')
    },
  }
}

/** What is looked for, a paragraph a rule, with the numbers it compares with. */
export function rulesForm(rules: Rules): Form {
  return {
    draw: terminal =>
      rules
        .map(({ rule, severity, usually, says, why, fix, thresholds, configured }) => {
          const set = thresholds.map(({ name, value, usually: other, says: meaning }) => {
            const instead = value === other ? '' : ` instead of ${readable(other)}`
            return `${name} ${readable(value)}${instead}: ${meaning}`
          })
          const own = configured ? [`Set by ${configured.owner}${configured.why ? `: ${configured.why}` : '.'}`] : []
          const lines = [says, why, `${terminal.symbols.flat} ${fix}`, ...set, ...own]
          const grave = severity === usually ? severity : `${severity} instead of ${usually}`
          const text = lines.flatMap(line => wrap(line, terminal.width - 2)).map(line => `  ${line}\n`)
          return `${terminal.paint(rule, 'bold')} ${terminal.paint(grave, 'dim')}\n${text.join('')}`
        })
        .join('\n'),
  }
}
