import fc from 'fast-check'
import { expect, it } from 'vitest'
import { conversion, facts, questionOf, runs, ZONE } from '../../../test/semantics/arbitrary.ts'
import { answerOf, worldOf } from '../../../test/semantics/oracle.ts'
import { eachEvents } from '../../../test/stores.ts'
import { answerAll } from '../plan/answer.ts'

eachEvents(open => {
  it('people convert when another event follows at the same instant or in time', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(conversion(), { minLength: 10, maxLength: 10 }), async (given, metrics) => {
        const events = await open({ zone: ZONE })
        try {
          await events.append(given)
          const between: [string, string] = ['2026-02-27', '2026-04-03']
          const questions = metrics.map(metric =>
            questionOf({ metric, grain: 'week', between, fiscalPattern: 'months', by: [], scope: {} }),
          )
          const answers = await answerAll(events, questions)
          const world = worldOf(given, ZONE)
          questions.forEach((question, i) => {
            expect(answers[i]!.map(point => point.value)).toEqual(answerOf(question, world).map(cell => cell.value))
          })
        } finally {
          await events.close()
        }
      }),
      runs(15),
    )
  }, 600_000)
})
