import { type Calendar, dayNumber, localDay, type Period, periodOf } from '../../src/core/calendar.ts'
import type { Fact } from '../../src/core/fact.ts'
import { matches } from '../../src/core/filter.ts'
import type { JsonValue } from '../../src/core/json.ts'
import { channelOf } from '../../src/semantics/model/channel.ts'
import type { Dimension } from '../../src/semantics/model/dimension.ts'
import { evaluate, parseFormula } from '../../src/semantics/model/formula.ts'
import type { Measure } from '../../src/semantics/model/measure.ts'
import type { MetricModel } from '../../src/semantics/model/metric.ts'
import { narrowed, type Relation, type Scope } from '../../src/semantics/model/relation.ts'
import { eventsOfLeaf, type Leaf, type StageRule } from '../../src/semantics/model/stage.ts'
import type { Question } from '../../src/semantics/plan/question.ts'

/**
 * What numbers mean, by brute force: it folds the raw facts in the plainest way that can be written down, knows no SQL and
 * takes no shortcut, so that it is worth comparing with.
 */
export type World = { facts: readonly Known[]; zone: string }

type Json = Record<string, JsonValue>

/** A fact with whom it belongs to, and what is known of them at the end of all facts. */
export type Known = Fact & { person?: string; firm?: string; knownTraits: Json; knownAccount: Json }

/** The facts in the order of time and id, their identifiers joined to people and accounts. */
export function worldOf(facts: readonly Fact[], zone: string): World {
  const ordered = facts.toSorted((a, b) => a.ts - b.ts || (a.id < b.id ? -1 : 1))
  const people = joined(ordered.map(fact => keysOf({ u: fact.user, e: fact.email, a: fact.anonymous })))
  const firms = joined(ordered.map(fact => keysOf({ i: fact.account?.id, d: fact.account?.domain })))
  const traitsOf = (owners: (string | undefined)[], said: (fact: Fact) => Json | undefined): Map<string, Json> => {
    const latest = new Map<string, Json>()
    ordered.forEach((fact, i) => {
      const owner = owners[i]
      if (owner) latest.set(owner, { ...latest.get(owner), ...said(fact) })
    })
    return latest
  }
  const traits = traitsOf(people, fact => fact.traits)
  const accounts = traitsOf(firms, fact => fact.accountTraits)
  return {
    zone,
    facts: ordered.map((fact, i) => ({
      ...fact,
      ...(people[i] ? { person: people[i] } : {}),
      ...(firms[i] ? { firm: firms[i] } : {}),
      knownTraits: traits.get(people[i] ?? '') ?? {},
      knownAccount: accounts.get(firms[i] ?? '') ?? {},
    })),
  }
}

const keysOf = (identifiers: Record<string, string | undefined>): string[] =>
  Object.entries(identifiers).flatMap(([kind, value]) => (value ? [`${kind}:${value}`] : []))

/** The owner of each set of keys: sets that share a key, through however many others, have the same. */
function joined(sets: string[][]): (string | undefined)[] {
  const owner = new Map<string, string>()
  for (const keys of sets) {
    const owners = new Set(keys.map(key => owner.get(key) ?? key))
    const [one] = owners
    for (const [key, of] of owner) if (owners.has(of)) owner.set(key, one!)
    for (const key of keys) owner.set(key, one!)
  }
  return sets.map(([key]) => (key ? owner.get(key) : undefined))
}

/** A row of a relation; `entry` rows are entries into a stage, whose `fact` completed the rule. */
type OracleRow = { fact: Known; entry: boolean }

/** The rows of a relation. */
export function rowsOf(relation: Relation, world: World): OracleRow[] {
  const rows =
    'events' in relation
      ? world.facts.filter(fact => relation.events.includes(fact.name ?? '')).map(fact => ({ fact, entry: false }))
      : entriesOf(relation.rule, world).map(fact => ({ fact, entry: true }))
  return rows.filter(row => inScope(relation, row.fact))
}

