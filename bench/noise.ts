import { type Chance, chanceFor } from '../src/demo/chance.ts'
import { thresholdsOf } from '../src/features/finding/configuration.ts'
import { rules } from '../src/features/finding/rules.ts'
import { type Sketch, sketched } from '../test/survey.ts'

/**
 * How often rules about courses fire on numbers drawn by chance around a course that is known. Generated companies are calmer
 * than real ones, so this says what noise does: how often a rule cries wolf, and how much noise hides what it looks for.
 */
export type Noisy = {
  rule: string
  /** What is drawn. */
  world: string
  /** Whether the rule should fire. */
  wanted: boolean
  /** In what share of the draws it did, by the amount of noise in the order of `NOISES`. */
  shares: number[]
}

/** Standard deviations of a week from its course, as shares of it. */
export const NOISES = [0.05, 0.1, 0.2, 0.4] as const

type World = { rule: string; world: string; wanted: boolean; draw: (numbers: Draw) => Sketch }
type Course = { gain?: number; weeks?: number; wave?: number; echo?: number }
/** Weekly numbers around a course: `gain` is what it gains over all of them, `wave` the height of a yearly wave. */
type Draw = { weeks(course?: Course): number[] }

const claim = (local: number[], outcome: number[]): Sketch => ({
  metrics: {
    local: { values: local, drives: [{ metric: 'outcome', why: 'it should' }] },
    outcome: { class: 'outcome', values: outcome },
  },
})

const guarded = (gain: number[], guardrail: number[]): Sketch => ({
  metrics: { gain: { values: gain, counter: 'guardrail' }, guardrail: { class: 'guardrail', values: guardrail } },
})

const busy = (one: number[], other: number[], outcome: number[]): Sketch => ({
  metrics: {
    one: { class: 'activity', values: one, drives: [{ metric: 'outcome', why: 'it should' }] },
    other: { class: 'activity', values: other, drives: [{ metric: 'outcome', why: 'it should' }] },
    outcome: { class: 'outcome', values: outcome },
  },
})

const goalsOn = (numbers: Record<string, number[]>): Sketch => ({
  metrics: Object.fromEntries(Object.entries(numbers).map(([name, values]) => [name, { values }])),
  goals: Object.fromEntries(
    Object.keys(numbers).map(name => [
      `more-${name}`,
      { owner: name, results: [{ name, metric: name, from: 0, to: 1, kind: 'committed' as const }] },
    ]),
  ),
})

/** A goal of 13 weeks, of which eight have passed, whose weeks so far make `pace` of what is needed. */
function hoped(values: number[], pace: number): Sketch {
  const current = values.slice(-8).reduce((sum, value) => sum + value, 0)
  const result = { name: 'x', metric: 'x', from: 0, to: (13 * 100) / pace, kind: 'committed' as const }
  const status = { status: 'on track', progress: null, current }
  const going = {
    elapsed: 8 / 13,
    expected: 8 / 13,
    progress: null,
    confidence: null,
    health: null,
    status: 'on track',
  }
  return {
    metrics: { x: { values } },
    goals: { reach: { cycle: { from: '2026-02-02', to: '2026-05-04' }, results: [result] } },
    readings: { reach: { ...going, checkIn: { last: null, overdueDays: 0 }, results: [{ name: 'x', ...status }] } },
  }
}

