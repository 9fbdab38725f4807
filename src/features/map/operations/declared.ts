import type { PlainDate } from '../../../core/plain-date.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { placedGoals } from '../../goal/operations/measure.ts'
import { asOf, type Spoken } from '../../metric/operations.ts'
import type { Vision } from '../../vision/vision.ts'
import type { Declared } from '../tree.ts'

/** What a tree is drawn from, as it is in force; goals that were over on a day, or on the last that is known, are left out. */
export async function declaredIn(ctx: Context, { metrics }: Spoken, at?: PlainDate): Promise<Declared> {
  const known = await asOf(ctx)
  const day = at !== undefined && at < known ? at : known
  const goals = (await placedGoals(ctx)).filter(({ days }) => days.end > day)
  return {
    metrics,
    goals: new Map(goals.map(goal => [goal.name, goal])),
    visions: await standing<Vision>(ctx, 'vision'),
  }
}
