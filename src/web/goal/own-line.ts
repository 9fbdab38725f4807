import { type Finding, leanOf } from '../../features/finding/finding.ts'
import type { GoalReading } from './goal-tree.ts'

type Seen = Pick<Finding, 'objects' | 'points' | 'message' | 'suppressed'>

/** What hangs on a goal’s own line: its key results, the goals that serve it, what teams contribute, and what it waits for. */
export type Hung = {
  key: string
  kind: 'Key result' | 'Goal' | 'Contribution' | 'Dependency'
  title: string
  status: string | null
  /** What it is about, as kind/name, where that has a page. */
  object: string | null
  lean: number
  says: string | undefined
}

export function ownLine(goal: GoalReading, goals: readonly GoalReading[], findings: readonly Seen[]): Hung[] {
  const standing = findings.filter(each => !each.suppressed)
  const leaning = (those: readonly Seen[]) => ({
    lean: leanOf(those.reduce((sum, { points }) => sum + points, 0)),
    says: those.toSorted((a, b) => b.points - a.points)[0]?.message,
  })
  const own = `goal/${goal.goal}`
  const naming = (word: string) =>
    standing.filter(each => each.objects.includes(own) && each.message.includes(`“${word}”`))
  const onNumber = (metric: string) =>
    standing.filter(({ objects }) => objects.includes(`metric/${metric}`) && isAbout(objects, own))
  return [
    ...goal.results.map(({ name, metric, status }) => {
      const found = [...new Set([...naming(name), ...(metric === undefined ? [] : onNumber(metric))])]
      const object = metric === undefined ? null : `metric/${metric}`
      return { key: `result ${name}`, kind: 'Key result' as const, title: name, status, object, ...leaning(found) }
    }),
    ...goals
      .filter(each => each.parent === goal.goal)
      .map(child => {
        const object = `goal/${child.goal}`
        const found = standing.filter(each => each.objects.includes(object))
        return {
          key: object,
          kind: 'Goal' as const,
          title: child.title,
          status: child.status,
          object,
          ...leaning(found),
        }
      }),
    ...goal.contributors.map(({ team, with: what, metric }) => {
      const found = metric === undefined ? naming(team) : onNumber(metric)
      const object = metric === undefined ? null : `metric/${metric}`
      const title = `${team}: ${what}`
      return { key: `with ${title}`, kind: 'Contribution' as const, title, status: null, object, ...leaning(found) }
    }),
    ...goal.dependencies.map(({ on, for: what, goal: theirs }) => {
      const object = theirs === undefined ? null : `goal/${theirs}`
      const found =
        object === null ? [] : standing.filter(({ objects }) => objects.includes(object) && objects.includes(own))
      const title = `${on}: ${what}`
      return { key: `on ${title}`, kind: 'Dependency' as const, title, status: null, object, ...leaning(found) }
    }),
  ]
}

/** Whether a finding about a number is about it under this goal, or under none in particular. */
function isAbout(objects: readonly string[], goal: string): boolean {
  const named = objects.filter(each => each.startsWith('goal/'))
  return named.length === 0 || named.includes(goal)
}
