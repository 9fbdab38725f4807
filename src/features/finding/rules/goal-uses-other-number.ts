import type { Metric } from '../../metric/metric.ts'
import { countingOf, plainWord, wordsFor } from '../meaning.ts'
import { sharedOutcomes } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { runningGoals } from '../running.ts'
import { type Declared, objectOf, type Survey } from '../survey.ts'
import { quoted } from '../wording.ts'

export const goalUsesOtherNumber: Rule = {
  id: 'goal-uses-other-number',
  severity: 'error',
  about: 'structure',
  says: 'A key result goes by the word of a shared outcome and counts another number.',
  why: 'The goal can be reached while the outcome everybody believes it counts is not.',
  fix: 'Let the key result count the shared outcome, or call it by what it counts.',
  find(survey) {
    const outcomes = sharedOutcomes(survey).flatMap(name => survey.metrics.get(name) ?? [])
    return runningGoals(survey).flatMap(goal =>
      goal.spec.results.flatMap(result => {
        const counted = survey.metrics.get(result.metric ?? '')
        if (!counted) return []
        const said = keysOf([...wordsFor(counted).keys(), plainWord(result.name)], survey)
        const meant = outcomes.find(
          each => each !== counted && shares(said, keysOf(wordsFor(each).keys(), survey)) && isOther(each, counted),
        )
        if (!meant) return []
        return [
          {
            objects: [objectOf(goal), objectOf(counted), objectOf(meant)],
            part: result.name,
            teams: [goal.owner, meant.owner],
            message:
              `${quoted(result.name)} in the goal ${quoted(goal.title)} counts the metric ${quoted(counted.name)} of ${counted.owner}, ` +
              `not the shared outcome ${quoted(meant.title)}, the metric ${quoted(meant.name)} of ${meant.owner}.`,
          },
        ]
      }),
    )
  },
}

/** Words by what they mean: those of one term are one. */
function keysOf(words: Iterable<string>, { terms }: Pick<Survey, 'terms'>): Set<string> {
  return new Set([...words].map(word => terms.find(term => wordsFor(term).has(word))?.name ?? word))
}

const shares = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  [...some].some(key => others.has(key))

const isOther = (one: Declared<Metric>, other: Declared<Metric>): boolean =>
  countingOf(one.spec) !== countingOf(other.spec)
