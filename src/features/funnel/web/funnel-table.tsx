import { formatDuration } from '../../../core/duration.ts'
import { figure, share, UNKNOWN } from '../../../kit/figure.ts'
import { Section } from '../../../kit/page.tsx'
import { type Column, Table } from '../../../kit/table.tsx'
import type { FunnelReading } from '../funnel.ts'
import type { MeasuredFunnel } from '../operations.ts'

type Row = Pick<FunnelReading, 'period' | 'segment' | 'steps'> & { isTotal: boolean }

/** The same funnel in numbers: a row for each group of people, and everybody together. */
export function FunnelTable({ reading, titles }: { reading: MeasuredFunnel; titles: ReadonlyMap<string, string> }) {
  const { rows, total, by, steps, title } = reading
  const isGrouped = rows.length > 1 || by.length > 0 || rows[0]?.period !== null
  const all: Row[] = [
    ...(isGrouped ? rows.map(row => ({ ...row, isTotal: false })) : []),
    { period: null, segment: by.map(() => null), steps: total, isTotal: true },
  ]
  const hasCohorts = rows.some(row => row.period !== null)
  const name = (step: string) => titles.get(step) ?? step
  const columns: Column<Row>[] = [
    ...(hasCohorts || !isGrouped || by.length === 0
      ? [
          {
            id: 'period',
            title: 'Entered',
            cell: (row: Row) => (row.isTotal ? 'all' : (row.period?.label ?? UNKNOWN)),
            value: (row: Row) => (row.isTotal ? 'all' : (row.period?.label ?? '')),
          },
        ]
      : []),
    ...by.map(
      (dimension, i): Column<Row> => ({
        id: dimension,
        title: dimension,
        cell: row => (row.isTotal ? 'all' : (row.segment[i] ?? 'missing')),
        value: row => (row.isTotal ? 'all' : (row.segment[i] ?? 'missing')),
      }),
    ),
    ...steps.flatMap((step, i): Column<Row>[] => [
      {
        id: `${step} people`,
        title: name(step),
        align: 'right',
        wide: i > 0,
        cell: row => (
          <span className="nowrap">
            {figure(row.steps[i]?.people, '', { exact: true })}
            {i === 0 ? null : <span className="quiet"> {share(row.steps[i]?.conversion)}</span>}
          </span>
        ),
        value: row => row.steps[i]?.people ?? null,
      },
      ...(i === 0
        ? []
        : [
            {
              id: `${step} share`,
              title: `${name(step)}, of the step before`,
              cell: () => null,
              value: (row: Row) => row.steps[i]?.conversion ?? null,
              hidden: true,
            },
            {
              id: `${step} median`,
              title: `${name(step)}, median days from the step before`,
              cell: () => null,
              value: (row: Row) => daysOf(row.steps[i]?.sincePrevious?.median),
              hidden: true,
            },
            {
              id: `${step} p90`,
              title: `${name(step)}, 9 in 10 within days`,
              cell: () => null,
              value: (row: Row) => daysOf(row.steps[i]?.sincePrevious?.p90),
              hidden: true,
            },
          ]),
    ]),
    {
      id: 'overall',
      title: 'Through',
      align: 'right',
      cell: row => share(row.steps.at(-1)?.overall),
      value: row => row.steps.at(-1)?.overall ?? null,
    },
    {
      id: 'time',
      title: 'Half take',
      align: 'right',
      wide: true,
      cell: row => {
        const spread = row.steps.at(-1)?.sinceEntry
        return spread ? formatDuration(spread.median) : UNKNOWN
      },
      value: row => daysOf(row.steps.at(-1)?.sinceEntry?.median),
    },
  ]
  return (
    <Section title={isGrouped ? 'Group by group' : 'In numbers'}>
      <Table
        caption={`${title} in numbers`}
        csv={reading.funnel}
        rows={all}
        rowKey={row => (row.isTotal ? 'all' : `${row.period?.start ?? ''} ${JSON.stringify(row.segment)}`)}
        columns={columns}
      />
    </Section>
  )
}

const DAY_MS = 86_400_000

const daysOf = (ms: number | undefined): number | null =>
  ms === undefined ? null : Math.round((ms / DAY_MS) * 100) / 100
