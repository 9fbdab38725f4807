import { Button, Group, Loader, useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { figure } from './figure.ts'
import { Table } from './table.tsx'

export type ChartSeries = { name: string; unit: string; values: readonly (number | null)[]; dashed?: boolean }

type ChartProps = {
  /** The finding or the question, in words. */
  title: string
  labels: readonly string[]
  series: readonly ChartSeries[]
  target?: number | null
  notes?: readonly { label: string; text: string }[]
  height?: number
}

/** Lines over periods, with the target and notes, and the same numbers as a table at the press of a button. */
export function SeriesChart({ title, labels, series, target = null, notes = [], height = 240 }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const [asTable, setAsTable] = useState(false)
  const [isDrawn, setDrawn] = useState(false)
  const scheme = useComputedColorScheme('light')
  useEffect(() => {
    if (asTable || !place.current) return
    const element = place.current
    let dispose = () => {}
    let isGone = false
    import('./draw-series.ts').then(({ drawSeries }) => {
      if (isGone) return
      dispose = drawSeries(element, { labels, series, target, notes, dark: scheme === 'dark' })
      setDrawn(true)
    })
    return () => {
      isGone = true
      dispose()
    }
  }, [asTable, labels, series, target, notes, scheme])
  return (
    <figure style={{ margin: 0 }}>
      <Group justify="space-between" gap="xs">
        <figcaption style={{ fontWeight: 600 }}>{title}</figcaption>
        <Button variant="subtle" size="compact-xs" onClick={() => setAsTable(!asTable)}>
          {asTable ? 'As a chart' : 'As a table'}
        </Button>
      </Group>
      {asTable ? (
        <Table
          caption={title}
          csv={title}
          rows={labels.map((label, i) => ({ label, i }))}
          rowKey={row => row.label}
          columns={[
            { id: 'period', title: 'Period', cell: row => row.label, value: row => row.label },
            ...series.map(each => ({
              id: each.name,
              title: each.name,
              align: 'right' as const,
              cell: (row: { i: number }) => figure(each.values[row.i], each.unit),
              value: (row: { i: number }) => each.values[row.i] ?? null,
            })),
          ]}
        />
      ) : (
        <div
          ref={place}
          style={{ height, position: 'relative' }}
          role="img"
          aria-label={`${title}. ${summary(series, labels)}`}
        >
          {isDrawn ? null : <Loader size="sm" />}
        </div>
      )}
    </figure>
  )
}

function summary(series: readonly ChartSeries[], labels: readonly string[]): string {
  return series
    .map(
      ({ name, unit, values }) =>
        `${name}: ${figure(values[0], unit)} in ${labels[0]}, ${figure(values.at(-1), unit)} in ${labels.at(-1)}`,
    )
    .join('; ')
}
