import type { Dialect } from '../../core/dialect.ts'
import type { Param } from '../sql/statement.ts'
import { print } from '../sql/step.ts'
import { combine, type Row, type Series } from './combine.ts'
import { planAll } from './plan.ts'
import type { Question } from './question.ts'

/**
 * What a number means, from the words people agree on to the SQL that computes it on either engine. Which numbers a company has
 * is the business of features; how facts are stored is that of the store.
 *
 * `model/` is what can be meant, `plan/` how it is taken apart and put together, `sql/` how the parts are written, `golden/`
 * an example of each with its answer.
 */

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
  const rows = plan.steps.map(step => {
    const { text, params } = print(step, facts.dialect)
    return facts.cached<Row>(text, params)
  })
  return combine(plan, await Promise.all(rows))
}
