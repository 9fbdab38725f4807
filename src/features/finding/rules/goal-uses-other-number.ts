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
    const meanings = meaningsIn(survey)
    const keysFor = (words: Iterable<string>) => new Set([...words].map(word => meanings.get(word) ?? word))
    const outcomes = sharedOutcomes(survey)
      .flatMap(name => survey.metrics.get(name) ?? [])
      .map(metric => ({ metric, keys: keysFor(wordsFor(metric).keys()) }))
    return runningGoals(survey).flatMap(goal =>
      goal.spec.results.flatMap(result => {
        const counted = survey.metrics.get(result.metric ?? '')
        if (!counted) return []
        const said = keysFor([...wordsFor(counted).keys(), plainWord(result.name)])
        const meant = outcomes.find(
          ({ metric, keys }) => metric !== counted && [...said].some(key => keys.has(key)) && isOther(metric, counted),
        )?.metric
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

/** The term that each word belongs to: words of one term mean the same. */
const meaningsIn = ({ terms }: Pick<Survey, 'terms'>): Map<string, string> =>
  new Map(terms.flatMap(term => [...wordsFor(term).keys()].map(word => [word, term.name] as const)))

const isOther = (one: Declared<Metric>, other: Declared<Metric>): boolean =>
  countingOf(one.spec) !== countingOf(other.spec)
