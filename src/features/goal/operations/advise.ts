import { z } from 'zod'
import { standing } from '../../agreement/operations/standing.ts'
import { declarationSchema, takeApart } from '../../kind.ts'
import type { Metric } from '../../metric/metric.ts'
import { operation } from '../../operation.ts'
import { type Advice, adviceOn, type Limits, type Numbers, type Written } from '../advice.ts'
import { EXAMPLES } from '../advice-examples.ts'
import { easingOf } from '../easing.ts'
import { type Goal, Goal as GoalSchema } from '../goal.ts'
import { goalKind } from '../goal-kind.ts'

/** Advises on goals against the numbers that are in force. */
export function advisor(numbers: Numbers): (goal: Written, limits?: Partial<Limits>) => Advice[] {
  return (goal, limits) => adviceOn(goal, numbers, limits)
}

/** How a goal got easier from what it said to what it says, in sentences. */
export function easings(before: unknown, after: Goal): string[] {
  const was = GoalSchema.safeParse(before)
  return was.success ? easingOf(was.data, after) : []
}

const Piece = z.object({
  rule: z.string().describe('Rule of the linter that would say the same of the goal in force'),
  path: z.array(z.union([z.string(), z.number()])).describe('Where in the goal'),
  sentence: z.string().describe('What could be better'),
  weak: z.string().nullable().describe('How people often write it'),
  strong: z.string().nullable().describe('How it says more'),
})

export const adviseGoal = operation({
  name: 'goal.advise',
  does: 'Say what could be better about a goal as it is written, before anybody has to sign it.',
  needs: 'goal:read',
  input: declarationSchema(goalKind),
  output: z.object({ goal: z.string(), advice: z.array(Piece) }),
  async run(ctx, declaration) {
    const { name, title, owner, spec } = takeApart(declaration)
    const advise = advisor(await standing<Metric>(ctx, 'metric'))
    const advice = advise({ title, owner, spec: spec as unknown as Goal })
    return {
      goal: name,
      advice: advice.map(({ rule, path, sentence }) => {
        const { weak = null, strong = null } = EXAMPLES[rule] ?? {}
        return { rule, path, sentence, weak, strong }
      }),
    }
  },
})
