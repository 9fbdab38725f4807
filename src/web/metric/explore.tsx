import { Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { z } from 'zod'
import { useReading } from '../../features/ask.ts'
import type { CatalogueEntry } from '../../features/metric/operations/catalogue.ts'
import type { measureMetric } from '../../features/metric/operations.ts'
import type { measureLine } from '../../features/scorecard/operations/line.ts'
import { change, figure, moment, UNKNOWN } from '../../kit/figure.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { Failure, Read, Section } from '../../kit/page.tsx'
import { type ChartSeries, SeriesChart } from '../../kit/series-chart.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { UrlSelect, UrlText } from '../../kit/url-fields.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { askedIn, COUNTS, GRAINS, labelAt } from './asked.ts'
import { BySegment } from './by-segment.tsx'

type LineReading = z.output<(typeof measureLine)['output']>
type Measurement = z.output<(typeof measureMetric)['output']>
type ExploreProps = { name: string; entry: CatalogueEntry | undefined; catalogue: readonly CatalogueEntry[] }

/** The number over time, in whatever periods, split, narrowed and compared as the reader asks. */
export function Explore({ name, entry, catalogue }: ExploreProps) {
  const [said] = useUrlState()
  const asked = askedIn(said)
  const { grain, last, by, where, against } = asked
  const span = { ...(grain ? { grain } : {}), last }
  const isPlain = !by && !where
  const line = useReading<typeof measureLine>('scorecard.line', {
    metric: name,
    periods: last,
    ...(grain ? { grain } : {}),
  })
  const measured = useReading<typeof measureMetric>(
    'metric.measure',
    { name, ...span, ...(by ? { by: [by] } : {}), ...(where ? { where } : {}) },
    { enabled: !isPlain },
  )
  const other = against === 'year' ? { name, yearBefore: true } : { name: against ?? name }
  const compared = useReading<typeof measureMetric>(
    'metric.measure',
    { ...other, last, grain: line.data?.grain ?? grain ?? 'week', ...(where && against === 'year' ? { where } : {}) },
    { enabled: against !== undefined && !by && line.data !== undefined },
  )
  return (
    <Section title="How it went">
      <Questions name={name} entry={entry} catalogue={catalogue} isSplit={by !== undefined} />
      <Failure error={measured.error ?? compared.error} />
      <Read query={line} rows={10}>
        {reading =>
          by ? (
            <Read query={measured} rows={10}>
              {numbers => <BySegment numbers={numbers} target={reading.line.target} />}
            </Read>
          ) : (
            <OverTime
              reading={reading}
              narrowed={isPlain ? undefined : measured.data}
              compared={against ? compared.data : undefined}
              against={against}
            />
          )
        }
      </Read>
    </Section>
  )
}

function Questions({ name, entry, catalogue, isSplit }: ExploreProps & { isSplit: boolean }) {
  const dimensions = entry?.segments ?? []
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label="What to show">
      <UrlSelect
        name="grain"
        label="Periods of"
        none={`a ${entry?.grain ?? 'week'}, as agreed`}
        choices={GRAINS.map(each => ({ value: each, label: `a ${each}` }))}
      />
      <UrlSelect name="last" label="How many" none="13" choices={COUNTS.filter(each => each !== 13).map(String)} />
      <UrlSelect
        name="by"
        label="Split by"
        none="Nothing"
        choices={dimensions.includes('channel') ? dimensions : [...dimensions, 'channel']}
      />
      <UrlText name="property" label="Only where" placeholder="Property" />
      <UrlText name="is" label="is" placeholder="Value" />
      <UrlSelect
        name="against"
        label="Compare with"
        none="Nothing"
        disabled={isSplit}
        choices={[
          { value: 'year', label: 'The year before' },
          ...catalogue
            .filter(each => each.metric !== name && each.grain !== null)
            .map(each => ({ value: each.metric, label: each.title })),
        ]}
      />
    </Group>
  )
}

type OverTimeProps = {
  reading: LineReading
  narrowed: Measurement | undefined
  compared: Measurement | undefined
  against: string | undefined
}

