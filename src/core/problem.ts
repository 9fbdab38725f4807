import type { ZodError } from 'zod'
import { choicesOf, type Issue, isMissing, isOurs, sentenceOf, wantedBy } from './issue.ts'

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
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance && distance < word.length) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/**
 * Every issue of a failed parse as a problem whose message is a sentence.
 *
 * A schema's own messages that end with a full stop are kept as they are; others, such as `must be a date`, are put after
 * the name of the field. Custom issues may carry `params: { code, repair }`. Given the value that was parsed, sentences can
 * name what was written and suggest what was meant.
 */
export function problemsOf(error: ZodError, value?: unknown): Problem[] {
  return problemsIn(error.issues as Issue[], [], value)
}

type Path = Problem['path']

function problemsIn(issues: Issue[], outer: Path, value: unknown): Problem[] {
  return issues.flatMap(issue => {
    const path = [...outer, ...(issue.path as Path)]
    if (issue.code === 'unrecognized_keys') return unknownFields(issue, path, missingIn(issues, issue.path))
    if (issue.code === 'invalid_union' && issue.errors?.length) return problemsOfUnion(issue, issue.errors, path, value)
    if (issue.code === 'invalid_key' && issue.issues?.[0])
      return [{ ...problemOf({ ...issue.issues[0], path: [] }, path, path.at(-1)), code: issue.code }]
    if (issue.issues?.length) return problemsIn(issue.issues, path, value)
    return [isLeftOut(issue, path, value) ? leftOut(issue, path) : problemOf(issue, path, at(value, path))]
  })
}

/** Whether a field is not there at all, however its schema words what it should be. */
function isLeftOut(issue: Issue, path: Path, value: unknown): boolean {
  return issue.code === 'invalid_type' && path.length > 0 && value !== undefined && at(value, path) === undefined
}

function leftOut({ message }: Issue, path: Path): Problem {
  const name = nameOf(path)
  const isDemand = /^(must|has|needs|takes)\b/.test(message) && !/[.?!]$/.test(message)
  return { path, code: 'missing', message: `${name} is missing. ${isDemand ? `It ${message}` : 'Add it'}.` }
}

function problemOf(issue: Issue, path: Path, written: unknown): Problem {
  const repair = repairOf(issue, written)
  const message = sentenceOf(issue, nameOf(path), written, repair)
  return { path, code: codeOf(issue), message, ...(repair === undefined ? {} : { repair }) }
}

function unknownFields(issue: Issue, path: Path, missing: string[]): Problem[] {
  return (issue.keys ?? []).map(key => {
    const meant = nearest(key, missing)
    const advice = meant ? `Did you mean “${meant}”?` : 'Remove it or correct its spelling.'
    const message = `“${key}” is not a field here. ${isOurs(issue) ? issue.message : advice}`
    return { path: [...path, key], code: 'unknown_field', message, ...(meant ? { repair: meant } : {}) }
  })
}

function missingIn(issues: Issue[], path: PropertyKey[]): string[] {
  return issues
    .filter(issue => isMissing(issue) && issue.path.length === path.length + 1)
    .filter(issue => path.every((key, i) => issue.path[i] === key))
    .map(issue => String(issue.path.at(-1)))
}

/** The branch that fits best explains the failure; branches that fail at the root are told together. */
function problemsOfUnion(union: Issue, branches: Issue[][], path: Path, value: unknown): Problem[] {
  const flat = branches.map(branch => branch.flatMap(unwrapped))
  const closest = flat.reduce((a, b) => (reach(b) > reach(a) ? b : a))
  if (reach(closest) > 0) return problemsIn(closest, path, value)
  if (isOurs(union)) return [problemOf(union, path, at(value, path))]
  const roots = flat.flat()
  const missing = roots.find(isMissing)
  if (missing) return [problemOf(missing, path, undefined)]
  const alternatives = [...new Set(roots.flatMap(wantedBy))]
  if (!alternatives.length || roots.some(issue => !wantedBy(issue).length)) {
    const other = roots.find(issue => !wantedBy(issue).length) ?? roots[0]
    return other ? problemsIn([other], path, value) : []
  }
  const values = roots.flatMap(issue => issue.values ?? [])
  const all: Issue = { code: 'invalid_value', path: [], message: '', values }
  if (roots.every(issue => issue.values)) return [problemOf(all, path, at(value, path))]
  const repair = repairOf(all, at(value, path))
  const message = `${nameOf(path)} must be ${orList(alternatives)}.${repair ? ` Did you mean “${repair}”?` : ''}`
  return [{ path, code: 'invalid_type', message, ...(repair ? { repair } : {}) }]
}

function unwrapped(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || !issue.errors?.length || issue.path.length) return [issue]
  return issue.errors.flat().flatMap(unwrapped)
}

function reach(issues: Issue[]): number {
  return Math.max(0, ...issues.map(issue => issue.path.length + (issue.code === 'unrecognized_keys' ? 0.5 : 0)))
}

function repairOf(issue: Issue, written: unknown): string | undefined {
  if (typeof issue.params?.repair === 'string') return issue.params.repair
  return typeof written === 'string' ? nearest(written, choicesOf(issue)) : undefined
}

function codeOf(issue: Issue): string {
  if (isMissing(issue)) return 'missing'
  return typeof issue.params?.code === 'string' ? issue.params.code : issue.code
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined | null)?.[key], value)
}

function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'This'
  return typeof last === 'number' ? `Entry ${last + 1}` : `“${last}”`
}

function orList(words: string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
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
