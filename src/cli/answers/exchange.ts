import type { Imported } from '../../features/goal/exchange/answer.ts'
import type { Form } from '../format.ts'
import { type Cell, drawTable, type Table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

type Exported = { columns: string[]; rows: (string | number | boolean | null)[][] }

const READ = ['Order', 'Title', 'Owner', 'Period', 'Metric', 'Start value', 'Target value']

/** Goals as they are written out; people read the columns that fit a line. */
export function exportedForm({ columns, rows }: Exported): Form {
  const shown = READ.map(column => columns.indexOf(column))
  return {
    table: { columns, rows },
    read: { columns: READ.map(each => each.toLowerCase()), rows: rows.map(row => shown.map(index => row[index])) },
  }
}

const MOST_ROWS = 40

/** What each row of a table of goals becomes, and everything that is wrong with it. */
export function importedForm(answer: Imported): Form {
  const rows: Cell[][] = answer.rows.map(each => [each.row, each.is, each.title, each.goal, each.becomes, each.reason])
  return {
    table: { columns: ['row', 'is', 'title', 'goal', 'becomes', 'reason'], rows },
    draw: terminal => drawImported(answer, terminal),
  }
}

function drawImported(answer: Imported, terminal: Terminal): string {
  const { rows, problems, notes, unread, layout } = answer
  const fates: Table = {
    columns: ['row', 'is', 'title', 'goal', 'becomes'],
    rows: rows.slice(0, MOST_ROWS).map(each => [each.row, each.is, each.title, each.goal, each.becomes]),
  }
  const skipped = rows.flatMap(({ row, becomes, reason }) =>
    becomes === 'skipped' && reason !== null ? [{ row, column: null, message: reason, more: 0 }] : [],
  )
  const left = rows.length - MOST_ROWS
  const parts = [
    layout === null ? '' : `${sentenceOf(answer)}\n`,
    rows.length > 0 ? drawTable(fates, terminal) : '',
    left > 0 ? `… and ${left} more rows; “--format csv” has them all.\n` : '',
    listed('What is wrong:', problems, terminal),
    listed('What is skipped:', skipped, terminal),
    listed('What is not kept:', notes, terminal),
    unread.length > 0 ? `Columns that nothing reads: ${unread.join(', ')}.\n` : '',
  ]
  return parts.filter(part => part !== '').join('\n')
}

function sentenceOf({ layout, counts, applied }: Imported): string {
  const { goals, results, levels } = counts
  const verbs = ['created', 'updated', 'unchanged', 'retired', 'skipped', 'wrong'] as const
  const what = verbs.flatMap(verb => (counts[verb] > 0 ? [`${counts[verb]} ${verb}`] : []))
  const of = Object.entries(levels).flatMap(([level, count]) => (count > 0 ? [`${count} ${level}`] : []))
  const said = what.length > 0 ? ` Goals: ${what.join(', ')}.` : ''
  const by = of.length > 0 ? ` Levels: ${of.join(', ')}.` : ''
  const done = applied ? 'Proposed: ' : ''
  return `${done}${plural(goals, 'goal')} and ${plural(results, 'key result')} in the layout “${layout}”.${said}${by}`
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

type Said = { row: number; column: string | null; message: string; more: number }

function listed(title: string, said: readonly Said[], terminal: Terminal): string {
  if (said.length === 0) return ''
  const rows = said
    .slice(0, MOST_ROWS)
    .map(({ row, column, message, more }) => [more > 0 ? `${row} and ${more} more` : String(row), column, message])
  const rest = said.length > MOST_ROWS ? `… and ${said.length - MOST_ROWS} more; “--format json” has them all.\n` : ''
  return `${title}\n${drawTable({ columns: ['row', 'column', 'what'], rows }, terminal)}${rest}`
}
