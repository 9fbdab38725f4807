import { Stack, Text } from '@mantine/core'
import { useReading } from '../../features/ask.ts'
import type { impactOfMetric } from '../../features/metric/operations/impact.ts'
import { change, counted, figure } from '../../kit/figure.ts'
import { Read } from '../../kit/page.tsx'
import { SeriesChart } from '../../kit/series-chart.tsx'
import { Table } from '../../kit/table.tsx'

/** Kinds whose change makes past periods another number. */
export const MEASURED: readonly string[] = ['metric', 'stage', 'channel']

type ImpactProps = { kind: string; name: string; spec: Record<string, unknown> }

/** The past periods of every number that rests on a definition: as they were, beside as they would have been. */
export function Impact({ kind, name, spec }: ImpactProps) {
  const query = useReading<typeof impactOfMetric>('metric.impact', { kind: kind as 'metric', name, spec })
  return (
    <Read query={query} rows={6}>
      {({ numbers, more }) => {
        const changing = numbers.filter(each => each.changes)
        return (
          <Stack gap="lg">
            <Text fz="sm">
              {summary(numbers.length, changing.length)}
              {more > 0 ? ` ${counted(more, 'more number was', 'more numbers were')} not measured.` : ''}
            </Text>
            {changing.slice(0, 6).map(each => (
              <SeriesChart
                key={keyOf(each)}
                title={titleOf(each)}
                labels={each.periods.map(period => period.label)}
                series={[
                  { name: 'as it would be', unit: each.unit, values: each.after },
                  { name: 'as it is', unit: each.unit, values: each.before, dashed: true },
                ]}
                height={200}
              />
            ))}
            {numbers.length > 0 ? (
              <Table
                caption="The last complete period of each number"
                csv={`impact-${name}`}
                rows={numbers}
                rowKey={keyOf}
                columns={[
                  { id: 'number', title: 'Number', cell: titleOf, value: titleOf },
                  {
                    id: 'period',
                    title: 'Period',
                    cell: row => row.periods.at(-1)?.label,
                    value: row => row.periods.at(-1)?.label ?? '',
                    wide: true,
                  },
                  {
                    id: 'before',
                    title: 'As it is',
                    align: 'right',
                    cell: row => figure(row.before.at(-1), row.unit),
                    value: row => row.before.at(-1) ?? null,
                  },
                  {
                    id: 'after',
                    title: 'As it would be',
                    align: 'right',
                    cell: row => figure(row.after.at(-1), row.unit),
                    value: row => row.after.at(-1) ?? null,
                  },
                  {
                    id: 'change',
                    title: 'Change',
                    align: 'right',
                    cell: row => change(row.before.at(-1), row.after.at(-1), row.unit),
                    wide: true,
                  },
                  {
                    id: 'problem',
                    title: 'Note',
                    cell: row => <span className="quiet">{row.problem}</span>,
                    wide: true,
                  },
                ]}
              />
            ) : null}
          </Stack>
        )
      }}
    </Read>
  )
}

function summary(all: number, changing: number): string {
  if (all === 0) return 'No number rests on it.'
  if (changing === 0)
    return `${counted(all, 'number rests', 'numbers rest')} on it, and none of the last periods would have been different.`
  if (all === 1) return 'The one number that rests on it would have been different.'
  return `${changing} of the ${all} numbers that rest on it would have been different.`
}

type Number = { metric: string; title: string; segment: string | null }

const keyOf = ({ metric, segment }: Number): string => `${metric} ${segment}`

const titleOf = ({ title, segment }: Number): string => (segment === null ? title : `${title}, ${segment}`)
