import { nearest, type Problem, problemsOf } from '../core/problem.ts'
import type { Reference } from './agreement/agreement.ts'
import { type AgreementKind, type Among, declarationSchema, takeApart } from './kind.ts'

/** A declaration that has passed its checks. */
export type Sound = {
  kind: string
  name: string
  title: string
  owner: string
  why: string
  spec: unknown
  binds: string[]
  refers: Reference[]
}

/** Every problem of a declaration, of whatever sort, or the declaration taken apart. */
export function checkDeclaration(
  kind: AgreementKind,
  declaration: Record<string, unknown>,
  teams: readonly string[],
  among: Omit<Among, 'name' | 'owner'>,
): { sound: Sound; problems: [] } | { sound?: undefined; problems: Problem[] } {
  const parsed = declarationSchema(kind).safeParse(declaration)
  if (!parsed.success) {
    const fields = [...Object.keys(declarationSchema(kind).shape)]
    const { owner } = declaration
    const unknownOwner = typeof owner === 'string' ? checkTeam(owner, teams, ['owner']) : []
    return {
      problems: [
        ...problemsOf(parsed.error, declaration).map(problem => withSuggestion(problem, fields)),
        ...unknownOwner,
      ],
    }
  }
  const { name, title, owner, binds: named, why, spec } = takeApart(parsed.data as Record<string, unknown>)
  const binds = kind.signed ? [...new Set([owner, ...named, ...kind.binds(spec, owner)])] : []
  const refers = distinct(kind.refers(spec)).filter(to => !(to.kind === kind.kind && to.name === name))
  const placeOf = (team: string): Problem['path'] => {
    if (team === owner) return ['owner']
    return named.includes(team) ? ['binds', named.indexOf(team)] : (findValue(spec, text => text === team) ?? [])
  }
  const problems = [
    ...[...new Set([owner, ...binds])].flatMap(team => checkTeam(team, teams, placeOf(team))),
    ...refers.flatMap(to => checkReference(to, among, spec)),
    ...kind.check(spec, { ...among, name, owner }),
  ]
  if (problems.length > 0) return { problems }
  return { sound: { kind: kind.kind, name, title, owner, why, spec, binds, refers }, problems: [] }
}

/** The problem of an unknown field with the field that was meant, when one is close. */
export function withSuggestion(problem: Problem, fields: readonly string[]): Problem {
  const field = problem.path.at(-1)
  if (
    problem.code !== 'unknown_field' ||
    problem.repair !== undefined ||
    problem.path.length !== 1 ||
    typeof field !== 'string'
  )
    return problem
  const meant = nearest(field, fields)
  return meant
    ? { ...problem, message: `“${field}” is not a field here. Did you mean “${meant}”?`, repair: meant }
    : problem
}

function checkTeam(team: string, teams: readonly string[], path: (string | number)[]): Problem[] {
  if (teams.includes(team)) return []
  const meant = nearest(team, teams)
  const advice = meant ? `Did you mean “${meant}”?` : 'Declare it with “kind: team”.'
  return [
    {
      path,
      code: 'unknown_team',
      message: `There is no team “${team}”. ${advice}`,
      ...(meant ? { repair: meant } : {}),
    },
  ]
}

function checkReference(to: Reference, among: Omit<Among, 'name' | 'owner'>, spec: unknown): Problem[] {
  if (among.find(to.kind, to.name)) return []
  const meant = nearest(to.name, among.names(to.kind))
  const advice = meant ? `Did you mean “${meant}”?` : `Declare it with “kind: ${to.kind}”.`
  return [
    {
      path: findValue(spec, value => value === to.name) ?? findValue(spec, wordIn(to.name)) ?? [],
      code: `unknown_${to.kind}`,
      message: `There is no ${to.kind} “${to.name}”. ${advice}`,
      ...(meant ? { repair: meant } : {}),
    },
  ]
}

/** Where a text stands inside a spec, so that a problem can point at it. */
function findValue(spec: unknown, isIt: (text: string) => boolean): (string | number)[] | undefined {
  if (typeof spec === 'string') return isIt(spec) ? [] : undefined
  if (typeof spec !== 'object' || spec === null) return undefined
  for (const [key, value] of Object.entries(spec)) {
    const rest = findValue(value, isIt)
    if (rest) return [Array.isArray(spec) ? Number(key) : key, ...rest]
  }
  return undefined
}

/** Whether a text has the word in it, as a formula does. */
function wordIn(word: string): (text: string) => boolean {
  return text => text.split(/[^\p{L}\p{N}_-]+/u).includes(word)
}

function distinct(refers: readonly Reference[]): Reference[] {
  return [...new Map(refers.map(to => [`${to.kind}/${to.name}`, to])).values()]
}