function OverTime({ reading, narrowed, compared, against }: OverTimeProps) {
  const { line, periods, annotations, grain } = reading
  const labels = useMemo(() => periods.map(({ label }) => label), [periods])
  const values = useMemo(
    () => (narrowed ? narrowed.cells.map(({ value }) => value) : line.points.map(({ value }) => value)),
    [narrowed, line],
  )
  const series = useMemo(
    (): ChartSeries[] => [
      { name: line.title, unit: line.unit, values },
      ...(compared
        ? [
            {
              name: against === 'year' ? 'The year before' : compared.title,
              unit: compared.unit,
              values: compared.cells.map(({ value }) => value),
              dashed: true,
            },
          ]
        : []),
    ],
    [line, values, compared, against],
  )
  const notes = useMemo(
    () =>
      [
        ...annotations.map(({ on, text }) => ({ on, text })),
        ...line.footnotes.map(({ on, kind, name, says }) => ({ on, text: `${kind} ${name} ${says}` })),
      ].flatMap(({ on, text }) => {
        const label = labelAt(on, periods)
        return label ? [{ label, text }] : []
      }),
    [annotations, line.footnotes, periods],
  )
  const target = !narrowed && typeof line.target === 'number' ? line.target : null
  const rows = periods.map((period, i) => ({
    period,
    value: values[i] ?? null,
    before: i === 0 ? null : (values[i - 1] ?? null),
    status: narrowed ? null : (line.points[i]?.status ?? null),
    beside: compared?.cells[i] ?? null,
    notes: notes.filter(({ label }) => label === period.label).map(({ text }) => text),
  }))
  type Row = (typeof rows)[number]
  const columns: Column<Row>[] = [
    { id: 'period', title: 'Period', cell: row => row.period.label, value: row => row.period.label },
    {
      id: 'value',
      title: line.unit ? `Value, ${line.unit}` : 'Value',
      align: 'right',
      cell: row =>
        narrowed ? (
          figure(row.value, line.unit)
        ) : (
          <Figure metric={line.metric} grain={grain} period={row.period.label} value={row.value} unit={line.unit} />
        ),
      value: row => row.value,
    },
    {
      id: 'change',
      title: 'Change',
      align: 'right',
      cell: row => change(row.before, row.value, line.unit),
      value: row => (row.value === null || row.before === null ? null : row.value - row.before),
    },
    ...(target === null
      ? []
      : [
          {
            id: 'status',
            title: 'Status',
            cell: (row: Row) => <Status of={row.status} />,
            value: (row: Row) => row.status,
          },
        ]),
    ...(compared
      ? [
          {
            id: 'beside',
            title: against === 'year' ? 'The year before' : compared.title,
            align: 'right' as const,
            cell: (row: Row) =>
              row.beside ? (
                <Figure
                  metric={compared.metric}
                  grain={grain}
                  period={row.beside.period.label}
                  value={row.beside.value}
                  unit={compared.unit}
                />
              ) : (
                UNKNOWN
              ),
            value: (row: Row) => row.beside?.value ?? null,
          },
        ]
      : []),
    {
      id: 'notes',
      title: 'What happened',
      wide: true,
      cell: row => row.notes.join(' '),
      value: row => row.notes.join(' '),
    },
  ]
  return (
    <Stack gap="md">
      {narrowed ? null : <Summary reading={reading} />}
      <SeriesChart
        title={titleOf(line.title, grain, periods.length, narrowed ? null : line.trend)}
        labels={labels}
        series={series}
        target={target}
        notes={notes}
      />
      <Notes notes={notes} />
      <Table
        caption={`${line.title} by ${grain}`}
        csv={`${line.metric} by ${grain}`}
        rows={rows.toReversed()}
        rowKey={row => row.period.start}
        columns={columns}
      />
    </Stack>
  )
}

function titleOf(title: string, grain: string, count: number, trend: LineReading['line']['trend']): string {
  const goes = trend === null ? '' : trend === 'flat' ? ': level' : `: getting ${trend}`
  return `${title}, the last ${count} ${grain.replace('-', ' ')}s${goes}`
}

function Summary({ reading: { line, grain, receipt } }: { reading: LineReading }) {
  const { value, previous, yearAgo, unit, points, status, trend, target, problem } = line
  const period = points.at(-1)?.period
  const facts: [string, React.ReactNode][] = [
    [
      period?.label ?? 'now',
      <Text key="value" span fz={26} fw={650} lh={1.1}>
        <Figure
          metric={line.metric}
          grain={grain}
          period={period?.label ?? ''}
          value={value}
          unit={unit}
          why={problem}
        />
      </Text>,
    ],
    ['against the period before', change(previous, value, unit) || UNKNOWN],
    ['against the year before', change(yearAgo, value, unit) || UNKNOWN],
    ['target', Array.isArray(target) ? target.map(each => figure(each, unit)).join(' to ') : figure(target, unit)],
    ['status', <Status key="status" of={status} />],
    ['over 8 periods', trend ? <Status key="trend" of={trend} /> : UNKNOWN],
    ['known until', moment(receipt.asOf)],
  ]
  return (
    <dl className="summary figures">
      {facts.map(([term, says]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  )
}

function Notes({ notes }: { notes: readonly { label: string; text: string }[] }) {
  if (notes.length === 0) return null
  return (
    <Stack gap={2} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {notes.map(({ label, text }) => (
        <Text key={`${label} ${text}`} component="li" fz="sm">
          <Text span c="dimmed">
            ◆ {label}{' '}
          </Text>
          {text}
        </Text>
      ))}
    </Stack>
  )
}
