import { z } from 'zod'
import { DurationText, parseDuration } from '../../core/duration.ts'
import { Filter } from '../../core/filter.ts'
import { nameAmong } from '../../core/name.ts'
import type { Problem } from '../../core/problem.ts'
import type { Relation } from '../../semantics/model/relation.ts'
import { checkStageRule, type StageRule } from '../../semantics/model/stage.ts'
import { type Among, agreementKind, ringsThrough } from '../kind.ts'

/**
 * A stage that people pass on their way to being customers, and the rule by which they enter it. Which stages follow one
 * another, and how many people get from one to the next, belongs to `funnel`.
 */

const EventEntry = z.strictObject({
  event: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).describe('Event, or any of several'),
  where: Filter.optional().describe('Which of these events count, by their properties'),
  times: z.number().int().min(1).max(1000).optional().describe('How many are needed; one, when absent'),
  within: DurationText.optional().describe('Within how long, when more than one is needed'),
})

/** An entry rule as people write it: a word alone is an event. */
export type EntryRule =
  | string
  | z.infer<typeof EventEntry>
  | { trait: Filter }
  | { stage: string }
  | { all: EntryRule[] }
  | { any: EntryRule[] }

export const EntryRule: z.ZodType<EntryRule> = z.lazy(() =>
  z.union([
    z.string().min(1),
    EventEntry,
    z.strictObject({ trait: Filter.describe('What is known of the person') }),
    z.strictObject({ stage: nameAmong('stage').describe('A stage the person has entered') }),
    z.strictObject({ all: z.array(EntryRule).min(1).describe('Rules that all have to hold') }),
    z.strictObject({ any: z.array(EntryRule).min(1).describe('Rules of which one has to hold') }),
  ]),
)

export const Stage = z.object({
  order: z.number().int().describe('Its place among the stages, lowest first'),
  means: z.string().max(4000).optional().describe('What it means that somebody is in this stage'),
  enters: EntryRule.describe('When a person enters: at the first instant this holds'),
  exits: z.string().max(4000).optional().describe('When a person leaves it, in words'),
  evidence: z.string().max(4000).optional().describe('What shows that somebody belongs here'),
})
export type Stage = z.infer<typeof Stage>

export const stageKind = agreementKind({
  kind: 'stage',
  does: 'A stage of the way to being a customer, and the rule by which people enter it.',
  spec: Stage,
  refers: spec => stagesIn(spec.enters).map(name => ({ kind: 'stage', name })),
  check: checkStage,
})

const Narrowing = {
  where: Filter.optional().describe('Which rows count, by the properties of the event'),
  traits: Filter.optional().describe('Which people count, by what is known of them'),
  account: Filter.optional().describe('Which accounts count, by what is known of them'),
}

/** What a number is taken of: an event by its name, events with conditions, or people’s entries into a stage. */
export const Source = z.union([
  z.string().min(1).meta({ description: 'Name of an event' }),
  z.strictObject({
    event: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).describe('Event, or any of several'),
    ...Narrowing,
  }),
  z.strictObject({
    stage: nameAmong('stage').describe('Stage whose entries count; a person has at most one'),
    ...Narrowing,
  }),
])
export type Source = z.infer<typeof Source>

/** The rows a source stands for. */
export function relationOf(source: Source, find: (name: string) => Stage | undefined): Relation {
  if (typeof source === 'string') return { events: [source] }
  const { where, traits, account } = source
  const scope = {
    ...(where ? { where } : {}),
    ...(traits ? { traits } : {}),
    ...(account ? { accountTraits: account } : {}),
  }
  if ('event' in source) return { events: [source.event].flat(), ...scope }
  const rule = stageRule(find(source.stage)?.enters ?? { any: [] }, find)
  return { stage: source.stage, rule, ...scope }
}

/** The rule with durations read and other stages' rules inlined; `find` must know every stage it names. */
export function stageRule(rule: EntryRule, find: (name: string) => Stage | undefined): StageRule {
  if (typeof rule === 'string') return { event: rule }
  if ('all' in rule) return { all: rule.all.map(part => stageRule(part, find)) }
  if ('any' in rule) return { any: rule.any.map(part => stageRule(part, find)) }
  if ('trait' in rule) return { trait: rule.trait }
  if ('stage' in rule) return { stage: rule.stage, rule: stageRule(find(rule.stage)?.enters ?? { any: [] }, find) }
  const { within, ...leaf } = rule
  return within === undefined ? leaf : { ...leaf, within: parseDuration(within) }
}

/** The stages a rule names. */
export function stagesIn(rule: EntryRule): string[] {
  if (typeof rule === 'string') return []
  if ('all' in rule) return rule.all.flatMap(stagesIn)
  if ('any' in rule) return rule.any.flatMap(stagesIn)
  return 'stage' in rule ? [rule.stage] : []
}

/** The events a rule rests on. */
export function eventsIn(rule: EntryRule, find: (name: string) => Stage | undefined): string[] {
  if (typeof rule === 'string') return [rule]
  if ('all' in rule) return rule.all.flatMap(part => eventsIn(part, find))
  if ('any' in rule) return rule.any.flatMap(part => eventsIn(part, find))
  if ('stage' in rule) return eventsIn(find(rule.stage)?.enters ?? { any: [] }, find)
  return 'event' in rule ? [rule.event].flat() : []
}

function checkStage(spec: Stage, among: Among): Problem[] {
  const find = (name: string) => among.find('stage', name)?.spec as Stage | undefined
  const rings = ringsThrough(among.name, name => refersOf(name === among.name ? spec : find(name)))
  if (rings.length > 0)
    return rings.map(ring => ({
      path: ['enters'],
      code: 'cyclic_definition',
      message: `This stage rests on itself: ${ring.join(' → ')}. Let one of them rest on events.`,
    }))
  if (stagesIn(spec.enters).some(name => !find(name))) return []
  return checkStageRule(stageRule(spec.enters, find)).map(problem => ({
    ...problem,
    path: ['enters', ...problem.path],
  }))
}

const refersOf = (stage: Stage | undefined): string[] => (stage?.enters ? safely(stage.enters) : [])

/** The stages of a rule that has not been checked yet. */
function safely(rule: EntryRule): string[] {
  const parsed = EntryRule.safeParse(rule)
  return parsed.success ? stagesIn(parsed.data) : []
}
