import { Filter } from '../../core/filter.ts'
import { type Problem, problemsOf } from '../../core/problem.ts'

/** A problem with its place and, where it is known, what to write instead. */
export function problemAt(path: Problem['path'], code: string, message: string, repair?: string): Problem {
  return { path, code, message, ...(repair === undefined ? {} : { repair }) }
}

/** Everything that is wrong with a filter that stands at `path`. */
export function checkFilter(filter: Filter, path: Problem['path']): Problem[] {
  const parsed = Filter.safeParse(filter)
  return parsed.success ? [] : problemsOf(parsed.error).map(found => ({ ...found, path: [...path, ...found.path] }))
}
