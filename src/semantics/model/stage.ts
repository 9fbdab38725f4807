import type { Duration } from '../../core/duration.ts'
import type { Filter } from '../../core/filter.ts'
import type { Problem } from '../../core/problem.ts'
import { checkFilter, problemAt } from './check.ts'

/** Something that happens: `times` matching events of a person, all of them `within` a length of time when one is given. */
export type EventLeaf = { event: string | readonly string[]; where?: Filter; times?: number; within?: Duration }

/**
 * Something that is known of a person. It holds from the first instant at which the latest value of each trait fulfils the
 * filter; a trait that is set to null keeps, for this, the value it had.
 */
export type TraitLeaf = { trait: Filter }

export type Leaf = EventLeaf | TraitLeaf

/**
 * When a person enters a stage: at the first instant the rule holds. What has happened once stays true, so `all` holds from
 * the last of its parts on and `any` from the first. Another stage stands with its own rule inlined.
 */
export type StageRule =
  | Leaf
  | { stage: string; rule: StageRule }
  | { all: readonly StageRule[] }
  | { any: readonly StageRule[] }

/** Where a leaf stands in its rule, from the outside in, such as `['all', 0, 'any', 1]`. */
export type LeafPath = (string | number)[]

/** The events and traits a rule rests on, in the order of writing. */
export function leavesOf(rule: StageRule, path: LeafPath = []): { path: LeafPath; leaf: Leaf }[] {
  if ('all' in rule) return rule.all.flatMap((part, i) => leavesOf(part, [...path, 'all', i]))
  if ('any' in rule) return rule.any.flatMap((part, i) => leavesOf(part, [...path, 'any', i]))
  if ('rule' in rule) return leavesOf(rule.rule, [...path, 'rule'])
  return [{ path, leaf: rule }]
}

/** The event names of a leaf. */
export function eventsOfLeaf(leaf: EventLeaf): string[] {
  return typeof leaf.event === 'string' ? [leaf.event] : [...leaf.event]
}

/** Everything that is wrong with a rule. */
export function checkStageRule(rule: StageRule, path: LeafPath = []): Problem[] {
  if (path.length > DEEPEST) return [problemAt(path, 'too_deep', 'This rule is nested too deep. Flatten it.')]
  if ('all' in rule) return checkParts(rule.all, [...path, 'all'])
  if ('any' in rule) return checkParts(rule.any, [...path, 'any'])
  if ('rule' in rule) return checkStageRule(rule.rule, [...path, 'rule'])
  if ('trait' in rule) return checkTrait(rule, path)
  return checkEvent(rule, path)
}

const DEEPEST = 40
const MOST_TIMES = 1000

function checkParts(parts: readonly StageRule[], path: LeafPath): Problem[] {
  if (!parts.length) return [problemAt(path, 'empty', 'This list is empty. Name at least one event, trait or stage.')]
  return parts.flatMap((part, i) => checkStageRule(part, [...path, i]))
}

function checkTrait(leaf: TraitLeaf, path: LeafPath): Problem[] {
  if (Object.keys(leaf.trait).length) return checkFilter(leaf.trait, [...path, 'trait'])
  return [
    problemAt([...path, 'trait'], 'empty', 'This asks for no trait. Write one, such as { trait: { plan: pro } }.'),
  ]
}

function checkEvent(leaf: EventLeaf, path: LeafPath): Problem[] {
  const problems = leaf.where ? checkFilter(leaf.where, [...path, 'where']) : []
  const names = eventsOfLeaf(leaf)
  if (!names.length || names.some(name => !name.trim()))
    problems.push(
      problemAt([...path, 'event'], 'empty', 'This names no event. Write one, such as { event: signed_up }.'),
    )
  const { times = 1, within } = leaf
  if (!Number.isInteger(times) || times < 1 || times > MOST_TIMES)
    problems.push(problemAt([...path, 'times'], 'out_of_range', `“times” is a whole number from 1 to ${MOST_TIMES}.`))
  if (within && times === 1)
    problems.push(
      problemAt(
        [...path, 'within'],
        'without_times',
        'One event needs no “within”. Add “times: 2” or more, or remove it.',
      ),
    )
  if (within?.business)
    problems.push(
      problemAt(
        [...path, 'within'],
        'business',
        'Events are counted on the clock, not in working time. Write hours or days.',
      ),
    )
  return problems
}
