import { formatShare } from '../core/share.ts'
import type { GoalReading, ResultReading } from '../features/goal/reading.ts'
import { quantity } from './quantity.ts'
import { wrap } from './table.ts'
import { type Terminal, visible, widthOf } from './terminal.ts'

/**
 * Goals with their key results beneath: how much is done, how much should be, how sure people are, and how it goes. Below
 * each stands whose it is and when, or which way a result goes and where it is now.
 */
export function drawGoals(goals: readonly GoalReading[], terminal: Terminal): string {
  const lines = goals.flatMap(goal => [
    { indent: 0, name: goal.title, below: standingOf(goal), cells: cellsOf(goal) },
    ...goal.results.map(result => ({
      indent: 2,
      name: result.name,
      below: wayOf(result, terminal),
      cells: cellsOf(result),
    })),
  ])
  if (lines.length === 0) return ''
  const header = { indent: 0, name: 'goal, owner, cycle', below: '', cells: [...HEADINGS] }
  const columns = layoutOf([header, ...lines], terminal.width)
  return `${[header, ...lines].map(line => drawLine(line, columns, terminal)).join('\n')}\n`
}

const HEADINGS = ['done', 'expected', 'confidence', 'status'] as const

type Line = { indent: number; name: string; below: string; cells: string[] }
type Columns = { left: number; shown: number[]; widths: number[] }

const GAP = 2
const NARROWEST = 30

/** All columns where the names keep enough room, else only how much is done and how it goes. */
function layoutOf(lines: readonly Line[], available: number): Columns {
  const widths = HEADINGS.map((_, i) => Math.max(...lines.map(({ cells }) => widthOf(cells[i] ?? ''))))
  const layouts = [
    [0, 1, 2, 3],
    [0, 3],
  ].map(shown => {
    const right = shown.reduce((sum, i) => sum + GAP + (widths[i] ?? 0), 0)
    const names = Math.max(
      ...lines.flatMap(({ indent, name, below }) => [
        indent + widthOf(visible(name)),
        indent * 2 + widthOf(visible(below)),
      ]),
    )
    return { shown, widths, left: Math.min(names, available - right) }
  })
  const [all, few] = layouts as [Columns, Columns]
  return available - all.widths.reduce((sum, width) => sum + GAP + width, 0) >= NARROWEST ? all : few
}

function drawLine({ indent, name, below, cells }: Line, { left, shown, widths }: Columns, { paint }: Terminal): string {
  const room = Math.max(1, left)
  const [first = '', ...rest] = wrap(' '.repeat(indent) + visible(name), room)
  const right = shown.map(i => {
    const [cell = '', width = 0] = [cells[i], widths[i]]
    return i === 3 ? cell : ' '.repeat(width - widthOf(cell)) + cell
  })
  const gap = ' '.repeat(GAP)
  const line = [first + ' '.repeat(Math.max(0, room - widthOf(first))), ...right].join(gap).trimEnd()
  const under = below === '' ? [] : wrap(' '.repeat(indent === 0 ? 0 : indent * 2) + visible(below), room)
  const own = indent === 0 ? [line, ...rest].map(each => paint(each, 'bold')) : [line, ...rest]
  return [...own, ...under.map(each => paint(each, 'dim'))].join('\n')
}

const cellsOf = ({ progress, expected, confidence, status }: GoalReading | ResultReading): string[] => [
  ...[progress, expected, confidence].map(share => (share === null ? '–' : formatShare(share))),
  status,
]

/** Whose a goal is, when, and what there is to say of it besides. */
function standingOf({ owner, cycle, score, checkIn: { overdueDays } }: GoalReading): string {
  const late = overdueDays > 0 ? `check-in ${days(overdueDays)} overdue` : ''
  return [owner, cycle.label, score === null ? '' : `score ${score.toFixed(2)}`, late].filter(Boolean).join(', ')
}

/** A number of days in words. */
export const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`

/** Where a key result starts and should end, and where it is now. */
function wayOf(result: ResultReading, { symbols }: Terminal): string {
  const { form, from, to, keep, by, unit, current, periods, problem } = result
  const way = {
    change: `${bare(from ?? null, unit)} ${symbols.flat} ${quantity(to ?? null, unit).trim()}`,
    band: `${bare(keep?.[0] ?? null, unit)} to ${quantity(keep?.[1] ?? null, unit).trim()}`,
    milestone: `by ${by}`,
    baseline: `known by ${by}`,
  }[form]
  const now = current === null || form === 'milestone' ? '' : `now ${bare(current, unit)}`
  const inside = periods && periods.of > 0 ? `${periods.inside} of ${periods.of} periods inside` : ''
  return [way, now, inside, problem ?? ''].filter(Boolean).join(', ')
}

/** A number without its unit, where the one beside it says it; percent is part of a number. */
const bare = (value: number | null, unit: string): string => quantity(value, unit === '%' ? unit : '').trim()
