import { formatDuration } from '../core/duration.ts'
import { formatShare } from '../core/share.ts'
import type { Section } from '../features/scorecard/reading.ts'
import { drawAlignment } from './alignment.ts'
import type { Check } from './check.ts'
import { drawFindings, drawSummary, styleOf } from './findings.ts'
import { changeOf, quantity } from './quantity.ts'
import { sparkline } from './spark.ts'
import { drawTable, readable, wrap } from './table.ts'
import { type Terminal, visible, widthOf } from './terminal.ts'

type Finding = Check['findings'][number]

/**
 * The report of a check, read from top to bottom: outcomes on their plumb lines with the local numbers that claim to move
 * them, goals, funnels, sources, findings by weight, the alignment score. What hangs out of plumb is displaced by as much as weighs against it.
 */
export function drawReport(check: Check, terminal: Terminal, most = MOST_FINDINGS): string {
  const { company, scorecard, findings } = check
  const heading = `${visible(company.title)} ${terminal.symbols.dot} as of ${scorecard.receipt.asOf}, ${company.calendar.zone}`
  const blocks = [
    wrap(heading, terminal.width)
      .map(line => `${terminal.paint(line, 'bold')}\n`)
      .join(''),
    ...drawSections(scorecard.sections, findings, terminal),
    drawGoals(check.goals, terminal),
    ...check.funnels.map(funnel => drawFunnel(funnel, terminal)),
    drawSources(check, terminal),
    drawFindings(findings, terminal, most),
    drawGone(check, terminal),
    drawAlignment(check, terminal),
    check.agreements.inForce > 0 ? drawSummary(findings, terminal) : nothingInForce(check.agreements.waiting),
  ]
  return blocks.filter(block => block !== '').join('\n')
}

const MOST_FINDINGS = 12

/** What a baseline holds and is there no more. */
function drawGone({ baseline }: Check, { width, symbols }: Terminal): string {
  if (!baseline || baseline.gone.length === 0) return ''
  const lines = baseline.gone.flatMap(({ message }) =>
    wrap(visible(message), width - 4).map((line, i) => `  ${i === 0 ? symbols.tick : ' '} ${line}`),
  )
  return `In the baseline and gone:\n${lines.join('\n')}\n`
}

function nothingInForce(waiting: number): string {
  if (waiting === 0)
    return 'Nothing is declared here yet. “plumbline apply FOLDER” proposes what a company’s files say.\n'
  const who = waiting === 1 ? '1 agreement waits' : `${readable(waiting)} agreements wait`
  return `Nothing is in force yet: ${who} for signatures. “plumbline agreement list” says whose.\n`
}

const WEIGHT = { error: 3, warning: 2, info: 1 } as const

type Row = { bob: string; isOutcome: boolean; cells: string[]; says: string }

/** Outcomes, and under each on its line the local numbers, displaced by the heaviest finding against them. */
export function drawSections(sections: readonly Section[], findings: readonly Finding[], terminal: Terminal): string[] {
  const rows = sections.map(({ outcome, lines }) =>
    [outcome, ...lines].map((line): Row => {
      const isOutcome = line === outcome
      return {
        bob: isOutcome ? `${terminal.symbols.hang}   ` : bobOf(line.metric, findings, terminal),
        isOutcome,
        cells: [
          line.title,
          line.owner,
          quantity(line.value, line.unit),
          changeOf(line.previous, line.value, line.unit),
          sparkline(
            line.points.map(point => point.value),
            terminal.symbols.steps,
          ),
        ],
        says: line.problem ?? saying(line),
      }
    }),
  )
  const layout = layoutOf(rows.flat(), terminal.width)
  return rows.map(section => section.map(row => drawRow(row, layout, terminal)).join(''))
}

const BOB = 5
const GAP = 2
const NARROWEST = 12

/** The columns that are shown and how wide they are; where `beside` is false, what a row says stands below it. */
type Layout = { columns: number[]; widths: number[]; beside: boolean }

/** What is left out where lines would not fit, one after the other: room for what is said, the sparkline, the owner. */
const LAYOUTS = [
  { columns: [0, 1, 2, 3, 4], beside: true },
  { columns: [0, 1, 2, 3, 4], beside: false },
  { columns: [0, 1, 2, 3], beside: false },
  { columns: [0, 2, 3], beside: false },
]

function layoutOf(rows: readonly Row[], available: number): Layout {
  const layouts = LAYOUTS.map(each => ({ ...each, widths: widthsOf(rows, each, available) }))
  return layouts.find(each => totalOf(rows, each) <= available) ?? (layouts.at(-1) as Layout)
}

/** Columns as wide as their text; owners, then titles, give way where the line would not fit. */
function widthsOf(rows: readonly Row[], layout: Omit<Layout, 'widths'>, available: number): number[] {
  const widths = [26, 16, 16, 8, 60].map((most, i) =>
    Math.min(most, Math.max(0, ...rows.map(row => widthOf(row.cells[i] as string)))),
  )
  for (const column of [1, 0]) {
    const width = widths[column] as number
    const excess = totalOf(rows, { ...layout, widths }) - available
    widths[column] = Math.min(width, Math.max(NARROWEST, width - Math.max(0, excess)))
  }
  return widths
}

function totalOf(rows: readonly Row[], { columns, widths, beside }: Layout): number {
  const says = beside ? GAP + Math.max(0, ...rows.map(row => widthOf(visible(row.says)))) : 0
  return BOB + columns.reduce((sum, i) => sum + (widths[i] as number) + GAP, -GAP) + says
}

