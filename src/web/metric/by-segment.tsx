import { Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { z } from 'zod'
import type { measureMetric } from '../../features/metric/operations.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { Empty } from '../../kit/page.tsx'
import { SeriesChart } from '../../kit/series-chart.tsx'
import { Sparkline } from '../../kit/sparkline.tsx'
import { type Column, Table } from '../../kit/table.tsx'

type Measurement = z.output<(typeof measureMetric)['output']>
type Segment = { name: string; value: string | null; cells: Measurement['cells']; last: number | null }

/** Lines that stay apart from each other; the table has all of them. */
const MOST = 6

/** The number split by a dimension: its largest segments as lines, all of them as rows with every period. */
export function BySegment({ numbers }: { numbers: Measurement; target: unknown }) {
  const { metric, title, unit, by, cells, grain, direction } = numbers
  const dimension = by[0] ?? ''
  const periods = useMemo(
    () => [...new Map(cells.map(({ period }) => [period.start, period])).values()].toSorted(byStart),
    [cells],
  )
  const segments = useMemo(() => segmentsOf(cells, periods), [cells, periods])
  const labels = useMemo(() => periods.map(({ label }) => label), [periods])
  const series = useMemo(
    () =>
      segments.slice(0, MOST).map(each => ({
        name: each.name,
        unit,
        values: periods.map(({ start }) => each.cells.find(cell => cell.period.start === start)?.value ?? null),
      })),
    [segments, periods, unit],
  )
  if (segments.every(each => each.value === null))
    return (
      <Empty
        what={`None of these events has “${dimension}”.`}
        why="Split by another dimension, or look at an event in a receipt to see what is known of it."
      />
    )
  const columns: Column<Segment>[] = [
    { id: 'segment', title: dimension, cell: each => each.name, value: each => each.name },
    {
      id: 'course',
      title: 'Course',
      cell: each => <Sparkline values={each.cells.map(cell => cell.value)} good={direction} />,
      wide: true,
    },
    ...periods.toReversed().map(
      (period, i): Column<Segment> => ({
        id: period.start,
        title: period.label,
        align: 'right',
        wide: i > 1,
        cell: each => (
          <Figure
            metric={metric}
            grain={grain}
            period={period.label}
            segment={{ [dimension]: each.value }}
            value={each.cells.find(cell => cell.period.start === period.start)?.value ?? null}
            unit={unit === '%' ? '%' : ''}
          />
        ),
        value: each => each.cells.find(cell => cell.period.start === period.start)?.value ?? null,
      }),
    ),
  ]
  return (
    <Stack gap="md">
      <SeriesChart title={`${title} by ${dimension}`} labels={labels} series={series} height={280} />
      {segments.length > MOST ? (
        <Text fz="xs" c="dimmed">
          The {MOST} largest of {segments.length} segments are drawn; the table has all of them.
        </Text>
      ) : null}
      <Table
        caption={`${title} by ${dimension} and ${grain}${unit ? `, ${unit}` : ''}`}
        csv={`${metric} by ${dimension}`}
        rows={segments}
        rowKey={each => each.name}
        columns={columns}
      />
    </Stack>
  )
}

function segmentsOf(cells: Measurement['cells'], periods: readonly { start: string }[]): Segment[] {
  const last = periods.at(-1)?.start
  return [...Map.groupBy(cells, cell => cell.segment[0] ?? null)]
    .map(([value, own]) => ({
      value,
      name: value ?? 'missing',
      cells: own.toSorted((a, b) => byStart(a.period, b.period)),
      last: own.find(cell => cell.period.start === last)?.value ?? null,
    }))
    .toSorted((a, b) => (b.last ?? Number.NEGATIVE_INFINITY) - (a.last ?? Number.NEGATIVE_INFINITY))
}

const byStart = (a: { start: string }, b: { start: string }): number => (a.start < b.start ? -1 : 1)
