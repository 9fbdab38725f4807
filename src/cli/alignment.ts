import type { Finding, Findings, Pair } from '../features/finding/finding.ts'
import { drawTable, wrap } from './table.ts'
import type { Terminal } from './terminal.ts'

export type Alignment = Pick<Findings, 'score' | 'teams' | 'matrix' | 'findings' | 'history'>

const MOST_COSTLY = 3
const MOST_PAIRS = 6
const MOST_TEAMS = 12

/** The alignment score, what takes most from it, the teams, and the pairs of teams that are furthest from each other. */
export function drawAlignment(alignment: Alignment, terminal: Terminal): string {
  const standing = alignment.findings.filter(({ suppressed }) => !suppressed)
  if (standing.length === 0) return ''
  const { paint, width } = terminal
  const teams = teamsLine(alignment.teams)
  const strangers = strangersIn(alignment.matrix)
  return [
    ...wrap(headline(alignment), width).map(line => paint(line, 'bold')),
    drawCostly(standing, terminal),
    ...(alignment.teams.length > 0 ? [...wrap(teams, width), ''] : []),
    ...drawApart(alignment.matrix, terminal),
    ...(strangers ? [...wrap(strangers, width), ''] : []),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

function teamsLine(teams: Alignment['teams']): string {
  const shown = teams.slice(0, MOST_TEAMS).map(({ team, score }) => `${team} ${score.toFixed(1)}`)
  const rest = teams.length - shown.length
  return `Teams: ${shown.join(', ')}${rest > 0 ? `; and ${rest} more` : ''}.`
}

function headline({ score, history }: Alignment): string {
  const now = `Alignment ${score.toFixed(1)} of 100`
  const before = history.findLast(each => each.score !== score)
  if (!before) return `${now}.`
  const change = Math.abs(score - before.score).toFixed(1)
  return `${now}, ${change} ${score > before.score ? 'more' : 'less'} than on ${before.day}.`
}

function drawCostly(standing: readonly Finding[], terminal: Terminal): string {
  const costly = standing.toSorted((a, b) => b.points - a.points).slice(0, MOST_COSTLY)
  const rows = costly.map(({ points, rule, objects, owner }) => [
    points.toFixed(1),
    rule,
    objects.slice(0, 2).join(' '),
    owner ?? '',
  ])
  return drawTable({ columns: ['takes', 'rule', 'about', 'who acts'], rows }, terminal)
}

function drawApart(matrix: readonly Pair[], terminal: Terminal): string[] {
  const apart = matrix.filter(({ says }) => says === 'apart')
  if (apart.length === 0) return []
  const rows = apart
    .slice(0, MOST_PAIRS)
    .map(({ teams, score, findings, common }) => [
      teams.join(' and '),
      (score ?? 100).toFixed(1),
      findings.length,
      inCommon(common) || 'nothing',
    ])
  const rest = apart.length - rows.length
  return [
    drawTable({ columns: ['apart', 'alignment', 'findings', 'in common'], rows }, terminal).trimEnd(),
    ...(rest > 0 ? [`${rest} more ${rest === 1 ? 'pair is' : 'pairs are'} apart.`] : []),
    '',
  ]
}

/** `2 goals, 1 agreement`; empty when there is nothing. */
export function inCommon({ goals, agreements, scorecards, drives }: Pair['common']): string {
  const parts: [number, string][] = [
    [goals.length, 'goal'],
    [agreements.length, 'agreement'],
    [scorecards.length, 'scorecard'],
    [drives.length, 'drive'],
  ]
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`)
    .join(', ')
}

function strangersIn(matrix: readonly Pair[]): string {
  const strangers = matrix.filter(({ says }) => says === 'nothing in common').map(({ teams }) => teams.join(' and '))
  if (strangers.length === 0) return ''
  const rest = strangers.length - MOST_PAIRS
  const more = rest > 0 ? `; and ${rest} more ${rest === 1 ? 'pair' : 'pairs'}` : ''
  return `Nothing in common: ${strangers.slice(0, MOST_PAIRS).join('; ')}${more}.`
}
