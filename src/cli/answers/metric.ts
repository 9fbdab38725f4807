import type { previewMetric } from '../../features/metric/operations/preview.ts'
import type { explainMetric, Measurement } from '../../features/metric/operations.ts'
import type { Form } from '../format.ts'
import { quantity } from '../quantity.ts'
import { type Cell, drawTable, readable, type Table } from '../table.ts'
import { type Terminal, visible } from '../terminal.ts'

type Preview = Awaited<ReturnType<typeof previewMetric>>
type Explanation = Awaited<ReturnType<typeof explainMetric>>
type Receipt = Measurement['receipt']

/** `period,value`, with a column for each dimension the number is split by; people also read what it is and in what unit. */
export function metricForm({ title, unit, by, cells, receipt }: Measurement): Form {
  const columns = ['period', ...(by.length === 1 ? ['segment'] : by), 'value']
  const table: Table = {
    columns,
    rows: cells.map(cell => [cell.period.label, ...cell.segment.map(nameOf), cell.value]),
  }
  const shown = cells.map(cell => [
    cell.complete ? cell.period.label : `${cell.period.label}*`,
    ...cell.segment.map(readableName),
    inUnit(cell.value, unit),
  ])
  return {
    table,
    draw: terminal =>
      [
        `${terminal.paint(visible(title), 'bold')} ${terminal.symbols.dot} ${receipt.zone}, known until ${receipt.asOf}\n`,
        drawTable({ columns: ['period', ...by, headingOf(unit)], rows: shown }, terminal),
        ...(cells.every(cell => cell.complete) ? [] : ['* This period is not over, or not all of it is known.\n']),
        ...missingDimensions(by, cells).map(dimension => `None of these rows has “${visible(dimension)}”.\n`),
      ].join('\n'),
  }
}

/** What each period was, what it would have been, and the difference. */
export function previewForm({ by, unit, cells }: Preview): Form {
  const columns = ['period', ...by, 'before', 'after', 'change']
  const row = (cell: Preview['cells'][number], name: typeof nameOf, value: (value: number | null) => Cell): Cell[] => [
    cell.period.label,
    ...cell.segment.map(name),
    ...[cell.before, cell.after, cell.change].map(value),
  ]
  return {
    table: { columns, rows: cells.map(cell => row(cell, nameOf, value => value)) },
    draw: terminal =>
      drawTable({ columns, rows: cells.map(cell => row(cell, readableName, value => inUnit(value, unit))) }, terminal),
  }
}

/** What a number is, what it rests on, and the statements that compute it. */
export function explanationForm({ receipt, statements }: Explanation): Form {
  return {
    draw: terminal =>
      [
        `${visible(receipt.sentence)}\n`,
        drawReceipt(receipt, terminal),
        ...statements.map(({ sql, parameters }) => {
          const given = parameters.map((value, i) => `-- $${i + 1} is ${visible(JSON.stringify(value))}\n`).join('')
          return `${given}${sql};\n`
        }),
      ].join('\n'),
  }
}

function drawReceipt({ uses, zone, asOf }: Receipt, terminal: Terminal): string {
  const rests = uses.map(({ kind, name, revision }) => `${kind}/${name} revision ${revision}`).join(', ')
  const rows = [
    ['rests on', rests],
    ['days of', zone],
    ['known until', asOf],
  ]
  return drawTable({ columns: ['receipt', ''], rows }, terminal)
}

const nameOf = (segment: string | null): string => segment ?? ''

const readableName = (segment: string | null): string => segment ?? '(missing)'

/** A share in percent, everything else as a number whose unit is the heading. */
function inUnit(value: number | null, unit: string): string {
  if (value === null) return '–'
  return unit === '%' ? quantity(value, unit) : readable(value)
}

const headingOf = (unit: string): string => (unit === '%' ? 'value' : unit)

function missingDimensions(by: readonly string[], cells: Measurement['cells']): string[] {
  return by.filter((_, i) => cells.length > 0 && cells.every(cell => cell.segment[i] === null))
}
