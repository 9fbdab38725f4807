import type { Finding, Findings } from '../features/finding/finding.ts'
import { wrap } from './table.ts'
import { type Style, type Terminal, visible, widthOf } from './terminal.ts'

const STYLE: Record<Finding['severity'], Style> = { error: 'red', warning: 'yellow', info: 'blue' }

export function styleOf({ severity }: Pick<Finding, 'severity'>): Style {
  return STYLE[severity]
}

/** Findings that stand and that no baseline holds: the ones to act on. */
export function openOnes(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ suppressed, known }) => !suppressed && !known)
}

/** The open findings, each with what puts it right; at most so many, and then how to see the others. */
export function drawFindings(
  findings: readonly Finding[],
  terminal: Terminal,
  most = Number.POSITIVE_INFINITY,
): string {
  const open = openOnes(findings)
  const rest = open.length - most
  const drawn = open.slice(0, most).map(each => drawFinding(each, terminal))
  if (rest > 0) {
    const more = `${rest} more ${rest === 1 ? 'finding' : 'findings'}: add “--all” to see them.`
    drawn.push(`${wrap(more, terminal.width).join('\n')}\n`)
  }
  return drawn.join('')
}

function drawFinding(finding: Finding, terminal: Terminal): string {
  const { severity, rule, message, fix } = finding
  const { symbols, paint, width } = terminal
  const sign = { info: symbols.dot, error: symbols.cross, warning: symbols.warning }[severity]
  const says = wrap(visible(message), width - 2).map(line => `  ${line}`)
  const mends = wrap(visible(fix), width - 4).map((line, i) =>
    paint(`  ${i === 0 ? symbols.flat : ' '} ${line}`, 'dim'),
  )
  const head = `${paint(`${sign} ${severity}`, styleOf(finding))} ${paint(rule, 'dim')}`
  const notes = notesOn(finding)
  const isNarrow = widthOf([`${sign} ${severity} ${rule}`, ...notes].join(', ')) > width
  const heads = isNarrow
    ? [head, ...wrap(`  ${notes.join(', ')}`, width).map(line => paint(line, 'dim'))]
    : [[head, ...notes.map(note => paint(note, 'dim'))].join(paint(', ', 'dim'))]
  return `${[...heads, ...says, ...mends].join('\n')}\n`
}

function notesOn({ points, trend, firstSeen }: Finding): string[] {
  return [
    points > 0 ? `takes ${points.toFixed(1)}` : '',
    trend !== null && trend !== 'same' ? trend : '',
    firstSeen === null ? '' : `since ${firstSeen}`,
  ].filter(Boolean)
}

/** How many findings there are; or that everything hangs true, unless only some were asked for and others take points. */
export function drawSummary({ findings, score }: Pick<Findings, 'findings' | 'score'>, terminal: Terminal): string {
  const standing = findings.filter(each => !each.suppressed)
  if (standing.length === 0 && score < 100)
    return `Nothing was found of what was asked for. Other findings leave ${score.toFixed(1)} of 100.\n`
  if (standing.length === 0) return `${terminal.paint(`${terminal.symbols.tick} Everything hangs true.`, 'green')}\n`
  const open = openOnes(findings)
  const count = (severity: Finding['severity'], word: string) => {
    const n = open.filter(each => each.severity === severity).length
    return `${n} ${word}${n === 1 ? '' : 's'}`
  }
  const known = standing.length - open.length
  const suppressed = findings.length - standing.length
  const parts = [
    count('error', 'error'),
    count('warning', 'warning'),
    count('info', 'note'),
    ...(known > 0 ? [`${known} known`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
  ]
  return `${parts.join(', ')}.\n`
}