function drawRow(
  { bob, isOutcome, cells, says }: Row,
  { columns, widths, beside }: Layout,
  { paint, symbols, width }: Terminal,
): string {
  const text = columns.map(i => {
    const cell = visible(cells[i] as string)
    return i === 2 || i === 3 ? cell.padStart(widths[i] as number) : fitted(cell, widths[i] as number)
  })
  const line = `${bob} ${[...text, ...(beside ? [visible(says)] : [])].join('  ').trimEnd()}`
  const below = beside || says === '' ? [] : wrap(visible(says), width - 7).map(each => `${symbols.line}      ${each}`)
  if (!isOutcome) return `${[line, ...below].join('\n')}\n`
  return `${[line, ...below].map(each => paint(each, 'bold')).join('\n')}\n${symbols.line}\n`
}

function bobOf(metric: string, findings: readonly Finding[], { symbols, paint }: Terminal): string {
  const against = findings.filter(each => !each.suppressed && each.objects.includes(`metric/${metric}`))
  const weight = Math.max(0, ...against.map(each => WEIGHT[each.severity]))
  const places = [0, 1, 2, 3].map(place => (place === weight ? symbols.plumb : place === 0 ? symbols.line : ' '))
  const heaviest = against.find(each => WEIGHT[each.severity] === weight)
  const text = places.join('')
  return heaviest ? text.replace(symbols.plumb, paint(symbols.plumb, styleOf(heaviest))) : text
}

function saying({ trend, target, status, operator, unit }: Section['outcome']): string {
  const course = trend === null ? '' : trend
  if (target === null || operator === null) return course
  const bound = Array.isArray(target) ? `${target[0]}–${target[1]}` : quantity(target, unit === '%' ? unit : '').trim()
  const sign = { gte: '≥', gt: '>', lte: '≤', lt: '<', eq: '=', between: 'within', outside: 'outside' }[operator]
  return `${status}, ${sign} ${bound}${course ? `, ${course}` : ''}`
}

export function drawGoals(goals: Check['goals'], terminal: Terminal): string {
  const rows = goals.flatMap(goal => [
    [goal.title, goal.owner, goal.cycle.label, percent(goal.progress), percent(goal.expected), goal.status],
    ...goal.results.map(result => [
      `  ${result.title}`,
      '',
      `${quantity(result.from ?? null, result.unit)} ${terminal.symbols.flat} ${quantity(result.to ?? null, result.unit)}`,
      percent(result.progress),
      percent(result.expected),
      `${result.status} at ${quantity(result.current, result.unit)}`,
    ]),
  ])
  if (rows.length === 0) return ''
  return drawTable({ columns: ['goal', 'owner', 'cycle', 'done', 'expected', 'status'], rows }, terminal)
}

const percent = (share: number | null): string => (share === null ? '–' : formatShare(share))

/** A funnel step by step, or where it is split, people at each step; at most so many rows. */
export function drawFunnel(funnel: Check['funnels'][number], terminal: Terminal, most = MOST_SEGMENTS): string {
  return funnel.rows.length > 1 ? drawSplit(funnel, terminal, most) : drawSteps(funnel, terminal)
}

function drawSteps({ title, total }: Check['funnels'][number], terminal: Terminal): string {
  const rows = total.map(step => [
    step.step,
    step.people,
    step.conversion === null ? '' : formatShare(step.conversion),
    step.overall === null ? '' : formatShare(step.overall),
    step.sincePrevious ? formatDuration(step.sincePrevious.median) : '',
    step.sincePrevious ? formatDuration(step.sincePrevious.p90) : '',
  ])
  return drawTable({ columns: [title, 'people', 'from before', 'of all', 'median', '9 in 10 within'], rows }, terminal)
}

const MOST_SEGMENTS = 12

/** A funnel split by segment or cohort: people at each step, and the share that came all the way. */
function drawSplit({ title, steps, rows }: Check['funnels'][number], terminal: Terminal, most: number): string {
  const byPeople = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
    (b.steps[0]?.people ?? 0) - (a.steps[0]?.people ?? 0)
  const shown = rows.some(row => row.period) ? rows.slice(-most) : rows.toSorted(byPeople).slice(0, most)
  const lines = shown.map(({ period, segment, steps: read }) => [
    [period?.label, ...segment.map(each => each ?? '(missing)')].filter(Boolean).join(', '),
    ...read.map(step => step.people),
    percent(read.at(-1)?.overall ?? null),
  ])
  const rest = rows.length - shown.length
  const more = rest > 0 ? `${rest} more ${rest === 1 ? 'row' : 'rows'} in “plumbline funnel measure”.\n` : ''
  return drawTable({ columns: [title, ...steps, 'all the way'], rows: lines }, terminal) + more
}

function drawSources({ sources }: Check, terminal: Terminal): string {
  const rows = sources.map(({ title, owner, events, lastEvent, files, absent, staleSince, lost }) => {
    const rejected = files.reduce((sum, file) => sum + file.rejected, 0)
    const says = [
      absent,
      rejected > 0 ? `${readable(rejected)} rows rejected` : null,
      staleSince ? `overdue since ${staleSince.slice(0, 10)}` : null,
      lost ? 'was imported, and none of it is here: see “plumbline doctor”' : null,
    ]
    return [title, owner, events, lastEvent?.slice(0, 10) ?? '–', says.filter(Boolean).join('; ')]
  })
  if (rows.length === 0) return ''
  return drawTable({ columns: ['source', 'owner', 'events', 'newest', ''], rows }, terminal)
}

function fitted(text: string, width: number): string {
  const short = widthOf(text) > width ? `${[...text].slice(0, width - 1).join('')}…` : text
  return short + ' '.repeat(Math.max(0, width - widthOf(short)))
}
