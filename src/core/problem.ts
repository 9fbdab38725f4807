import type { ZodError } from 'zod'

/** One thing that is wrong with something a person wrote; checks return all of them at once. */
export type Problem = {
  /** Where in the checked value, from the outside in. */
  path: (string | number)[]
  /** A stable word that programs may switch on. */
  code: string
  /** A sentence: what is wrong and what to do. */
  message: string
  /** What to write instead, when that is known. */
  repair?: string
}

/** The candidate a person most likely meant by `word`, or `undefined` when none is close. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Every issue of a failed parse as a problem whose message is a sentence. */
export function problemsOf(error: ZodError): Problem[] {
  return flatten(error.issues as Issue[])
}

type Issue = ZodError['issues'][number] & {
  errors?: Issue[][]
  keys?: string[]
  values?: unknown[]
  unionErrors?: unknown
}

function flatten(issues: Issue[], prefix: (string | number)[] = []): Problem[] {
  return issues.flatMap(issue => {
    const path = [...prefix, ...(issue.path as (string | number)[])]
    if (issue.code === 'invalid_union' && issue.errors?.length) {
      const closest = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a))
      if (closest.length) return flatten(closest, path)
    }
    if (issue.code === 'unrecognized_keys')
      return (issue.keys ?? []).map(key => ({
        path: [...path, key],
        code: 'unknown_field',
        message: `“${key}” is not a field here. Remove it or correct its spelling.`,
      }))
    return [{ path, code: issue.code === 'custom' ? codeOf(issue) : issue.code, message: sentence(issue, path) }]
  })
}

const depth = (issues: Issue[]): number =>
  Math.max(0, ...issues.map(issue => issue.path.length + (issue.code === 'unrecognized_keys' ? 0.5 : 0)))

function codeOf(issue: Issue): string {
  const code = (issue as { params?: { code?: unknown } }).params?.code
  return typeof code === 'string' ? code : 'custom'
}

function sentence(issue: Issue, path: (string | number)[]): string {
  const name = path.length ? `“${path.at(-1)}”` : 'This'
  const given = (issue as { input?: unknown }).input
  if (issue.code === 'invalid_type' && (given === undefined || /received undefined/.test(issue.message)))
    return `${name} is missing. Add it.`
  if (issue.code === 'invalid_value' && issue.values)
    return `${name} must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}.`
  return path.length ? `${name}: ${issue.message}` : issue.message
}

/** Insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforePrevious[j - 2]! + 1)
      current.push(least)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.length]!
}
