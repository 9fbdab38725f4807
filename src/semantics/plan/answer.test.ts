import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asked, facts, questionOf, runs, ZONE } from '../../../test/semantics/arbitrary.ts'
import { answerOf, worldOf } from '../../../test/semantics/oracle.ts'
import { eachEvents } from '../../../test/stores.ts'
import { answerAll } from './answer.ts'
import type { Series } from './combine.ts'

const textOf = (cells: { segment: (string | null)[]; period: { label: string }; value: number | null }[]): string[] =>
  cells.map(({ segment, period, value }) => JSON.stringify([segment, period.label, rounded(value)])).sort()

/** Sums and shares are exact; only the order of floating-point operations in a formula may differ in the last digit. */
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(12)) + 0)

eachEvents(open => {
  it('every shape of number equals the brute-force fold of the raw facts', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(asked, { minLength: 1, maxLength: 8 }), async (given, list) => {
        const questions = list.map(questionOf)
        const events = await open({ zone: ZONE })
        try {
          for (let i = 0; i < given.length; i += 15) await events.append(given.slice(i, i + 15))
          const world = worldOf(given, ZONE)
          const answers: Series[] = await answerAll(events, questions)
          questions.forEach((question, i) => {
            expect(textOf(answers[i]!)).toEqual(textOf(answerOf(question, world)))
          })
        } finally {
          await events.close()
        }
      }),
      runs(40),
    )
  }, 600_000)
})
