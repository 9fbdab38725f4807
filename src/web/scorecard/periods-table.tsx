import type { Line, Section } from '../../features/scorecard/reading.ts'
import { figure } from '../../kit/figure.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { targetOf } from './line-row.tsx'

/** Every number of a section in every period, the newest first, each with how it stood and what it was when it was frozen. */
export function PeriodsTable({ section: { title, outcome, lines, periods, grain } }: { section: Section }) {
  const columns: Column<Line>[] = [
    { id: 'title', title: 'Number', cell: line => line.title, value: line => line.title },
    { id: 'owner', title: 'Owner', cell: line => line.owner, value: line => line.owner, hidden: true },
    { id: 'unit', title: 'Unit', cell: line => line.unit, value: line => line.unit, wide: true },
    { id: 'target', title: 'Target', align: 'right', cell: targetOf, value: targetOf, wide: true },
    ...periods.toReversed().map(
      (period, i): Column<Line> => ({
        id: period.start,
        title: period.label,
        align: 'right',
        wide: i > 1,
        cell: line => <Cell line={line} label={period.label} grain={grain} />,
        value: line => line.points.find(point => point.period.start === period.start)?.value ?? null,
      }),
    ),
  ]
  return (
    <Table
      caption={`${title}, by ${grain}`}
      csv={`${title} by ${grain}`}
      rows={[outcome, ...lines]}
      rowKey={line => line.metric}
      columns={columns}
    />
  )
}

function Cell({ line, label, grain }: { line: Line; label: string; grain: string }) {
  const point = line.points.find(each => each.period.label === label)
  return (
    <span className="nowrap">
      <Figure
        metric={line.metric}
        grain={grain}
        period={label}
        value={point?.value}
        unit={line.unit === '%' ? '%' : ''}
        why={line.problem}
      />{' '}
      {point && point.status !== 'pending' ? <Status of={point.status} bare /> : null}
      {point?.restated ? (
        <sup title={`Reported as ${figure(point.restated.was, line.unit)} on ${point.restated.frozenOn}`}>
          {' '}
          r<span className="visually-hidden">estated, was {figure(point.restated.was, line.unit)}</span>
        </sup>
      ) : null}
    </span>
  )
}
