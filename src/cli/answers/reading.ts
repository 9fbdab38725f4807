import type { MeasuredFunnel } from '../../features/funnel/operations.ts'
import type { Form } from '../format.ts'
import { drawFunnel } from '../report.ts'
import type { Table } from '../table.ts'

/** `segment,<step>,<step>,…`: people counted, one row a segment; with cohorts, the period they entered in follows. */
export function funnelForm(measured: MeasuredFunnel): Form {
  return { table: funnelTable(measured), draw: terminal => drawFunnel(measured, terminal, measured.rows.length) }
}

function funnelTable({ by, steps, rows, total }: MeasuredFunnel): Table {
  const cohorts = rows.some(row => row.period !== null)
  const columns = [by.length > 1 ? by : ['segment'], cohorts ? ['cohort'] : [], steps].flat()
  if (by.length === 0 && !cohorts) return { columns, rows: [['all', ...total.map(step => step.people)]] }
  return {
    columns,
    rows: rows.map(({ segment, period, steps: read }) => [
      ...(by.length > 0 ? segment.map(each => each ?? '') : ['all']),
      ...(cohorts ? [period?.label ?? ''] : []),
      ...read.map(step => step.people),
    ]),
  }
}
