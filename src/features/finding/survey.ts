import type { Grain, PlainDate } from '../../core/calendar.ts'
import type { Adoption, Reference, State } from '../agreement/agreement.ts'
import type { Goal } from '../goal/goal.ts'
import type { Metric } from '../metric/metric.ts'
import type { Series } from '../scorecard/scorecard.ts'
import type { Source } from '../source/source.ts'
import type { Stage } from '../stage/stage.ts'
import type { Term } from '../term/term.ts'
import type { Suppression } from './suppression.ts'

/** An agreement in force, as rules read it. */
export type Declared<Spec = unknown> = {
  kind: string
  name: string
  title: string
  owner: string
  spec: Spec
  state: State
  adopted: Adoption | null
  binds: readonly string[]
  /** Teams it binds that have not signed it. */
  missing: readonly string[]
  /** What it rests on and has changed since. */
  drift: readonly Reference[]
  refers: readonly Reference[]
}

/** Everything that rules read, prepared once: what is declared, what the numbers were, and what was checked of the facts. */
export type Survey = {
  today: PlainDate
  /** The first day of which nothing is known. */
  asOf: PlainDate
  /** Whether agreements need signatures here. */
  signatures: boolean
  all: readonly Declared[]
  sources: readonly Declared<Source>[]
  terms: readonly Declared<Term>[]
  /** In their order. */
  stages: readonly Declared<Stage>[]
  metrics: ReadonlyMap<string, Declared<Metric>>
  goals: readonly Declared<Goal>[]
  suppressions: readonly Declared<Suppression>[]
  /** A metric over its last complete periods; every metric in its own grain and in that of what it drives. */
  series(metric: string, grain: Grain): Series | undefined
  /** Absent while there are no facts at all: then nothing is said about them. */
  facts: FactChecks | undefined
}

/** What was counted in the facts for rules. */
export type FactChecks = {
  missing: readonly MissingValue[]
  disorder: readonly Disorder[]
  entries: readonly StageEntries[]
  arrivals: readonly Arrivals[]
}

/** How many events of a name, or people, that came from a source lack what it says should not be missing. */
export type MissingValue = {
  source: string
  /** Name of the events; absent for what is known of people or accounts. */
  event?: string
  of: 'events' | 'people' | 'accounts'
  property: string
  missing: number
  total: number
}

/** People who entered one stage before another that stands earlier. */
export type Disorder = {
  earlier: string
  later: string
  people: number
  /** One of them: the user id, and the days of the two entries. */
  example: { user: string; later: PlainDate; earlier: PlainDate }
}

/** How many people entered a stage in the days `[from, to)`, and how many ever did. */
export type StageEntries = {
  stage: string
  from: PlainDate
  to: PlainDate
  recent: number
  ever: number
  last: PlainDate | null
}

/** What has come from a source. */
export type Arrivals = { source: string; events: number; last: PlainDate | null }

/** Which agreements rest on one. */
export function usersOf(survey: Survey, kind: string, name: string): Declared[] {
  return survey.all.filter(
    each => !(each.kind === kind && each.name === name) && each.refers.some(to => to.kind === kind && to.name === name),
  )
}

/** How a finding names an agreement. */
export function objectOf({ kind, name }: Reference): string {
  return `${kind}/${name}`
}
