import type { Grain, PlainDate } from '../../core/calendar.ts'
import type { Instant } from '../../core/instant.ts'
import type { Silence } from '../../core/rhythm.ts'
import type { Adoption, Objection, Reference, State } from '../agreement/agreement.ts'
import type { FailingConnection } from '../connection/connection.ts'
import type { Cycle, Span } from '../cycle/cycle.ts'
import type { Goal } from '../goal/goal.ts'
import type { Metric } from '../metric/metric.ts'
import type { Point, Scorecard, Series } from '../scorecard/scorecard.ts'
import type { Source } from '../source/source.ts'
import type { Stage } from '../stage/stage.ts'
import type { Team } from '../team/team.ts'
import type { Term } from '../term/term.ts'
import type { Vision } from '../vision/vision.ts'
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
  /** When what it says came into force; null for a proposal that is only tried. */
  inForceAt: Instant | null
  /** Objections to it that nobody has settled. */
  objections: readonly Pick<Objection, 'team' | 'reason' | 'at'>[]
  /** What it said before, oldest first. */
  earlier: readonly Earlier<Spec>[]
}

/** What an agreement said once, and from when. */
export type Earlier<Spec = unknown> = { spec: Spec; why: string; inForceAt: Instant | null }

/** A proposal that its teams have before them: what they would sign, since when, and who has not signed or objects. */
export type Waiting = Pick<Declared, 'kind' | 'name' | 'title' | 'owner' | 'missing' | 'objections'> & {
  at: Instant
  /** Whether something of that name is in force. */
  isChange: boolean
}

/** What somebody said of a goal, or of one of its key results, between its start and its end. */
export type Said = {
  goal: string
  result?: string | undefined
  at: Instant
  value?: number | undefined
  confidence?: number | undefined
  health?: string | undefined
  blockers?: string | undefined
}

/** How a goal goes: progress looks back, confidence forward, and health is what people said of it. */
export type Going = {
  status: string
  health: string | null
  elapsed: number
  expected: number
  progress: number | null
  confidence: number | null
  checkIn: { last: string | null; overdueDays: number }
  results: readonly { name: string; status: string; progress: number | null; current: number | null }[]
}

/** A number over the period before a goal’s cycle, and over the days of the cycle a year ago, where that is known. */
export type Before = { value: number; yearAgo: number | null }

/** What could be better about a goal as it is written, under the rule that says so. */
export type Advised = {
  rule: string
  /** Where in the goal. */
  path: readonly (string | number)[]
  sentence: string
  numbers?: Readonly<Record<string, number>>
  /** Teams besides the owner that can put it right. */
  teams?: readonly string[]
  metrics?: readonly string[]
  fix?: string
}

/** Everything that rules read, prepared once: what is declared, what the numbers were, and what was checked of the facts. */
export type Survey = {
  today: PlainDate
  /** The first day of which nothing is known. */
  asOf: PlainDate
  /** Whether agreements need signatures here. */
  signatures: boolean
  all: readonly Declared[]
  /** What is proposed and not in force. */
  waiting: readonly Waiting[]
  /** Those that are, by name. */
  teams: readonly Team[]
  visions: readonly Declared<Vision>[]
  cycles: readonly Declared<Cycle>[]
  scorecards: readonly Declared<Scorecard>[]
  sources: readonly Declared<Source>[]
  terms: readonly Declared<Term>[]
  /** In their order. */
  stages: readonly Declared<Stage>[]
  metrics: ReadonlyMap<string, Declared<Metric>>
  goals: readonly Declared<Goal>[]
  /** The days of each goal’s cycle; absent for a goal whose cycle is not in force. */
  spans: ReadonlyMap<string, Span>
  /** Each key result’s number over the days before its cycle, as many as the cycle has, by goal and index; null where it may have begun later. */
  before: ReadonlyMap<string, readonly (Before | null)[]>
  /** How each goal got easier since its cycle began, or since it was first in force, in sentences; absent where it did not. */
  eased: ReadonlyMap<string, { since: PlainDate; sentences: readonly string[] }>
  /** How each goal goes. */
  readings: ReadonlyMap<string, Going>
  /** What people said of goals, oldest first. */
  checkIns: readonly Said[]
  /** What could be better about a goal as it is written, at the numbers that a rule compares with. */
  advice(goal: Declared<Goal>, limits?: Readonly<Record<string, number>>): readonly Advised[]
  suppressions: readonly Declared<Suppression>[]
  /** Connections that have failed for too long; none in a look at the past. */
  connections: readonly FailingConnection[]
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
  skips: readonly StageSkips[]
  /** Absent where there are no channels, fewer than two stages, or too few days. */
  channels: ChannelEnds | undefined
  feeds: readonly FeedCheck[]
  breaches: readonly PlanBreach[]
}

/** A source that is declared or from which something came. */
export type FeedCheck = {
  source: string
  title: string
  /** Absent for what nobody declared. */
  owner?: string
  events: number
  /** How often it said something about a person or an account. */
  traits: number
  /** Of the 28 days before the first of which nothing is known. */
  recent: number
  last: PlainDate | null
  /** Names of its events. */
  names: readonly string[]
  /** Whether it says how often it should send something. */
  isExpected: boolean
  /** Days since something last came, and the longest pause it made before; absent where it has no rhythm. */
  silence?: Silence
  /** Rows and messages of the last four weeks, and how many of them could not be used. */
  lately: { brought: number; kept: number }
  /** Events by complete week since it began, the newest last. */
  weeks: readonly Point[]
}

/** How many of the newest events of a name that were looked at break a tracking plan in one way. */
export type PlanBreach = {
  plan: string
  event: string
  property: string | null
  code: string
  count: number
  looked: number
  example: string
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

/** How many people entered a stage after one for the first time in the days `[from, to)`, and how many of them never that one. */
export type StageSkips = { stage: string; from: PlainDate; to: PlainDate; further: number; skipped: number }

/**
 * How many people entered the first stage through each channel in the days `[from, to)`, long enough ago to have got to the last,
 * and how many did.
 */
export type ChannelEnds = {
  first: string
  last: string
  from: PlainDate
  to: PlainDate
  channels: readonly { channel: string; began: number; arrived: number }[]
}

/** What has come from a declared source, and what of it should have and has not: the source as a whole, or one of its events. */
export type Arrivals = { source: string; events: number; last: PlainDate | null; overdue?: readonly Overdue[] }

export type Overdue = { event: string | null; expected: string; hours: number | null }

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

/** What people call a number. */
export function titled({ metrics }: Pick<Survey, 'metrics'>, metric: string): string {
  return metrics.get(metric)?.title ?? metric
}
