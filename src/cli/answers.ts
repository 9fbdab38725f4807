import type { FunnelReading } from '../features/funnel/funnel.ts'
import type { MeasuredFunnel } from '../features/funnel/operations.ts'
import type { Measurement } from '../features/metric/operations.ts'
import type { Table } from './table.ts'

/** How the answers that are more than a list look as a table, by the operation’s name. */
export const answerTables: Readonly<Record<string, (answer: never) => Table>> = {
  'metric.measure': metricTable,
  'metric.preview': previewTable,
  'funnel.measure': funnelTable,
  'metric.list': agreementsTable,
}

/** `period,value`, with a column for each dimension the number is split by. */
export function metricTable({ by, cells }: Measurement): Table {
  const segments = by.length === 1 ? ['segment'] : by
  return {
    columns: ['period', ...segments, 'value'],
    rows: cells.map(cell => [cell.period.label, ...cell.segment.map(nameOf), cell.value]),
  }
}

type Preview = { by: string[]; cells: { period: { label: string }; segment: (string | null)[] }[] }

function previewTable({ by, cells }: Preview): Table {
  return {
    columns: ['period', ...by, 'before', 'after', 'change'],
    rows: cells.map(cell => {
      const { before, after, change } = cell as unknown as Record<'before' | 'after' | 'change', number | null>
      return [cell.period.label, ...cell.segment.map(nameOf), before, after, change]
    }),
  }
}

/** `segment,<step>,<step>,…`: people counted, one row a segment; with cohorts, the period they entered in follows. */
export function funnelTable({ by, steps, rows, total }: MeasuredFunnel): Table {
  const cohorts = rows.some(row => row.period !== null)
  const columns = [by.length > 1 ? by : ['segment'], cohorts ? ['cohort'] : [], steps].flat()
  const line = ({
    segment,
    period,
    steps: read,
  }: Omit<FunnelReading, 'period'> & { period: { label: string } | null }) => [
    ...(by.length > 0 ? segment.map(nameOf) : ['all']),
    ...(cohorts ? [period?.label ?? ''] : []),
    ...read.map(step => step.people),
  ]
  if (by.length === 0 && !cohorts) return { columns, rows: [['all', ...total.map(step => step.people)]] }
  return { columns, rows: rows.map(line) }
}

const nameOf = (segment: string | null): string => segment ?? ''

type Listed = {
  items: { kind: string; name: string; state: string; head: { title: string; owner: string; number: number } }[]
}

/** Agreements as people look them up: what they are called, whose they are, how they stand. */
export function agreementsTable({ items }: Listed): Table {
  return {
    columns: ['name', 'title', 'owner', 'state', 'revision'],
    rows: items.map(({ name, head, state }) => [name, head.title, head.owner, state, head.number]),
  }
}
