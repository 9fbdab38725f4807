import { formatShare } from '../../core/share.ts'
import type { GoalReading, ResultReading } from '../../features/goal/reading.ts'
import type { Form, NameOf } from '../format.ts'
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

/** Goals with their key results beneath: how much is done, how much should be, how sure people are, and how it goes. */
export function drawGoals(goals: readonly GoalReading[], terminal: Terminal): string {
  const rows = goals.flatMap(goal => [
    [goal.title, goal.owner, goal.cycle.label, ...sharesOf(goal), standingOf(goal)],
    ...goal.results.map(result => [
      `  ${result.name}`,
      '',
      wayOf(result, terminal),
      ...sharesOf(result),
      sayingOf(result),
    ]),
  ])
  if (rows.length === 0) return ''
  const columns = ['goal', 'owner', 'cycle', 'done', 'expected', 'confidence', 'status']
  return drawTable({ columns, rows }, terminal)
}

const sharesOf = ({ progress, expected, confidence }: GoalReading | ResultReading): string[] =>
  [progress, expected, confidence].map(share => (share === null ? '–' : formatShare(share)))

function standingOf({ status, score, checkIn }: GoalReading): string {
  if (score !== null) return `${status}, score ${score.toFixed(2)}`
  const { overdueDays } = checkIn
  return overdueDays > 0 ? `${status}, check-in ${days(overdueDays)} overdue` : status
}

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`

/** Where a key result starts and should end. */
function wayOf({ form, from, to, keep, by, unit }: ResultReading, { symbols }: Terminal): string {
  if (form === 'change') return `${bare(from ?? null, unit)} ${symbols.flat} ${quantity(to ?? null, unit).trim()}`
  if (form === 'band') return `${bare(keep?.[0] ?? null, unit)} to ${quantity(keep?.[1] ?? null, unit).trim()}`
  return form === 'milestone' ? `by ${by}` : `known by ${by}`
}

/** A number without its unit, where the one beside it says it; percent is part of a number. */
const bare = (value: number | null, unit: string): string => quantity(value, unit === '%' ? unit : '').trim()

function sayingOf({ form, status, current, unit, periods, problem }: ResultReading): string {
  if (problem !== undefined) return `${status}: ${problem}`
  if (form === 'milestone') return status
  const counted = periods && periods.of > 0 ? `, ${periods.inside} of ${periods.of} inside` : ''
  return current === null ? status : `${status} at ${bare(current, unit)}${counted}`
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
