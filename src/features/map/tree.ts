import { z } from 'zod'
import { orderOf } from '../../semantics/model/formula.ts'
import { type Goal, metricsOf } from '../goal/goal.ts'
import { inputsOf, type Metric, namesInFormula } from '../metric/metric.ts'
import type { Vision } from '../vision/vision.ts'

/** Agreements in force, by name. */
export type InForce<Spec> = ReadonlyMap<string, { title: string; owner: string; spec: Spec }>

/** Everything a tree is drawn from. */
export type Declared = { metrics: InForce<Metric>; goals: InForce<Goal>; visions: InForce<Vision> }

export const Edge = z.object({
  kind: z
    .enum(['formula', 'drives', 'serves'])
    .describe('formula: it is computed from it; drives: it is claimed to move it; serves: a goal or vision aims at it'),
  from: z.string().describe('What carries, as kind/name'),
  to: z.string().describe('What is carried, as kind/name'),
  field: z
    .enum(['formula', 'ratio', 'parts'])
    .nullable()
    .describe('Where it is said that one is computed from the other'),
  lag: z.string().nullable().describe('How long the claimed effect takes to show'),
  why: z.string().nullable().describe('Why it should move it, or what the vision says'),
})
export type Edge = z.output<typeof Edge>

/** A metric’s place in the tree. */
export type Place = {
  metric: string
  /** Steps below its root. */
  depth: number
  /** What it hangs under; absent for a root. */
  under: string | undefined
  /** By what it hangs there: arithmetic where there is any, otherwise a claim. */
  by: 'formula' | 'drives' | undefined
  /** What else it is computed into or claimed to move, in the tree. */
  also: string[]
}

export type Tree = {
  /** Every metric that was reached, once, from the top down: each before what hangs under it. */
  places: Place[]
  edges: Edge[]
  /** Claims that come back to where they began, from the first metric back to it. */
  rings: string[][]
  /** Metrics that lead to no root. */
  aside: string[]
}

/**
 * The tree under the outcomes of the visions, or where there are none, under the outcomes that lead to no other metric; where
 * outcomes lead only to each other or to what is none, under the first of them. A metric that hangs under several stands under
 * the nearest to a root; where claims come back to themselves they are followed once.
 */
export function treeOf(declared: Declared, roots: readonly string[] = rootsOf(declared)): Tree {
  const edges = edgesOf(declared)
  const under = Map.groupBy(
    edges.filter(({ kind }) => kind !== 'serves'),
    ({ to }) => nameIn(to),
  )
  const first = new Map<string, Place>(roots.map(metric => [metric, rootPlace(metric)]))
  for (const [metric, { depth }] of first)
    for (const { from, kind } of under.get(metric) ?? []) {
      const name = nameIn(from)
      const by = kind === 'formula' ? 'formula' : 'drives'
      if (!first.has(name)) first.set(name, { metric: name, depth: depth + 1, under: metric, by, also: [] })
    }
  const carried = Map.groupBy(edges, ({ from }) => from)
  const placed = [...first.values()].map(place => {
    const leadsTo = (carried.get(`metric/${place.metric}`) ?? []).map(({ to }) => nameIn(to))
    const also = [...new Set(leadsTo)].filter(to => to !== place.under && to !== place.metric && first.has(to))
    return { ...place, also }
  })
  const children = Map.groupBy(placed, place => place.under)
  const hung = (place: Place): Place[] => [place, ...(children.get(place.metric) ?? []).flatMap(hung)]
  const { rings } = orderOf(new Map([...first.keys()].map(name => [name, carriersOf(name, under)])))
  return {
    places: (children.get(undefined) ?? []).flatMap(hung),
    edges: edges.filter(({ to }) => first.has(nameIn(to))),
    rings,
    aside: [...declared.metrics.keys()].filter(name => !first.has(name)),
  }
}

/** Every metric that leads to one, at any depth, that one left out. */
export function belowOf(metric: string, edges: readonly Edge[]): Set<string> {
  const under = Map.groupBy(
    edges.filter(({ kind }) => kind !== 'serves'),
    ({ to }) => nameIn(to),
  )
  const below = new Set([metric])
  for (const each of below) for (const name of carriersOf(each, under)) below.add(name)
  below.delete(metric)
  return below
}

const rootPlace = (metric: string): Place => ({ metric, depth: 0, under: undefined, by: undefined, also: [] })

const carriersOf = (metric: string, under: ReadonlyMap<string, readonly Edge[]>): string[] =>
  (under.get(metric) ?? []).map(({ from }) => nameIn(from))

function rootsOf(declared: Declared): string[] {
  const { metrics, visions } = declared
  const seen = [...visions.values()].flatMap(({ spec }) => spec.outcomes.map(({ metric }) => metric))
  const agreed = [...new Set(seen)].filter(name => metrics.has(name))
  if (agreed.length > 0) return agreed
  const edges = edgesOf(declared)
  const outcomes = [...metrics].flatMap(([name, { spec }]) => (spec.class === 'outcome' ? [name] : []))
  const leading = new Set(edges.map(({ from }) => from))
  const roots = outcomes.filter(name => !leading.has(`metric/${name}`))
  const reached = new Set(roots.flatMap(root => [root, ...belowOf(root, edges)]))
  for (const outcome of outcomes) {
    if (reached.has(outcome)) continue
    roots.push(outcome)
    for (const name of [outcome, ...belowOf(outcome, edges)]) reached.add(name)
  }
  return roots
}

/** What carries what: arithmetic first, in the order of the formulas, then claims, then goals and visions. */
function edgesOf({ metrics, goals, visions }: Declared): Edge[] {
  const all = [...metrics]
  const computed = all.flatMap(([name, { spec }]) => [
    ...inputsOf(spec).map(from => computedFrom(from, name, spec.ratio ? 'ratio' : 'formula')),
    ...(spec.parts === undefined ? [] : namesInFormula(spec.parts))
      .filter(from => !inputsOf(spec).includes(from))
      .map(from => computedFrom(from, name, 'parts')),
  ])
  const claimed = all.flatMap(([name, { spec }]) =>
    (spec.drives ?? []).map(({ metric, lag = null, why }) => edge('drives', `metric/${name}`, metric, { lag, why })),
  )
  const aimed = [...goals].flatMap(([name, { spec }]) =>
    metricsOf(spec).map(metric => edge('serves', `goal/${name}`, metric)),
  )
  const seen = [...visions].flatMap(([name, { spec }]) =>
    spec.outcomes.map(({ metric, why = null }) => edge('serves', `vision/${name}`, metric, { why })),
  )
  const isThere = (path: string) => !path.startsWith('metric/') || metrics.has(nameIn(path))
  return [...computed, ...claimed, ...aimed, ...seen].filter(({ from, to }) => isThere(from) && isThere(to))
}

const edge = (kind: Edge['kind'], from: string, to: string, more: Partial<Edge> = {}): Edge => ({
  kind,
  from,
  to: `metric/${to}`,
  field: null,
  lag: null,
  why: null,
  ...more,
})

const computedFrom = (from: string, to: string, field: Edge['field']): Edge =>
  edge('formula', `metric/${from}`, to, { field })

const nameIn = (path: string): string => path.slice(path.indexOf('/') + 1)
