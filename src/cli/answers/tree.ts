import type { MapReading } from '../../features/map/operations/show.ts'
import { changeOf, quantity } from '../quantity.ts'
import { type Terminal, visible, widthOf } from '../terminal.ts'

type Node = MapReading['nodes'][number]

/** The tree, a line a number: what is off its target, or does not add up, hangs beside the plumb line. */
export function drawTree({ nodes, teams }: MapReading, terminal: Terminal): string {
  if (nodes.length === 0) return 'No number leads to an outcome. Declare a vision, or a metric of the class outcome.\n'
  const branches = nodes.map(node => branchOf(node, terminal))
  const columns = columnsOf(nodes, teams)
  const { shown, room } = layoutOf(widest(branches), columns, terminal.width)
  const lines = nodes.map((node, i) => {
    const cells = shown.map(({ cells: texts, width, right }) => fitted(texts[i] ?? '', width, right))
    const line = [fitted(branches[i] ?? '', room), ...cells].join(SPACE).trimEnd()
    if (node.depth > 0) return line
    return `${i > 0 ? '\n' : ''}${terminal.paint(line, 'bold')}`
  })
  const names = shown.map(({ name, width, right }) => fitted(name, width, right))
  const header = [' '.repeat(room), ...names].join(SPACE).trimEnd()
  return [terminal.paint(header, 'bold'), ...lines].map(line => `${line}\n`).join('')
}

type Column = { name: string; cells: string[]; width: number; right: boolean }
type Name = 'owner' | 'value' | 'change' | 'target' | 'health' | 'healthWord' | 'fedBy' | 'gap'

function columnsOf(nodes: readonly Node[], teams: number): Record<Name, Column> {
  const column = (name: string, text: (node: Node) => string, right = false): Column => {
    const cells = nodes.map(node => visible(text(node)))
    return { name, cells, width: widest([name, ...cells]), right }
  }
  return {
    owner: column('owner', ({ owner }) => owner),
    value: column('value', ({ value, unit }) => quantity(value, unit), true),
    change: column('change', ({ previous, value, unit }) => changeOf(previous, value, unit), true),
    target: column('target', targetOf, true),
    health: column(
      'health',
      ({ health, attainment }) => `${health}${attainment === null ? '' : ` ${percent(attainment)}`}`,
    ),
    healthWord: column('health', ({ health }) => health),
    fedBy: column('fed by', ({ feeds }) => `${feeds.length}/${teams}`, true),
    gap: column('gap', gapOf, true),
  }
}

/** What is left out, one after the other, until titles have room; owners and units are cut before targets go. */
const LAYOUTS: { columns: Name[]; most: number }[] = [
  { columns: ['owner', 'value', 'change', 'target', 'health', 'fedBy', 'gap'], most: 20 },
  { columns: ['owner', 'value', 'target', 'health', 'fedBy', 'gap'], most: 20 },
  { columns: ['owner', 'value', 'target', 'healthWord', 'fedBy', 'gap'], most: 20 },
  { columns: ['owner', 'value', 'target', 'healthWord', 'fedBy', 'gap'], most: 12 },
  { columns: ['value', 'target', 'healthWord', 'fedBy'], most: 12 },
  { columns: ['value', 'healthWord', 'fedBy'], most: 12 },
  { columns: ['value', 'healthWord'], most: 12 },
]
const SPACE = '  '
const COMFORT = 34

function layoutOf(
  natural: number,
  columns: Record<Name, Column>,
  available: number,
): { shown: Column[]; room: number } {
  const layouts = LAYOUTS.map(({ columns: names, most }) => {
    const shown = names
      .map(name => ({ ...columns[name], width: Math.min(most, columns[name].width) }))
      .filter(({ name, cells }) => name !== 'gap' || cells.some(text => text !== ''))
    const rest = shown.reduce((sum, { width }) => sum + width + SPACE.length, 0)
    return { shown, room: Math.min(natural, available - rest) }
  })
  const fits = layouts.find(({ room }) => room >= Math.min(natural, COMFORT))
  return fits ?? (layouts.at(-1) as (typeof layouts)[number])
}

const PLACES = 4
const WEIGHT: Record<Node['health'], number> = { healthy: 0, pending: 0, watch: 1, unhealthy: 3 }
const GAP = 2
const HOW = { formula: '=', drives: '~' } as const

/** The bob on the line, displaced by what is wrong, then the title as far in as it is deep, after how it hangs there. */
function branchOf(node: Node, { symbols }: Terminal): string {
  const isRoot = node.depth === 0
  const weight = Math.max(WEIGHT[node.health], node.parts?.newest?.ok === false ? GAP : 0)
  const bob = node.health === 'pending' ? symbols.dot : symbols.plumb
  const places = Array.from({ length: PLACES }, (_, place) => {
    if (place === weight && !(isRoot && weight === 0)) return bob
    return place === 0 ? (isRoot ? symbols.hang : symbols.line) : ' '
  })
  const how = node.by === null ? '' : `${' '.repeat(2 * node.depth - 2)}${HOW[node.by]} `
  return `${places.join('')} ${how}${visible(node.title)}`
}

function targetOf({ target, direction, unit }: Node): string {
  if (target === null) return ''
  return `${direction === 'up' ? '≥' : '≤'} ${quantity(target, unit === '%' ? unit : '').trim()}`
}

function gapOf({ parts, unit }: Node): string {
  const newest = parts?.newest
  if (!parts) return ''
  if (!newest || newest.gap === null) return '–'
  if (newest.ok) return 'none'
  if (unit === '%' || newest.share === null) return changeOf(newest.parts, newest.value, unit)
  return `${newest.share > 0 ? '+' : '−'}${percent(Math.abs(newest.share))}`
}

const percent = (share: number): string => quantity(Math.round(share * 100) / 100, '%')

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf))

function fitted(text: string, width: number, right = false): string {
  const short = widthOf(text) > width ? `${[...text].slice(0, width - 1).join('')}…` : text
  const space = ' '.repeat(Math.max(0, width - widthOf(short)))
  return right ? space + short : short + space
}
