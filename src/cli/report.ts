import { formatDuration } from '../core/duration.ts'
import { formatShare } from '../core/share.ts'
import { drawAlignment } from './alignment.ts'
import type { Check } from './check.ts'
import { drawFindings, drawSummary } from './findings.ts'
import { drawGoals } from './goals.ts'
import { drawSections } from './sections.ts'
import { drawTable, readable, wrap } from './table.ts'
import { type Terminal, visible } from './terminal.ts'

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
    ...drawSections(scorecard, findings, terminal),
    drawGoals(check.goals, terminal),
    ...check.funnels.map(funnel => drawFunnel(funnel, terminal)),
    drawSources(check, terminal),
    drawFindings(findings, terminal, most),
    drawGone(check, terminal),
    drawAlignment(check, terminal),
    check.agreements.inForce > 0 ? drawSummary(check, terminal) : nothingInForce(check.agreements.waiting),
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
