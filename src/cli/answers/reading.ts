import type { MeasuredFunnel } from '../../features/funnel/operations.ts'
import type { GoalReading } from '../../features/goal/reading.ts'
import type { Form } from '../format.ts'
import { drawFunnel, drawGoals } from '../report.ts'
import { drawTable, type Table } from '../table.ts'

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

/** A goal's key results against the time that has passed, and what each team contributes. */
export function goalForm(goal: GoalReading): Form {
  return {
    table: {
      columns: ['result', 'metric', 'unit', 'from', 'to', 'by', 'current', 'progress', 'expected', 'status'],
      rows: goal.results.map(each => [
        each.name ?? each.title,
        each.metric,
        each.unit,
        each.from,
        each.to,
        each.by,
        each.current,
        each.progress,
        each.expected,
        each.status,
      ]),
    },
    draw: terminal => {
      const contributors = goal.contributors.map(each => [each.team, each.with, each.metric, each.current])
      const columns = ['team', 'contributes', 'shown by', 'so far']
      const parts = [drawGoals([goal], terminal)]
      if (contributors.length > 0) parts.push(drawTable({ columns, rows: contributors }, terminal))
      return parts.join('\n')
    },
  }
}
