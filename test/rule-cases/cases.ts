import { courses } from './courses.ts'
import { facts } from './facts.ts'
import { feeds } from './feeds.ts'
import { goals } from './goals.ts'
import { going } from './going.ts'
import { linter } from './linter.ts'
import { numbers } from './numbers.ts'
import { promises } from './promises.ts'
import type { RuleCase } from './rule-case.ts'
import { tree } from './tree.ts'
import { words } from './words.ts'

/** Every case of every rule. */
export const cases: readonly RuleCase[] = [
  ...facts,
  ...feeds,
  ...courses,
  ...going,
  ...words,
  ...numbers,
  ...goals,
  ...tree,
  ...promises,
  ...linter,
]

/** What a rule said in the first of its cases in which it fires. */
export function exampleOf(rule: string): string | undefined {
  return cases.find(each => each.rule === rule && each.says !== undefined)?.says
}
