import type { Source } from '../stage/stage.ts'
import { formatFilter } from './filter-words.ts'
import type { Measured, Metric } from './metric.ts'

/** The sentence that says what a number is, in plain words, from its definition alone. */
export function sentenceOf(spec: Metric): string {
  if (spec.ratio) return `${spec.ratio.numerator} divided by ${spec.ratio.denominator}.`
  if (spec.formula !== undefined) return `${spec.formula}.`
  if (spec.conversion) {
    const { from, to, within, answer = 'share' } = spec.conversion
    const who = answer === 'share' ? 'The share of people' : 'How many people'
    return `${who} with ${sourceWords(from)} who then had ${sourceWords(to)}${within ? ` within ${within}` : ''}.`
  }
  const over = spec.over === undefined ? '' : ` over ${spec.over.replace(/^all time$/i, 'all time so far')}`
  const where = spec.where ? ` where ${formatFilter(spec.where)}` : ''
  return `${measureWords(spec.measure ?? 'count')} ${sourceWords(spec.of ?? '')}${where}${over}.`
}

function measureWords(measured: Measured): string {
  if (measured === 'count') return 'The number of'
  if (measured === 'people') return 'The number of different people with'
  if (measured === 'accounts') return 'The number of different accounts with'
  const [kind, property] = Object.entries(measured)[0] as [string, string]
  const words: Record<string, string> = {
    sum: 'The sum of',
    average: 'The average',
    median: 'The median',
    min: 'The lowest',
    max: 'The highest',
  }
  return `${words[kind]} ${property} of`
}

function sourceWords(source: Source): string {
  if (typeof source === 'string') return `“${source}”`
  const what =
    'stage' in source ? `entries into the stage ${source.stage}` : [source.event].flat().map(quoted).join(' or ')
  const parts = [
    source.where && formatFilter(source.where),
    source.traits && `the person has ${formatFilter(source.traits)}`,
    source.account && `the account has ${formatFilter(source.account)}`,
  ].filter(Boolean)
  return parts.length > 0 ? `${what} where ${parts.join(' and ')}` : what
}

const quoted = (word: string): string => `“${word}”`
