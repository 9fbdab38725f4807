import { canonicalJson, type JsonValue } from '../../core/json.ts'
import type { Metric } from '../metric/metric.ts'
import type { Declared } from './survey.ts'

/** What people call a thing, as they write it, by its words without hyphens and letter case: name, synonyms and title. */
export function wordsFor({ name, title, spec }: Pick<Declared, 'name' | 'title' | 'spec'>): Map<string, string> {
  const { synonyms = [] } = spec as { synonyms?: string[] }
  return new Map([name, ...synonyms, title].map(word => [plainWord(word), word]))
}

/** A word without hyphens and letter case. */
export function plainWord(word: string): string {
  return word
    .toLowerCase()
    .replaceAll(/[-\s]+/g, ' ')
    .trim()
}

/** How a number is computed, whatever it is called and whoever owns it: two numbers with the same text are the same number. */
export function countingOf({ measure, of, where, over, ratio, formula, conversion }: Metric): string {
  const said = { measure, of, where, over, ratio, formula, conversion }
  const known = Object.entries(said).filter(([, value]) => value !== undefined)
  return canonicalJson(Object.fromEntries(known) as JsonValue)
}
