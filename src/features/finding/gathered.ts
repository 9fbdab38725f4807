import type { Hit, Threshold } from './rule.ts'
import { listed, number } from './wording.ts'

/** The threshold of a rule that says the same of many at once. */
export const ONE_BY_ONE: Threshold = {
  default: 10,
  says: 'How many are said one by one; more of them are said in one finding.',
}

/**
 * Hits one by one, or as one where there are so many that nobody would read them, as after an import: with how many there are
 * and a few of them.
 */
export function gathered(hits: Hit[], most: number, says: (count: string, few: string) => string): Hit[] {
  if (hits.length <= most) return hits
  const objects = [...new Set(hits.flatMap(({ objects: [first] }) => first ?? []))]
  const few = listed(objects.slice(0, FEW).map(object => `“${object.slice(object.indexOf('/') + 1)}”`))
  return [
    {
      objects: [],
      part: 'together',
      teams: [...new Set(hits.flatMap(({ teams }) => teams))],
      message: says(number(hits.length), few),
      numbers: { together: hits.length },
      main: 'together',
    },
  ]
}

const FEW = 3
