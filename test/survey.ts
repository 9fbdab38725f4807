import { lastPeriods } from '../src/core/calendar.ts'
import type { Cycle } from '../src/features/cycle/cycle.ts'
import { isCycleName, spanOf } from '../src/features/cycle/cycle.ts'
import type { Declared, FactChecks, Going, Said, Survey } from '../src/features/finding/survey.ts'
import { adviceOn } from '../src/features/goal/advice.ts'
import type { Goal } from '../src/features/goal/goal.ts'
import { refersTo as goalRefersTo } from '../src/features/goal/goal.ts'
import { type Metric, refersTo, usualGrain } from '../src/features/metric/metric.ts'
import type { Series } from '../src/features/scorecard/scorecard.ts'

type Fields<Spec> = Partial<Spec> & Partial<Omit<Declared, 'spec'>>

/** A small company as rules read it; whatever is not said is in order. */
export type Sketch = {
  metrics?: Record<string, Fields<Metric> & { values?: (number | null)[]; problem?: string }>
  goals?: Record<string, Fields<Goal>>
  others?: (Partial<Declared> & { kind: string; name: string })[]
  facts?: Partial<FactChecks>
  /** Teams by their departments; each owner of a metric or goal is a team of its own department, when absent. */
  teams?: Record<string, string>
  waiting?: Survey['waiting']
  /** Numbers before a goal, by key result; with the one of a year ago as a pair. */
  before?: Record<string, (number | [number, number] | null)[]>
  checkIns?: Said[]
  eased?: Record<string, { since: string; sentences: string[] }>
  readings?: Record<string, Going>
  connections?: Survey['connections']
  today?: string
  signatures?: boolean
}

const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const

export function sketched(sketch: Sketch): Survey {
  const {
    metrics = {},
    goals = {},
    others = [],
    facts,
    teams,
    waiting = [],
    before,
    eased,
    checkIns = [],
    readings,
    connections = [],
    ...rest
  } = sketch
  const ofMetrics = Object.entries(metrics).map(([name, { values: _, problem: _p, ...fields }]) => {
    const { common, spec } = parted<Metric>(fields)
    const whole: Metric = { class: 'output', unit: 'deals', direction: 'up', measure: 'count', of: name, ...spec }
    return declared({ kind: 'metric', name, ...common, spec: whole, refers: refersTo(whole) })
  })
  const ofGoals = Object.entries(goals).map(([name, fields]) => {
    const { common, spec } = parted<Goal>(fields)
    const whole: Goal = { level: 'company', cycle: '2026-Q1', results: [], ...spec }
    return declared({ kind: 'goal', name, ...common, spec: whole, refers: goalRefersTo(whole) })
  })
  const all = [...ofMetrics, ...ofGoals, ...others.map(declared)]
  const ofKind = <T>(kind: string) => all.filter(each => each.kind === kind) as Declared<T>[]
  return {
    today: '2026-03-30',
    asOf: '2026-03-30',
    signatures: false,
    ...rest,
    all,
    teams: teamsOf(teams ?? Object.fromEntries([...ofMetrics, ...ofGoals].map(({ owner }) => [owner, owner]))),
    waiting,
    connections,
    visions: ofKind('vision'),
    cycles: ofKind('cycle'),
    scorecards: ofKind('scorecard'),
    spans: spansOf(ofKind<Goal>('goal'), ofKind<Cycle>('cycle')),
    before: beforeOf(before ?? {}),
    eased: new Map(Object.entries(eased ?? {})),
    checkIns,
    readings: new Map(Object.entries(readings ?? {})),
    advice: (goal, limits) => adviceOn(goal, new Map(ofKind<Metric>('metric').map(each => [each.name, each])), limits),
    sources: ofKind('source'),
    terms: ofKind('term'),
    stages: ofKind('stage'),
    metrics: new Map(ofKind<Metric>('metric').map(metric => [metric.name, metric])),
    goals: ofKind('goal'),
    suppressions: ofKind('suppression'),
    series(name, grain): Series | undefined {
      const { values = [], problem } = metrics[name] ?? {}
      const periods = lastPeriods(values.length, grain, '2026-03-30', calendar)
      const points = periods.map((period, i) => ({ period, value: values[i] ?? null }))
      const own = usualGrain(ofMetrics.find(each => each.name === name)?.spec as Metric)
      return {
        metric: name,
        grain,
        points: grain === own ? points : [],
        yearAgo: null,
        ...(problem ? { problem } : {}),
      }
    },
    facts: facts
      ? {
          missing: [],
          disorder: [],
          entries: [],
          arrivals: [],
          skips: [],
          channels: undefined,
          feeds: [],
          breaches: [],
          ...facts,
        }
      : undefined,
  }
}

const COMMON = ['title', 'owner', 'state', 'adopted', 'binds', 'missing', 'drift'] as const

function parted<Spec>(fields: object): { common: Partial<Declared>; spec: Partial<Spec> } {
  const isCommon = ([key]: [string, unknown]) => (COMMON as readonly string[]).includes(key)
  const entries = Object.entries(fields)
  return {
    common: Object.fromEntries(entries.filter(isCommon)) as Partial<Declared>,
    spec: Object.fromEntries(entries.filter(entry => !isCommon(entry))) as Partial<Spec>,
  }
}

function declared(fields: Partial<Declared> & { kind: string; name: string }): Declared {
  return {
    title: fields.name,
    owner: 'marketing',
    spec: {},
    state: 'in force',
    adopted: 'reviewed',
    binds: [],
    missing: [],
    drift: [],
    refers: [],
    inForceAt: null,
    objections: [],
    earlier: [],
    ...fields,
  }
}

function teamsOf(departments: Record<string, string>): Survey['teams'] {
  return Object.entries(departments).map(([name, department]) => ({ name, title: name, department }))
}

function beforeOf(before: NonNullable<Sketch['before']>): Survey['before'] {
  const each = (said: number | [number, number] | null) => {
    if (said === null) return null
    return typeof said === 'number' ? { value: said, yearAgo: null } : { value: said[0], yearAgo: said[1] }
  }
  return new Map(Object.entries(before).map(([name, numbers]) => [name, numbers.map(each)]))
}

function spansOf(goals: readonly Declared<Goal>[], cycles: readonly Declared<Cycle>[]): Survey['spans'] {
  return new Map(
    goals.flatMap(({ name, spec: { cycle } }) => {
      const period = isCycleName(cycle) ? cycles.find(each => each.name === cycle)?.spec.period : cycle
      return period === undefined ? [] : [[name, spanOf(period, calendar)] as const]
    }),
  )
}
