import type { frozenScorecard } from '../../features/scorecard/operations/comparing.ts'
import type { Freeze } from '../../features/scorecard/operations/freezing.ts'
import type { Line, ScorecardReading } from '../../features/scorecard/reading.ts'
import type { Form, NameOf } from '../format.ts'
import { quantity } from '../quantity.ts'
import { drawOwnership } from '../section-notes.ts'
import { drawSections, targetText } from '../sections.ts'
import { type Cell, drawTable, type Table } from '../table.ts'
import { type Terminal, visible } from '../terminal.ts'

type Frozen = Awaited<ReturnType<typeof frozenScorecard>>

/**
 * For spreadsheets one row a line, with a column a period, the oldest first; people see the lines on their plumb lines. A
 * line’s row says in `drives` what it is meant to move; an outcome’s has nothing there.
 */
export function scorecardForm(reading: ScorecardReading): Form {
  const { sections } = reading
  const latest = sections.flatMap(({ title, outcome, lines }) =>
    [outcome, ...lines].map(line => [
      title,
      line.title,
      line.owner,
      quantity(line.value, line.unit).trim(),
      line.target === null || line.operator === null
        ? ''
        : targetText({ operator: line.operator, target: line.target }, line.unit),
      line.status,
      line.trend,
    ]),
  )
  return {
    table: sheetOf(reading),
    read: { columns: ['section', 'metric', 'owner', 'value', 'target', 'status', 'trend'], rows: latest },
    draw: terminal =>
      [headOf(reading, terminal), ...drawSections(reading, [], terminal), drawOwnership(reading, terminal)]
        .filter(Boolean)
        .join('\n'),
  }
}

function headOf({ title, receipt }: ScorecardReading, { paint, symbols }: Terminal): string {
  return `${paint(visible(title), 'bold')} ${symbols.dot} ${receipt.zone}, known until ${receipt.asOf}\n`
}

function sheetOf({ sections }: ScorecardReading): Table {
  const periods = sections.flatMap(section => section.periods)
  const labels = [...new Set(periods.toSorted((a, b) => (a.start < b.start ? -1 : 1)).map(({ label }) => label))]
  const columns = ['section', 'stakeholder', 'metric', 'title', 'owner', 'drives', 'unit', 'operator', 'target']
  return {
    columns: [...columns, 'status', 'trend', 'yearAgo', ...labels],
    rows: sections.flatMap(({ title, stakeholder, outcome, lines }) =>
      [outcome, ...lines].map(line => [
        title,
        stakeholder,
        line.metric,
        line.title,
        line.owner,
        line.claim?.drives ?? null,
        line.unit,
        line.operator,
        Array.isArray(line.target) ? line.target.join(' to ') : line.target,
        line.status,
        line.trend,
        line.yearAgo,
        ...labels.map(label => valueAt(line, label)),
      ]),
    ),
  }
}

const valueAt = ({ points }: Line, label: string): Cell =>
  points.find(({ period }) => period.label === label)?.value ?? null

/** A freeze, field by field, with who has signed it and who has not. */
export function freezeForm(freeze: Freeze, nameOf: NameOf): Form {
  const rows: [string, Cell][] = [
    ['scorecard', freeze.scorecard],
    ['period', freeze.period],
    ['freeze', freeze.number],
    ['state', freeze.state],
    ['frozen', freeze.frozenAt],
    ['by', freeze.by === null ? null : nameOf(freeze.by)],
    ['signed by', freeze.signatures.map(({ team, person }) => `${team} (${nameOf(person)})`).join(', ') || null],
    ['waits for', waitsFor(freeze)],
    ['why', freeze.why],
    ['fingerprint', freeze.hash],
  ]
  return { table: { columns: ['field', 'value'], rows } }
}

function waitsFor({ state, missing, intact }: Freeze): string | null {
  if (!intact) return 'it was changed in the store; restore it from a backup'
  if (missing.length > 0) return missing.join(', ')
  return state === 'frozen' ? 'somebody besides its author' : null
}

/** The freezes of a scorecard; of one period, every number that was frozen beside the one it has now. */
export function frozenForm({ freezes, reading }: Frozen, nameOf: NameOf): Form {
  if (!reading) {
    return {
      table: {
        columns: ['period', 'freeze', 'state', 'frozen', 'by', 'waits for'],
        rows: freezes.map(each => [
          each.period,
          each.number,
          each.state,
          each.frozenAt,
          each.by === null ? null : nameOf(each.by),
          waitsFor(each),
        ]),
      },
    }
  }
  const columns = ['section', 'metric', 'title', 'owner', 'unit', 'period', 'reported', 'now', 'reason']
  const rows = reading.lines.flatMap(({ section, metric, title, owner, unit, points }) =>
    points.map(({ period, reported, now, restated }) => [
      section,
      metric,
      title,
      owner,
      unit,
      period.label,
      reported,
      now,
      restated?.reason ?? null,
    ]),
  )
  return { table: { columns, rows }, draw: terminal => drawFrozen(reading, terminal) }
}

function drawFrozen({ period, frozenOn, restated, lines }: NonNullable<Frozen['reading']>, terminal: Terminal): string {
  const count = lines.reduce((sum, { points }) => sum + points.length, 0)
  const differ =
    restated === 0 ? 'all are the same now' : `${restated} ${restated === 1 ? 'is another' : 'are others'} now`
  const head = `${visible(period)} as frozen on ${frozenOn}: ${count} numbers, ${differ}.\n`
  if (restated === 0) return head
  const rows = lines.flatMap(({ title, unit, points }) =>
    points.flatMap(({ period, reported, now, restated }) =>
      restated === null
        ? []
        : [[title, period.label, quantity(reported, unit).trim(), quantity(now, unit).trim(), restated.reason]],
    ),
  )
  return `${head}\n${drawTable({ columns: ['number', 'period', 'reported', 'now', 'likely because'], rows }, terminal)}`
}
