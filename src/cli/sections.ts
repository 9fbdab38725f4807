import type { Finding } from '../features/finding/finding.ts'
import type { Line, Marked, ScorecardReading, Section } from '../features/scorecard/reading.ts'
import { SIGNS, type Target } from '../features/scorecard/scorecard.ts'
import { styleOf } from './findings.ts'
import { changeOf, quantity } from './quantity.ts'
import { drawNotes, lettersOf, notesOn } from './section-notes.ts'
import { sparkline } from './spark.ts'
import { wrap } from './table.ts'
import { type Terminal, visible, widthOf } from './terminal.ts'

const WEIGHT = { error: 3, warning: 2, info: 1 } as const

/** One line of the page; `marks` stand below it, under the periods they belong to. */
type Row = { bob: string; isOutcome: boolean; cells: string[]; says: string; marks: string }

/**
 * Outcomes, and under each on its line the local numbers, displaced by the heaviest finding against them; beneath them what
 * explains the numbers. A block each.
 */
export function drawSections(
  { sections, annotations }: Pick<ScorecardReading, 'sections' | 'annotations'>,
  findings: readonly Finding[],
  terminal: Terminal,
): string[] {
  const letters = lettersOf(sections, terminal)
  const rows = sections.map(section => rowsOf(section, annotations, letters, findings, terminal))
  const layout = layoutOf(rows.flat(), terminal.width)
  const drawn = sections.map(
    (section, i) => headingOf(section, terminal) + (rows[i] ?? []).map(row => drawRow(row, layout, terminal)).join(''),
  )
  return [...drawn, drawNotes(annotations, letters, terminal)].filter(block => block !== '')
}

function rowsOf(
  section: Section,
  annotations: readonly Marked[],
  letters: ReadonlyMap<string, string>,
  findings: readonly Finding[],
  terminal: Terminal,
): Row[] {
  const { outcome, lines, periods } = section
  return [outcome, ...lines].map((line): Row => {
    const isOutcome = line === outcome
    const noted = notesOn(line, terminal).map(text => `[${letters.get(text)}]`)
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
      says: [line.problem ?? saying(line), ...noted].filter(Boolean).join(' '),
      marks: isOutcome ? marksOver(periods, marksIn(section, annotations)) : '',
    }
  })
}

/** Whom a section is for and what is in it for them. */
function headingOf({ stakeholder, why }: Section, { paint, width }: Terminal): string {
  if (stakeholder === null && why === null) return ''
  const text = stakeholder === null ? `${why}` : `For ${stakeholder}${why === null ? '' : `: ${why}`}`
  return wrap(visible(text), width)
    .map(line => `${paint(line, 'dim')}\n`)
    .join('')
}

function marksIn({ outcome, lines }: Section, annotations: readonly Marked[]): Marked[] {
  const marks = new Set([outcome, ...lines].flatMap(line => line.annotations))
  return annotations.filter(({ mark }) => marks.has(mark))
}

/** Each mark under the period in which it begins; a plus where several do not fit. */
export function marksOver(
  periods: readonly { start: string; end: string }[],
  marked: readonly { mark: number; on: string }[],
): string {
  const signs = periods.map(() => ' ')
  for (const { mark, on } of marked) {
    const found = periods.findIndex(({ end }) => on < end)
    const at = Math.max(0, found)
    const text = [...String(mark)]
    const isFree = text.every((_, i) => signs[at + i] === ' ')
    signs.splice(at, isFree ? text.length : 1, ...(isFree ? text : ['+']))
  }
  return signs.join('').trimEnd()
}

const BOB = 5
const GAP = 2
const NARROWEST = 12
const SPARK = 4

/** The columns that are shown and how wide they are; where `beside` is false, what a row says stands below it. */
type Layout = { columns: number[]; widths: number[]; beside: boolean }

/** What is left out where lines would not fit, one after the other: room for what is said, the sparkline, the owner. */
const LAYOUTS = [
  { columns: [0, 1, 2, 3, SPARK], beside: true },
  { columns: [0, 1, 2, 3, SPARK], beside: false },
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
  { bob, isOutcome, cells, says, marks }: Row,
  layout: Layout,
  { paint, symbols, width }: Terminal,
): string {
  const { columns, widths, beside } = layout
  const text = columns.map(i => {
    const cell = visible(cells[i] as string)
    return i === 2 || i === 3 ? cell.padStart(widths[i] as number) : fitted(cell, widths[i] as number)
  })
  const line = `${bob} ${[...text, ...(beside ? [visible(says)] : [])].join('  ').trimEnd()}`
  const below = beside || says === '' ? [] : wrap(visible(says), width - 7).map(each => `${symbols.line}      ${each}`)
  if (!isOutcome) return `${[line, ...below].join('\n')}\n`
  const before = columns.filter(i => i < SPARK).reduce((sum, i) => sum + (widths[i] as number) + GAP, BOB)
  const under = columns.includes(SPARK) && marks !== '' ? ' '.repeat(before - 1) + marks : ''
  return `${[line, ...below].map(each => paint(each, 'bold')).join('\n')}\n${symbols.line}${under}\n`
}

function bobOf(metric: string, findings: readonly Finding[], { symbols, paint }: Terminal): string {
  const against = findings.filter(each => !each.suppressed && each.objects.includes(`metric/${metric}`))
  const weight = Math.max(0, ...against.map(each => WEIGHT[each.severity]))
  const places = [0, 1, 2, 3].map(place => (place === weight ? symbols.plumb : place === 0 ? symbols.line : ' '))
  const heaviest = against.find(each => WEIGHT[each.severity] === weight)
  const text = places.join('')
  return heaviest ? text.replace(symbols.plumb, paint(symbols.plumb, styleOf(heaviest))) : text
}

function saying({ trend, target, status, operator, unit }: Line): string {
  if (target === null || operator === null) return trend ?? ''
  return [status, targetText({ operator, target }, unit), trend ?? ''].filter(Boolean).join(', ')
}

/** A target as people write it: `≥ 35 %`, `within 4–6`. */
export function targetText({ operator, target }: Target, unit: string): string {
  const bound = (value: number) => quantity(value, unit === '%' ? unit : '').trim()
  const text = Array.isArray(target) ? `${bound(target[0])}–${bound(target[1])}` : bound(target)
  return `${SIGNS[operator]} ${text}`
}

function fitted(text: string, width: number): string {
  const short = widthOf(text) > width ? `${[...text].slice(0, width - 1).join('')}…` : text
  return short + ' '.repeat(Math.max(0, width - widthOf(short)))
}
