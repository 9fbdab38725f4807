import { z } from 'zod'
import { nearest, type Problem, problemsOf } from '../../core/problem.ts'
import { checkDeclaration, type Sound, withSuggestion } from '../check.ts'
import { type AgreementKind, Declared, declarationSchema } from '../kind.ts'
import { TeamDeclaration } from '../team/team.ts'
import { CompanyDeclaration } from '../workspace/workspace.ts'

/** A company as a list of declarations: what its files say, what is exported, what is applied. */
export const Declaration = z.looseObject({ kind: z.string(), name: z.string() })
export type Declaration = z.infer<typeof Declaration>

/** What a file may say of a declaration besides what it declares. */
const Standing = z.object({
  state: z
    .enum(['proposed', 'in force'])
    .optional()
    .describe('In files, what stands there is in force unless it says proposed'),
  signed: z.array(z.string()).optional().describe('Teams that have signed, where the repository keeps that record'),
})

export type Adopted = Sound & { proposed: boolean; signed: string[] }

/** A company's declarations, checked: what is sound, and every problem with the place it has in the list. */
export type Checked = {
  company: CompanyDeclaration | undefined
  teams: TeamDeclaration[]
  sound: Adopted[]
  problems: { index: number; problem: Problem }[]
}

/**
 * Checks a whole company at once, each declaration against all the others, and stops at no problem.
 *
 * `known` are teams that exist already, besides those declared.
 */
export function checkDeclarations(
  declarations: readonly Declaration[],
  kinds: ReadonlyMap<string, AgreementKind>,
  known: readonly string[] = [],
): Checked {
  const checked: Checked = { company: undefined, teams: [], sound: [], problems: [] }
  const report = (index: number, problems: readonly Problem[]) =>
    checked.problems.push(...problems.map(problem => ({ index, problem })))

  declarations.forEach((declaration, index) => {
    const { kind, ...rest } = declaration
    if (kind === 'company') {
      const parsed = CompanyDeclaration.safeParse(rest)
      if (!parsed.success) report(index, mistakes(parsed.error, rest, CompanyDeclaration))
      else if (checked.company) report(index, [second('company', checked.company.name)])
      else checked.company = parsed.data
    } else if (kind === 'team') {
      const parsed = TeamDeclaration.safeParse(rest)
      if (parsed.success) checked.teams.push(parsed.data)
      else report(index, mistakes(parsed.error, rest, TeamDeclaration))
    } else if (!kinds.has(kind)) report(index, [unknownKind(kind, kinds)])
  })

  const teams = [...known, ...declarations.filter(each => each.kind === 'team').map(team => team.name)]
  const declared = new Map(declarations.map(each => [`${each.kind}/${each.name}`, asDeclared(each)]))
  const among = {
    find: (kind: string, name: string) => declared.get(`${kind}/${name}`),
    names: (kind: string) => declarations.filter(each => each.kind === kind).map(each => each.name),
  }
  for (const [index, declaration] of declarations.entries()) {
    const kind = kinds.get(declaration.kind)
    if (!kind) continue
    const { kind: _, state, signed, ...rest } = declaration
    const standing = Standing.safeParse({ state, signed })
    const { sound, problems } = checkDeclaration(kind, rest, teams, among)
    if (!standing.success) report(index, problemsOf(standing.error, { state, signed }))
    if (!sound) report(index, problems)
    else if (standing.success)
      checked.sound.push({ ...sound, proposed: state === 'proposed', signed: standing.data.signed ?? [] })
  }
  return checked
}

/** The JSON Schema of a file of declarations, for editors: one document is one of the kinds. */
export function declarationJsonSchema(kinds: ReadonlyMap<string, AgreementKind>): Record<string, unknown> {
  const documents = [
    documentOf('company', 'What all numbers of the company share.', CompanyDeclaration),
    documentOf('team', 'A team.', TeamDeclaration),
    ...[...kinds.values()].map(kind =>
      documentOf(kind.kind, kind.does, declarationSchema(kind).extend(Standing.shape)),
    ),
  ]
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A declaration of Plumbline',
    oneOf: documents.map(({ $defs: _, ...document }) => document),
    $defs: Object.assign({}, ...documents.map(({ $defs }) => $defs)),
  }
}

function mistakes(error: z.ZodError, value: unknown, { shape }: z.ZodObject): Problem[] {
  return problemsOf(error, value).map(problem => withSuggestion(problem, Object.keys(shape)))
}

/** The JSON Schema of one kind, with its parts under names that no other kind's parts have. */
function documentOf(kind: string, description: string, schema: z.ZodObject): Record<string, unknown> {
  const whole = z.toJSONSchema(schema.extend({ kind: z.literal(kind) }), { io: 'input', unrepresentable: 'any' })
  const named = JSON.stringify(whole, (key, value) =>
    key === '$ref' ? value.replace('/__schema', `/${kind}-part-`) : value,
  )
  const { $schema: _, $defs = {}, ...json } = JSON.parse(named)
  const parts = Object.entries($defs).map(([name, part]) => [name.replace('__schema', `${kind}-part-`), part])
  return { ...json, title: kind, description, $defs: Object.fromEntries(parts) }
}

/** A declaration as others look at it before it is known to be sound. */
function asDeclared(declaration: Declaration): { spec: unknown; owner: string } {
  const common = new Set(['kind', 'state', 'signed', ...Object.keys(Declared.shape)])
  const spec = Object.fromEntries(Object.entries(declaration).filter(([key]) => !common.has(key)))
  return { spec, owner: String(declaration.owner ?? '') }
}

function second(kind: string, first: string): Problem {
  return {
    path: ['kind'],
    code: 'second_company',
    message: `There is a second ${kind} here; the first is “${first}”. Keep one.`,
  }
}

function unknownKind(kind: string, kinds: ReadonlyMap<string, AgreementKind>): Problem {
  const meant = nearest(kind, ['company', 'team', ...kinds.keys()])
  const advice = meant ? `Did you mean “${meant}”?` : `The kinds are company, team, ${[...kinds.keys()].join(', ')}.`
  return { path: ['kind'], code: 'unknown_kind', message: `“${kind}” is not a kind. ${advice}`, repair: meant }
}
