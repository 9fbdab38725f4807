import type { Severity } from './finding.ts'
import type { Survey } from './survey.ts'

/** One thing that a rule found. */
export type Hit = {
  /** What it is about, as `kind/name`; with the rule and `part`, this makes the finding the same next time. */
  objects: readonly string[]
  /** Makes the finding the same next time in place of the objects, where which ones they are changes with the numbers. */
  key?: string
  /** Tells hits about the same objects apart. */
  part?: string
  /** Teams that can put it right. */
  teams: readonly string[]
  /** The one of them that should act; the first, when absent. */
  owner?: string
  /** A sentence that names the objects and the numbers. */
  message: string
  numbers?: Readonly<Record<string, number>>
  /** Which of the numbers tells how far out of plumb it is, more being worse; the weight does, when absent. */
  main?: string
  /** How grave this one is, where that is not what the rule says; what a company has set for the rule holds above both. */
  severity?: Severity
  /** What would put this one right, where that is more than the rule can say. */
  fix?: string
  /** How much of what was looked at is affected, 0 to 1; all of it, when absent. */
  weight?: number
}

/** A number that a rule compares with, which a company may set for itself with `kind: rule`. */
export type Threshold = {
  default: number
  /** A sentence: what happens at this number, and in which unit it is. */
  says: string
}

/**
 * One way in which a company can be out of plumb. A rule only reads: the same survey always gives the same hits.
 *
 * A rule with numbers of its own names them, and is given their values by name:
 * `Rule<'days'> = { thresholds: { days: { default: 7, says: '…' } }, find: (survey, { days }) => … }`.
 */
export type Rule<Name extends string = string> = {
  id: string
  severity: Severity
  /** Whether it reads only what is declared, or also what happened. */
  about: 'structure' | 'data'
  /** One sentence: what it finds. */
  says: string
  why: string
  fix: string
  thresholds?: Readonly<Record<Name, Threshold>>
  find(survey: Survey, thresholds: Readonly<Record<Name, number>>): Hit[]
}

/** The page about a rule. */
export function docsOf(rule: Pick<Rule, 'id'>): string {
  return `docs/reference/rules.md#${rule.id}`
}