function inScope(scope: Scope, fact: Known): boolean {
  if (scope.where && !matches(scope.where, propsOf(fact))) return false
  if (scope.traits && !matches(scope.traits, fact.knownTraits)) return false
  return !scope.accountTraits || matches(scope.accountTraits, accountOf(fact) ? fact.knownAccount : {})
}

/** A fact that only carries traits is no event, so it has neither properties nor an account. */
const propsOf = (fact: Known): Json => (fact.name ? fact.props : {})
const accountOf = (fact: Known): string | undefined => (fact.name ? fact.firm : undefined)

/** For each person the fact at which the rule held for the first time: the shortest history that fulfils it. */
export function entriesOf(rule: StageRule, world: World): Known[] {
  const histories = new Map<string, Known[]>()
  for (const fact of world.facts)
    if (fact.person) histories.set(fact.person, [...(histories.get(fact.person) ?? []), fact])
  return [...histories.values()].flatMap(history => {
    const length = history.findIndex((_, i) => holds(rule, history.slice(0, i + 1)))
    return length < 0 ? [] : [history[length]!]
  })
}

function holds(rule: StageRule, history: Known[]): boolean {
  if ('all' in rule) return rule.all.every(part => holds(part, history))
  if ('any' in rule) return rule.any.some(part => holds(part, history))
  if ('rule' in rule) return holds(rule.rule, history)
  return leafHolds(rule, history)
}

function leafHolds(leaf: Leaf, history: Known[]): boolean {
  if ('trait' in leaf) {
    const said = history.filter(fact => fact.traits || !fact.name)
    return said.some((_, i) => matches(leaf.trait, lastKnown(said.slice(0, i + 1))))
  }
  const { times = 1, within, where = {} } = leaf
  const found = history.filter(fact => eventsOfLeaf(leaf).includes(fact.name ?? '') && matches(where, fact.props))
  return found.some((last, i) => i >= times - 1 && (!within || last.ts - found[i - times + 1]!.ts <= within.ms))
}

/** A trait that was set to null is still known by its value before; a fact that says nothing still says when. */
function lastKnown(said: Known[]): Json {
  const values = said.flatMap(fact => Object.entries(fact.traits ?? {}).filter(([, value]) => value !== null))
  return Object.fromEntries(values)
}

export type OracleCell = { segment: (string | null)[]; period: Period; value: number | null }

/** The answer to a question: every period for every segment that any of its relations has rows for. */
export function answerOf(question: Question, world: World): OracleCell[] {
  const by = question.by ?? []
  const segments = new Map<string, (string | null)[]>()
  for (const cell of by.length ? cellsSeen(question.metric, question, world) : [[]])
    segments.set(JSON.stringify(cell), cell)
  return [...segments.values()].flatMap(segment =>
    question.periods.map(period => ({
      segment,
      period,
      value: measured(question.metric, { question, world, segment, period }),
    })),
  )
}

type Cell = { question: Question; world: World; segment: (string | null)[]; period: Period }

function measured(model: MetricModel, cell: Cell): number | null {
  switch (model.kind) {
    case 'simple':
    case 'cumulative': {
      const from =
        model.kind === 'simple' ? cell.period.start : opensOf(model.over, cell.period, cell.question.calendar)
      return measureOf(model.measure, rowsIn(model.of, cell, from))
    }
    case 'ratio': {
      const [top, bottom] = [measured(model.numerator, cell), measured(model.denominator, cell)]
      return top === null || bottom === null || bottom === 0 ? null : top / bottom
    }
    case 'derived':
      return evaluate(parseFormula(model.formula).formula!, name => measured(model.inputs[name]!, cell))
    case 'conversion': {
      const starts = rowsIn(model.from, cell, cell.period.start).filter(row => row.fact.person)
      const ends = rowsOf(model.to, cell.world)
      const converted = starts.filter(start =>
        ends.some(end => follows(start, end, model.within?.ms ?? Number.POSITIVE_INFINITY)),
      )
      const [people, those] = [personsOf(starts), personsOf(converted)]
      return model.answer === 'count' ? those : people === 0 ? null : those / people
    }
  }
}

