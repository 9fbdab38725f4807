import { formatShare } from '../../../core/share.ts'
import { medianOf } from '../../../core/slope.ts'
import { inputsOf, type Metric, usualGrain } from '../../metric/metric.ts'
import type { Rule } from '../rule.ts'
import { type Declared, objectOf, type Survey } from '../survey.ts'
import { amount, lengthOf, number, quoted } from '../wording.ts'

export const twoNumbersForOneWord: Rule<'periods' | 'least' | 'gap'> = {
  id: 'two-numbers-for-one-word',
  severity: 'warning',
  about: 'data',
  says: 'Two teams have a number under the same word, and over the same periods the two differ.',
  why: 'Each team brings its own number to the meeting, and the meeting is about whose number it is.',
  fix: 'Agree on one definition and let the other one go, or give each a word that says what is different.',
  thresholds: {
    periods: { default: 13, says: 'How many periods are compared.' },
    least: { default: 4, says: 'How many periods of which both are known it takes to compare them.' },
    gap: { default: 0.1, says: 'By what share of the larger one they differ, at least, in half of the periods.' },
  },
  find: (survey, { periods, least, gap }) => {
    const words = wordsIn(survey)
    const metrics = [...survey.metrics.values()]
    return metrics.flatMap((one, index) =>
      metrics.slice(index + 1).flatMap(other => {
        const grain = usualGrain(one.spec)
        const word = words.get(one.name) ?? ''
        if (word === '' || word !== words.get(other.name) || !areComparable(one, other)) return []
        const theirs = new Map(
          survey.series(other.name, grain)?.points.map(({ period, value }) => [period.label, value]),
        )
        const both = (survey.series(one.name, grain)?.points ?? []).slice(-periods).flatMap(({ period, value }) => {
          const beside = theirs.get(period.label) ?? null
          return value === null || beside === null || (value === 0 && beside === 0) ? [] : [{ period, value, beside }]
        })
        const apart = medianOf(both.map(({ value, beside }) => gapOf(value, beside)))
        const last = both.findLast(({ value, beside }) => gapOf(value, beside) > gap)
        if (both.length < least || !(apart > gap) || !last) return []
        const { unit } = one.spec
        const sumOf = (of: 'value' | 'beside') => both.reduce((sum, each) => sum + each[of], 0)
        return [
          {
            objects: [objectOf(one), objectOf(other)],
            teams: [one.owner, other.owner],
            message:
              `${quoted(spelt(word))} is two numbers: in ${last.period.label}, ${quoted(one.title)} of ${one.owner} was ` +
              `${unit === '%' ? amount(last.value, unit) : number(last.value)} and ${quoted(other.title)} of ${other.owner} ` +
              `${amount(last.beside, unit)}. Over ${lengthOf(both.length, grain)} they are ${formatShare(apart)} apart.`,
            numbers: { apart, one: sumOf('value'), other: sumOf('beside'), periods: both.length },
            main: 'apart',
          },
        ]
      }),
    )
  },
}

/** By how much two numbers differ, as a share of the larger one. */
const gapOf = (a: number, b: number): number => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b))

/** Numbers of two teams in one unit and one grain, of which neither is made from the other. */
function areComparable(one: Declared<Metric>, other: Declared<Metric>): boolean {
  const isMade = (of: Declared<Metric>, from: Declared<Metric>) => inputsOf(of.spec).includes(from.name)
  return (
    one.owner !== other.owner &&
    one.spec.unit === other.spec.unit &&
    usualGrain(one.spec) === usualGrain(other.spec) &&
    !isMade(one, other) &&
    !isMade(other, one)
  )
}

/**
 * The word that each metric goes by: its title without the team or the period at its end, as in “MQLs (sales)” and “MQLs of sales
 * per week”. A team before the word makes it another word: IT tickets are not all tickets.
 */
function wordsIn({ all, metrics }: Survey): Map<string, string> {
  const teams = all.filter(({ kind }) => kind === 'team').flatMap(({ name, title }) => [name, title])
  const owners = [...metrics.values()].map(({ owner }) => owner)
  const left = new Set([...[...teams, ...owners].flatMap(tokensOf), ...TELLS_NOTHING])
  return new Map(
    [...metrics.values()].map(({ name, title }) => {
      const tokens = tokensOf(title)
      const telling = tokens.slice(0, tokens.findLastIndex(token => !left.has(token)) + 1)
      return [name, telling.join(' ')]
    }),
  )
}

/** Short words are abbreviations, as `mql`. */
const spelt = (word: string): string => (word.length <= 4 ? word.toUpperCase() : word)

/** The words of a text in lower case and without a plural’s “s”. */
const tokensOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(token =>
    token.length > 3 ? token.replace(/(?<!s)s$/, '') : token,
  )

const TELLS_NOTHING = [
  'of',
  'by',
  'in',
  'for',
  'per',
  'the',
  'our',
  'week',
  'month',
  'quarter',
  'weekly',
  'monthly',
  'as',
  'counted',
  'seen',
  'reported',
]
