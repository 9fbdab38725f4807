import type { MapReading } from '../../features/map/operations/show.ts'
import type { Form } from '../format.ts'
import { quantity } from '../quantity.ts'
import { drawTable, readable, type Table, wrap } from '../table.ts'
import { type Terminal, visible } from '../terminal.ts'
import { drawTree } from './tree.ts'

/** The tree on its plumb line: what is off its target, or does not add up, hangs beside the line; below it, who feeds what. */
export function mapForm(reading: MapReading): Form {
  return {
    table: mapTable(reading),
    draw: terminal => {
      const { zone, asOf } = reading.receipt
      const known = terminal.paint(`As of ${asOf}, ${zone}`, 'bold')
      const parts = [
        `${known}\n`,
        drawTree(reading, terminal),
        drawFeeders(reading, terminal),
        drawNotes(reading, terminal),
      ]
      return parts.filter(Boolean).join('\n')
    },
  }
}

function mapTable({ nodes }: MapReading): Table {
  const columns = [
    'metric',
    'title',
    'owner',
    'tier',
    'depth',
    'under',
    'by',
    'unit',
    'period',
    'value',
    'previous',
    'change',
  ]
  const judged = ['target', 'attainment', 'health', 'trend', 'feeds', 'without', 'gap', 'gap share']
  return {
    columns: [...columns, ...judged],
    rows: nodes.map(node => [
      node.metric,
      node.title,
      node.owner,
      node.tier,
      node.depth,
      node.under,
      node.by,
      node.unit,
      node.period?.label,
      node.value,
      node.previous,
      node.change,
      node.target,
      node.attainment,
      node.health,
      node.trend,
      node.feeds.map(({ team }) => team).join('; '),
      node.missing.departments.join('; '),
      node.parts?.newest?.gap,
      node.parts?.newest?.share,
    ]),
  }
}

/** Who feeds the number at the top, and with what, where there is only one. */
function drawFeeders({ nodes }: MapReading, terminal: Terminal): string {
  const [root, ...others] = nodes.filter(({ depth }) => depth === 0)
  if (!root || others.length > 0 || root.feeds.length === 0) return ''
  const rows = root.feeds.map(({ team, department, ways }) => {
    const named = (by: (typeof ways)[number]['by']) =>
      ways.flatMap(way => (way.by === by ? way.of.slice(by.length + 1) : []))
    const isOwn = department.toLowerCase().replaceAll(' ', '-') === team
    const who = isOwn ? team : `${team} (${department})`
    return [who, ...(['metric', 'goal', 'source'] as const).map(by => few(named(by)).join(', '))]
  })
  return drawTable({ columns: [`feeds ${root.title}`, 'by metrics', 'by goals', 'by sources'], rows }, terminal)
}

/** What the tree shows, in sentences: who is missing, what does not add up, what is not in it, and how to read it. */
function drawNotes({ nodes, hidden, rings, aside }: MapReading, terminal: Terminal): string {
  const titleOf = new Map(nodes.map(({ metric, title }) => [metric, title]))
  const missing = nodes.flatMap(({ depth, title, missing: { departments } }) =>
    depth === 0 && departments.length > 0 ? [`${title} has no contribution from ${departments.join(', ')}.`] : [],
  )
  const apart = nodes.flatMap(({ title, unit, parts }) => {
    const newest = parts?.newest
    if (!parts || newest?.ok !== false) return []
    const [value, made] = [quantity(newest.value, unit), quantity(newest.parts, unit)]
    return [`${title} was ${value} in ${newest.period.label}, and its parts (${parts.formula}) make ${made}.`]
  })
  const gaps = few(apart, more => `${more} do not add up either.`)
  const problems = nodes.flatMap(({ title, problem }) => (problem ? [`${title}: ${problem}`] : []))
  const ringed = rings.map(
    ring => `${ring.map(name => titleOf.get(name) ?? name).join(' ← ')}: this claim comes back to itself.`,
  )
  const left = aside.length > 0 ? [`Lead to no outcome: ${aside.map(asideOf).join(', ')}.`] : []
  const more = hidden > 0 ? [`${readable(hidden)} more below; “--depth” shows them.`] : []
  const legend = nodes.some(({ depth }) => depth > 0)
    ? [
        '= is computed into what stands above, ~ is claimed to move it. Off the line: off target, or parts that do not add up.',
      ]
    : []
  return [...missing, ...gaps, ...problems, ...ringed, ...left, ...more, ...legend]
    .flatMap(sentence => wrap(visible(sentence), terminal.width))
    .map(line => `${line}\n`)
    .join('')
}

const MOST = 6

/** The first of many, and how many more there are. */
function few(texts: readonly string[], rest: (more: string) => string = more => more): string[] {
  const more = texts.length - MOST
  return more > 1 ? [...texts.slice(0, MOST), rest(`${readable(more)} more`)] : [...texts]
}

const asideOf = ({ title, guards }: MapReading['aside'][number]): string =>
  guards.length > 0 ? `${title} (guards ${guards.join(', ')})` : title
