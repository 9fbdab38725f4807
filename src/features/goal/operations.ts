import { z } from 'zod'
import { fail } from '../../core/error.ts'
import { Name } from '../../core/name.ts'
import { PlainDate } from '../../core/plain-date.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import { operation } from '../operation.ts'
import { goalKind } from './goal-kind.ts'
import { measureGoals } from './operations/measure.ts'
import { GoalReading } from './reading.ts'

export const goalVerbs = agreementVerbs(goalKind)

export const measureGoal = operation({
  name: 'goal.measure',
  does: 'Show how far goals have come: each key result against its target and the time, how sure people are, and the score.',
  needs: 'goal:read',
  shared: true,
  input: z.object({
    name: Name.optional().describe('Name of the goal'),
    all: z.boolean().optional().describe('All goals in force, as a list'),
    at: PlainDate.optional().describe('As it stood when this day began; the end of what is known, when absent'),
  }),
  output: z.union([GoalReading, z.array(GoalReading)]),
  async run(ctx, { name, all, at }) {
    if ((name === undefined) === !all)
      fail('invalid', 'Name one goal, or ask for all of them: with “all”, and not both.')
    if (name === undefined) return measureGoals(ctx, { at })
    const [reading] = await measureGoals(ctx, { names: [name], at })
    return reading as GoalReading
  },
})
