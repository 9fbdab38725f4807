import type { Dialect } from '../../core/dialect.ts'
import type { Param } from '../sql/statement.ts'
import { print } from '../sql/step.ts'
import { combine, type Row, type Series } from './combine.ts'
import { planAll } from './plan.ts'
import type { Question } from './question.ts'

/** What answering needs of a store of facts. */
export type Facts = {
  readonly dialect: Dialect
  cached<T extends object>(sql: string, params?: readonly Param[]): Promise<readonly T[]>
}

/** The answer to one question, read from a store of facts. */
export async function answer(facts: Facts, question: Question): Promise<Series> {
  const [series] = await answerAll(facts, [question])
  return series!
}

/** The answers to several questions, which share statements where they can. */
export async function answerAll(facts: Facts, questions: readonly Question[]): Promise<Series[]> {
  const plan = planAll(questions)
  const rows: (readonly Row[])[] = []
  for (const step of plan.steps) {
    const { text, params } = print(step, facts.dialect)
    rows.push(await facts.cached<Row>(text, params))
  }
  return combine(plan, rows)
}