function follows(start: OracleRow, end: OracleRow, withinMs: number): boolean {
  if (end.fact.person !== start.fact.person) return false
  if (!start.entry && !end.entry && end.fact.id === start.fact.id) return false
  return end.fact.ts >= start.fact.ts && end.fact.ts <= start.fact.ts + withinMs
}

function rowsIn(relation: Relation, { question, world, segment, period }: Cell, from: string): OracleRow[] {
  const [opens, closes] = [dayNumber(from), dayNumber(period.end)]
  return rowsOf(narrowed(relation, question), world).filter(({ fact }) => {
    const day = localDay(fact.ts, world.zone)
    return day >= opens && day < closes && same(segmentOf(fact, question.by ?? []), segment)
  })
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function opensOf(
  over: Extract<MetricModel, { kind: 'cumulative' }>['over'],
  period: Period,
  calendar: Calendar,
): string {
  if ('all' in over) return '1900-01-01'
  const closes = Date.parse(period.end)
  if ('last' in over) return new Date(closes - over.last.ms).toISOString().slice(0, 10)
  return periodOf(new Date(closes - 86_400_000).toISOString().slice(0, 10), over.toDate, calendar).start
}

function measureOf(measure: Measure, rows: OracleRow[]): number | null {
  if ('count' in measure) {
    if (measure.count === 'rows') return rows.length
    return measure.count === 'people' ? personsOf(rows) : new Set(rows.flatMap(row => accountOf(row.fact) ?? [])).size
  }
  const [kind, property] = Object.entries(measure)[0] as [string, string]
  const values = rows.flatMap(row => numberOf(propsOf(row.fact)[property])).sort((a, b) => a - b)
  const sum = Number(values.reduce((a, b) => a + BigInt(Math.round(b * 1e6)), 0n)) / 1e6
  if (kind === 'sum') return sum
  if (!values.length) return null
  if (kind === 'average') return sum / values.length
  if (kind === 'min') return values[0]!
  if (kind === 'max') return values.at(-1)!
  const [low, high] = [values[Math.floor((values.length - 1) / 2)]!, values[Math.ceil((values.length - 1) / 2)]!]
  return (low + high) / 2
}

const numberOf = (value: JsonValue | undefined): number[] => (typeof value === 'number' ? [value] : [])

const personsOf = (rows: OracleRow[]): number => new Set(rows.flatMap(row => row.fact.person ?? [])).size

/** The segment a row belongs to. */
export function segmentOf(fact: Known, by: readonly Dimension[]): (string | null)[] {
  return by.map(dimension => {
    if ('channel' in dimension) return channelOf(dimension.channel, propsOf(fact))
    if ('property' in dimension) return textOf(propsOf(fact)[dimension.property])
    if ('trait' in dimension) return textOf(fact.knownTraits[dimension.trait])
    return accountOf(fact) ? textOf(fact.knownAccount[dimension.accountTrait]) : null
  })
}

function textOf(value: JsonValue | undefined): string | null {
  return value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
}

/** The segments of all rows that the metric reads. */
function cellsSeen(model: MetricModel, question: Question, world: World): (string | null)[][] {
  if (model.kind === 'ratio')
    return [model.numerator, model.denominator].flatMap(part => cellsSeen(part, question, world))
  if (model.kind === 'derived') return Object.values(model.inputs).flatMap(part => cellsSeen(part, question, world))
  const relation = model.kind === 'conversion' ? model.from : model.of
  return question.periods.flatMap(period => {
    const from = model.kind === 'cumulative' ? opensOf(model.over, period, question.calendar) : period.start
    return question.by!.length
      ? rowsOf(narrowed(relation, question), world)
          .filter(({ fact }) => {
            const day = localDay(fact.ts, world.zone)
            const counted = model.kind !== 'conversion' || fact.person !== undefined
            return counted && day >= dayNumber(from) && day < dayNumber(period.end)
          })
          .map(({ fact }) => segmentOf(fact, question.by!))
      : []
  })
}
