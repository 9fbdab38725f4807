import type { GoalReading } from '../../features/goal/reading.ts'
import type { Form, NameOf } from '../format.ts'
import { days, drawGoals } from '../goals.ts'
import { quantity } from '../quantity.ts'
import { drawTable, type Table, wrap } from '../table.ts'
import { type Terminal, visible } from '../terminal.ts'

/** How far one goal or several have come: a table of key results for programs; people also see who gives what, and who is asked. */
export function goalForm(answer: GoalReading | GoalReading[], nameOf: NameOf): Form {
  const goals = Array.isArray(answer) ? answer : [answer]
  return {
    table: tableOf(goals),
    draw: terminal => {
      if (goals.length === 0) return 'No goal is in force yet.\n'
      return Array.isArray(answer) ? drawGoals(goals, terminal) : drawGoal(answer, terminal, nameOf)
    },
  }
}

const COLUMNS = [
  'name',
  'form',
  'metric',
  'unit',
  'from',
  'to',
  'by',
  'weight',
  'current',
  'progress',
  'expected',
  'confidence',
  'score',
  'status',
] as const

function tableOf(goals: readonly GoalReading[]): Table {
  return {
    columns: ['goal', 'result', ...COLUMNS.slice(1)],
    rows: goals.flatMap(({ goal, results }) => results.map(each => [goal, ...COLUMNS.map(column => each[column])])),
  }
}

function drawGoal(goal: GoalReading, terminal: Terminal, nameOf: NameOf): string {
  const { contributors, dependencies } = goal
  const parts = [drawGoals([goal], terminal)]
  if (contributors.length > 0)
    parts.push(
      drawTable(
        {
          columns: ['team', 'contributes', 'shown by', 'so far'],
          rows: contributors.map(each => [
            each.team,
            each.with,
            each.title ?? '',
            each.metric === undefined ? '' : quantity(each.current, each.unit ?? ''),
          ]),
        },
        terminal,
      ),
    )
  if (dependencies.length > 0)
    parts.push(
      drawTable(
        {
          columns: ['needs of', 'what', 'by', ''],
          rows: dependencies.map(each => [
            each.on,
            each.for,
            each.by ?? '',
            each.risk
              ? `not confirmed; ${each.risk.owner}: ${each.risk.plan}`
              : each.confirmed
                ? 'confirmed'
                : 'not confirmed',
          ]),
        },
        terminal,
      ),
    )
  const lines = wrap(visible(heardOf(goal, nameOf)), terminal.width)
  return [...parts, `${lines.join('\n')}\n`].join('\n')
}

/** Who spoke of it last, and when somebody is asked again. */
function heardOf({ checkIn: { last, by, due, overdueDays }, health }: GoalReading, nameOf: NameOf): string {
  const said = last === null ? 'Nobody has checked in yet' : `Checked in on ${last.slice(0, 10)}`
  const who = last !== null && by !== null ? ` by ${nameOf(by)}` : ''
  const how = health === null ? '' : `, ${health}`
  const late = overdueDays > 0 ? `, ${days(overdueDays)} overdue` : ''
  return `${said}${who}${how}${due === null ? '' : `; due ${due.slice(0, 10)}${late}`}.`
}
