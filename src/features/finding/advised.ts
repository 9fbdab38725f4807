import type { Hit } from './rule.ts'
import { runningGoals } from './running.ts'
import { objectOf, type Survey } from './survey.ts'

/** What one rule advises on the goals that are not over, each as a finding about the goal. */
export function advised(survey: Survey, rule: string, limits?: Readonly<Record<string, number>>): Hit[] {
  return runningGoals(survey).flatMap(goal =>
    survey
      .advice(goal, limits)
      .filter(each => each.rule === rule)
      .map(({ path, sentence, numbers, teams = [], metrics = [] }) => {
        const part = partOf(goal.spec, path)
        return {
          objects: [objectOf(goal), ...metrics.map(name => `metric/${name}`)],
          ...(part === undefined ? {} : { part }),
          teams: [...teams, goal.owner],
          message: sentence,
          ...(numbers ? { numbers } : {}),
        }
      }),
  )
}

/** The key result or contributor that a place in a goal lies in, by name, so that another order makes no other finding. */
function partOf(
  { results, contributors = [] }: Survey['goals'][number]['spec'],
  [field, index]: readonly (string | number)[],
): string | undefined {
  if (typeof index !== 'number') return undefined
  return field === 'contributors' ? contributors[index]?.team : results[index]?.name
}
