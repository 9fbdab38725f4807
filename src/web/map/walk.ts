import type { Graph, Item, Line } from './graph.ts'

/** What lies above or below, at any depth, that itself left out. */
export function reached(graph: Graph, from: readonly string[], way: 'above' | 'below'): Set<string> {
  const next = neighbours(graph, way)
  const found = new Set(from)
  for (const each of found) for (const id of next.get(each) ?? []) found.add(id)
  for (const each of from) found.delete(each)
  return found
}

/** What is next to each thing, above or below. */
export function neighbours({ lines }: Graph, way: 'above' | 'below'): ReadonlyMap<string, string[]> {
  const other = way === 'above' ? 'below' : 'above'
  const next = new Map<string, string[]>()
  for (const line of lines) {
    const known = next.get(line[other])
    if (known) known.push(line[way])
    else next.set(line[other], [line[way]])
  }
  return next
}

export type Narrowing = { team?: string | undefined; cycle?: string | undefined; focus?: string | undefined }

/**
 * The part of the map that is asked for: what concerns a team with all that lies above it, goals of a cycle with all that lies
 * above and below, one thing with all that lies above and below.
 */
export function narrowed(graph: Graph, { team, cycle, focus }: Narrowing): Graph {
  const all = [...graph.items.values()]
  const ids = (wanted: (item: Item) => boolean) => all.filter(wanted).map(({ id }) => id)
  let kept: ReadonlySet<string> = new Set(graph.items.keys())
  const keep = (those: ReadonlySet<string>) => {
    kept = new Set([...kept].filter(id => those.has(id)))
  }
  if (team !== undefined) {
    const own = ids(item => item.teams.includes(team))
    keep(new Set([...own, ...reached(graph, own, 'above')]))
  }
  if (cycle !== undefined) {
    const own = ids(item => item.kind === 'goal' && item.cycle === cycle)
    keep(new Set([...own, ...reached(graph, own, 'above'), ...reached(graph, own, 'below')]))
  }
  if (focus !== undefined && graph.items.has(focus)) {
    keep(new Set([focus, ...reached(graph, [focus], 'above'), ...reached(graph, [focus], 'below')]))
  }
  if (kept.size === graph.items.size) return graph
  return {
    items: new Map([...graph.items].filter(([id]) => kept.has(id))),
    lines: graph.lines.filter(({ above, below }) => kept.has(above) && kept.has(below)),
  }
}

/** One row of the map as a tree. */
export type Row = {
  /** The way from the top, which tells two places of one thing apart. */
  path: string
  item: Item
  /** How it hangs there; nothing for what stands at the top. */
  by: Line | undefined
  depth: number
  children: readonly string[]
  /** Whether what hangs under it is listed at an earlier place. */
  again: boolean
  position: number
  of: number
}

/**
 * The map as a tree: a thing that hangs in several places is unfolded at the first and named at the others. Under a key result
 * its number is only named, where the number has a place of its own among numbers.
 */
export function outlineOf(graph: Graph): ReadonlyMap<string, Row> {
  const under = Map.groupBy(graph.lines, line => line.above)
  for (const lines of under.values()) lines.sort((a, b) => rankOf(a.below) - rankOf(b.below))
  const above = neighbours(graph, 'above')
  const hasOwnPlace = (id: string) => (above.get(id) ?? []).some(each => !each.startsWith('result/'))
  const rows = new Map<string, Row>()
  const seen = new Set<string>()
  type Place = { id: string; by: Line | undefined; path: string; depth: number; position: number; of: number }
  const visit = ({ id, by, path, depth, position, of }: Place): void => {
    const item = graph.items.get(id)
    if (!item) return
    const again = seen.has(id) || (by?.above.startsWith('result/') === true && hasOwnPlace(id))
    if (!again) seen.add(id)
    const below = again ? [] : (under.get(id) ?? [])
    rows.set(path, { path, item, by, depth, children: below.map(each => `${path} ${each.below}`), again, position, of })
    for (const [index, line] of below.entries()) {
      const place = { id: line.below, by: line, path: `${path} ${line.below}` }
      visit({ ...place, depth: depth + 1, position: index + 1, of: below.length })
    }
  }
  const roots = [...graph.items.keys()].filter(id => !above.has(id)).sort((a, b) => rankOf(a) - rankOf(b))
  for (const [index, id] of roots.entries())
    visit({ id, by: undefined, path: id, depth: 0, position: index + 1, of: roots.length })
  for (const id of graph.items.keys())
    if (!seen.has(id)) visit({ id, by: undefined, path: id, depth: 0, position: roots.length, of: roots.length })
  return rows
}

const ORDER = ['vision', 'goal', 'result', 'metric']
const rankOf = (id: string): number => ORDER.indexOf(id.slice(0, id.indexOf('/')))

/** The rows that are seen while some are unfolded. */
export function seenRows(rows: ReadonlyMap<string, Row>, isOpen: (row: Row) => boolean): Row[] {
  const seen: Row[] = []
  const visit = (path: string): void => {
    const row = rows.get(path)
    if (!row) return
    seen.push(row)
    if (isOpen(row)) for (const child of row.children) visit(child)
  }
  for (const row of rows.values()) if (row.depth === 0) visit(row.path)
  return seen
}
