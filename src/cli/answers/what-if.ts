import type { WhatIf } from '../../features/map/operations/what-if.ts'
import type { Form } from '../format.ts'
import { quantity } from '../quantity.ts'
import { type Cell, drawTable, readable, type Table, wrap } from '../table.ts'
import { type Terminal, visible, widthOf } from '../terminal.ts'

/** What moves an outcome, by how much, and who can; then what is only claimed to. */
export function whatIfForm(tried: WhatIf): Form {
  return { table: leverTable(tried), draw: terminal => drawWhatIf(tried, terminal) }
}

function leverTable({ levers }: WhatIf): Table {
  return {
    columns: [
      'metric',
      'title',
      'owner',
      'unit',
      'measured',
      'from',
      'to',
      'outcome',
      'change',
      'share',
      'at target',
      'goals',
    ],
    rows: levers.map(each => [
      each.metric,
      each.title,
      each.owner,
      each.unit,
      each.measured,
      each.from,
      each.to,
      each.outcome.value,
      each.outcome.change,
      each.outcome.share,
      each.atTarget?.change,
      each.goals.map(({ goal }) => goal).join('; '),
    ]),
  }
}

function drawWhatIf(
  { title, unit, period, value, change, levers, together, claims }: WhatIf,
  terminal: Terminal,
): string {
  const by = `${change > 0 ? '+' : '−'}${readable(Math.abs(change) * 100)} %`
  const heading = `${title} ${terminal.symbols.dot} ${quantity(value, unit)} in ${period.label}`
  const parts = [`${terminal.paint(visible(heading), 'bold')}\n`]
  const changes = rightmost(levers.map(each => signed(each.outcome.change, unit)))
  const targets = rightmost(levers.map(each => (each.atTarget ? signed(each.atTarget.change, unit) : '')))
  const rows = levers.map((each, i): Cell[] => [
    each.measured ? each.title : `${each.title} *`,
    each.owner,
    quantity(each.from, each.unit),
    changes[i],
    signedShare(each.outcome.share),
    targets[i],
    each.goals.map(({ title: goal }) => goal).join(', '),
  ])
  if (rows.length > 0)
    parts.push(
      drawTable(
        { columns: [`${by} on`, 'who can move it', 'now', 'moves it by', '', 'on target', 'goals'], rows },
        terminal,
      ),
    )
  else
    parts.push(
      lines(`No formula, ratio or parts say what ${title} is computed from, so nothing can be reckoned.`, terminal),
    )
  if (levers.some(each => !each.measured)) parts.push('* is computed from others below in turn.\n')
  if (together) {
    const all = together.inputs.map(({ metric, to }) => `${metric} ${to === null ? '–' : readable(to)}`).join(', ')
    const { value: made, change: moved, share } = together.outcome
    parts.push(lines(`With ${all}: ${quantity(made, unit)}, ${signed(moved, unit)} (${signedShare(share)}).`, terminal))
  }
  const claimed = claims.map(each => [each.title, each.owner, each.drives, each.lag ?? '', each.why])
  const columns = ['claimed, no arithmetic', 'owner', 'to move', 'lag', 'why']
  if (claimed.length > 0) parts.push(drawTable({ columns, rows: claimed }, terminal))
  return parts.join('\n')
}

const lines = (text: string, { width }: Terminal): string =>
  wrap(visible(text), width)
    .map(line => `${line}\n`)
    .join('')

function signed(value: number | null, unit: string): string {
  if (value === null) return '–'
  const text = quantity(Math.abs(value), unit).replace(/%$/, 'pt')
  return value === 0 ? `±${text}` : `${value > 0 ? '+' : '−'}${text}`
}

const signedShare = (share: number | null): string =>
  share === null ? '–' : `${share === 0 ? '±' : share > 0 ? '+' : '−'}${quantity(Math.abs(share), '%')}`

/** Texts that end in the same column. */
function rightmost(texts: readonly string[]): string[] {
  const width = Math.max(0, ...texts.map(widthOf))
  return texts.map(text => ' '.repeat(width - widthOf(text)) + text)
}
