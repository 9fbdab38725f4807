import type { Standing } from '../../agreement/operations/standing.ts'
import { easingOf } from '../easing.ts'
import { Goal } from '../goal.ts'

/** A step at which a goal in force became easier: in which ways, and the reason that was given. */
export type Eased = { revision: number; says: string[]; why: string }

/** Every step from one revision in force to the next at which a goal became easier, oldest first. */
export function easedOver({ spec, why, revision, earlier }: EasedGoal): Eased[] {
  const steps = [...earlier, { spec, why, number: revision }]
  return steps.slice(1).flatMap((after, index) => {
    const [was, is] = [Goal.safeParse(steps[index]?.spec), Goal.safeParse(after.spec)]
    const says = was.success && is.success ? easingOf(was.data, is.data) : []
    return says.length > 0 ? [{ revision: after.number, says, why: after.why }] : []
  })
}

type EasedGoal = Pick<Standing<Goal>, 'spec' | 'why' | 'revision' | 'earlier'>
