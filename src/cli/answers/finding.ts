import { findingsAsMarkdown } from '../../features/finding/markdown.ts'
import type { Checked, listRules } from '../../features/finding/operations.ts'
import type { Form } from '../format.ts'
import { drawFindings, drawSummary } from '../report.ts'
import { wrap } from '../table.ts'

type Rules = Awaited<ReturnType<typeof listRules>>

/** Findings by weight, each with what would put it right. */
export function findingsForm({ findings }: Pick<Checked, 'findings'>): Form {
  return {
    table: {
      columns: ['severity', 'rule', 'message', 'fix', 'objects', 'teams', 'suppressed until'],
      rows: findings.map(({ severity, rule, message, fix, objects, teams, suppressed }) => [
        severity,
        rule,
        message,
        fix,
        objects.join(' '),
        teams.join(' '),
        suppressed?.until ?? '',
      ]),
    },
    markdown: () => findingsAsMarkdown(findings),
    draw: terminal =>
      findings.length === 0
        ? 'Nothing was found.\n'
        : [drawFindings(findings, terminal), drawSummary(findings, terminal)].filter(Boolean).join('\n'),
  }
}

/** What is looked for, a paragraph a rule. */
export function rulesForm(rules: Rules): Form {
  return {
    draw: terminal =>
      rules
        .map(({ rule, severity, says, why, fix }) => {
          const lines = [says, why, `${terminal.symbols.flat} ${fix}`].flatMap(text => wrap(text, terminal.width - 2))
          return `${terminal.paint(rule, 'bold')} ${terminal.paint(severity, 'dim')}\n${lines.map(line => `  ${line}\n`).join('')}`
        })
        .join('\n'),
  }
}