const WORLDS: readonly World[] = [
  {
    rule: 'local-up-outcome-flat',
    world: 'neither moves',
    wanted: false,
    draw: ({ weeks }) => claim(weeks(), weeks()),
  },
  {
    rule: 'local-up-outcome-flat',
    world: 'neither moves, and each week is half like the one before',
    wanted: false,
    draw: ({ weeks }) => claim(weeks({ echo: 0.5 }), weeks({ echo: 0.5 })),
  },
  {
    rule: 'local-up-outcome-flat',
    world: 'both gain 50 %',
    wanted: false,
    draw: ({ weeks }) => claim(weeks({ gain: 0.5 }), weeks({ gain: 0.5 })),
  },
  {
    rule: 'local-up-outcome-flat',
    world: 'the local number gains 50 %, its outcome 25 %',
    wanted: false,
    draw: ({ weeks }) => claim(weeks({ gain: 0.5 }), weeks({ gain: 0.25 })),
  },
  {
    rule: 'local-up-outcome-flat',
    world: 'a yearly wave of 25 % up and down',
    wanted: false,
    draw: ({ weeks }) => claim(weeks({ weeks: 80, wave: 0.25 }), weeks({ weeks: 80 })),
  },
  {
    rule: 'local-up-outcome-flat',
    world: 'the local number gains 50 %, its outcome nothing',
    wanted: true,
    draw: ({ weeks }) => claim(weeks({ gain: 0.5 }), weeks()),
  },
  {
    rule: 'counter-worsening',
    world: 'the number gains 50 %, its guardrail holds',
    wanted: false,
    draw: ({ weeks }) => guarded(weeks({ gain: 0.5 }), weeks()),
  },
  {
    rule: 'counter-worsening',
    world: 'the number gains 50 %, its guardrail loses 25 %',
    wanted: true,
    draw: ({ weeks }) => guarded(weeks({ gain: 0.5 }), weeks({ gain: -0.25 })),
  },
  {
    rule: 'activity-treadmill',
    world: 'two activities and their outcome gain 50 %',
    wanted: false,
    draw: ({ weeks }) => busy(weeks({ gain: 0.5 }), weeks({ gain: 0.5 }), weeks({ gain: 0.5 })),
  },
  {
    rule: 'activity-treadmill',
    world: 'two activities gain 50 %, their outcome nothing',
    wanted: true,
    draw: ({ weeks }) => busy(weeks({ gain: 0.5 }), weeks({ gain: 0.5 }), weeks()),
  },
  {
    rule: 'two-goals-pull-apart',
    world: 'six goals that have nothing to do with each other',
    wanted: false,
    draw: ({ weeks }) => goalsOn(Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map(name => [name, weeks()]))),
  },
  {
    rule: 'two-goals-pull-apart',
    world: 'what one of two gains beyond its course the other loses, half as noisy again',
    wanted: true,
    draw({ weeks }) {
      const one = weeks()
      return goalsOn({ one, other: weeks().map((value, i) => 200 - one[i]! + (value - 100) / 2) })
    },
  },
  {
    rule: 'out-of-reach',
    world: 'just the pace that is needed',
    wanted: false,
    draw: ({ weeks }) => hoped(weeks(), 1),
  },
  {
    rule: 'out-of-reach',
    world: '60 % of the pace that is needed',
    wanted: true,
    draw: ({ weeks }) => hoped(weeks(), 0.6),
  },
]

/** Draws every world so often at every amount of noise; the same each time. */
export function drawNoise(draws: number): Noisy[] {
  return WORLDS.map(({ rule: id, world, wanted, draw }) => ({
    rule: id,
    world,
    wanted,
    shares: NOISES.map(noise => {
      const chance = chanceFor(1, `${id} ${world} ${noise}`)
      const fired = Array.from({ length: draws }, () => fires(id, draw({ weeks: weeksOf(chance, noise) })))
      return fired.filter(Boolean).length / draws
    }),
  }))
}

function fires(id: string, sketch: Sketch): boolean {
  const rule = rules.find(each => each.id === id)
  const survey = sketched(sketch)
  return rule !== undefined && rule.find(survey, thresholdsOf(rule, survey)).length > 0
}

function weeksOf(chance: Chance, noise: number): Draw['weeks'] {
  return ({ gain = 0, weeks = 26, wave = 0, echo = 0 } = {}) => {
    let off = bell(chance)
    return Array.from({ length: weeks }, (_, week) => {
      off = echo * off + Math.sqrt(1 - echo * echo) * bell(chance)
      const course =
        100 * (1 + (gain * week) / (weeks - 1)) * (1 - wave * Math.sin((2 * Math.PI * (weeks - week)) / 52))
      return Math.max(0, course * (1 + noise * off))
    })
  }
}

/** A number from the bell curve, near enough. */
function bell({ next }: Chance): number {
  return Array.from({ length: 12 }, next).reduce((sum, each) => sum + each, -6)
}
