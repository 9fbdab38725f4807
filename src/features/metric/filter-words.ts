import type { Filter } from '../../core/filter.ts'

const WORDS: Record<string, string> = {
  eq: 'is',
  ne: 'is not',
  gt: 'is above',
  gte: 'is at least',
  lt: 'is below',
  lte: 'is at most',
  in: 'is one of',
  nin: 'is none of',
  contains: 'contains',
  startsWith: 'starts with',
  endsWith: 'ends with',
}

/** A filter as people would say it: “country is DE and score is at least 50”. */
export function formatFilter(filter: Filter): string {
  return Object.entries(filter)
    .map(([key, value]) => {
      if (key === 'and' || key === 'or') return `(${(value as Filter[]).map(formatFilter).join(` ${key} `)})`
      if (key === 'not') return `not (${formatFilter(value as Filter)})`
      return formatTests(key, value)
    })
    .join(' and ')
}

function formatTests(property: string, value: unknown): string {
  if (value === null) return `${property} is missing`
  if (typeof value !== 'object') return `${property} is ${String(value)}`
  return Object.entries(value as object)
    .map(([operator, operand]) => {
      if (operator === 'exists') return `${property} is ${operand ? 'there' : 'missing'}`
      return `${property} ${WORDS[operator]} ${[operand].flat().map(String).join(', ')}`
    })
    .join(' and ')
}
