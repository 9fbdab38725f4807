import { exampleOf, type Field, fieldsOf } from '../../src/cli/input-flags.ts'
import { may, type Permission, type Role } from '../../src/features/context.ts'
import type { Feature } from '../../src/features/feature.ts'
import { features, kinds } from '../../src/features/index.ts'
import type { AnyOperation } from '../../src/features/operation.ts'
import { answerTable, cell, fieldRows } from './fields.ts'
import { ANSWERS, shapeNamed, shapeOf } from './shape.ts'

/** `docs/reference/operations.md`: every verb, who may call it, how to write it and what it answers. */
export function operationsPage(): string {
  const nouns = features.filter(({ operations }) => operations.length > 0)
  return [INTRODUCTION, permissions(), sharedSection(), ...nouns.map(nounSection), answersSection()].join('\n\n')
}

const INTRODUCTION = `# Operations

Everything that can be asked and done, each verb defined once. On the command line \`metric.measure\` is \`plumbline metric
measure\`; its input can also come whole from a file: \`--input FILE\`, or \`--input -\` for the standard input. With
\`--format json\` the answer has exactly the fields listed here.`

function permissions(): string {
  const roles: Role[] = ['viewer', 'member', 'lead', 'admin']
  const verbs = ['read', 'write', 'sign', 'admin'] as const
  const allowed = (role: Role) =>
    verbs.filter(verb => may({ id: '', name: '', role, signsFor: [] }, `any:${verb}` satisfies Permission))
  return `A permission is a noun and what is done to it. A person's role of access says which they have, for every noun:

| role | may |
|---|---|
${roles.map(role => `| ${role} | ${allowed(role).join(', ')} |`).join('\n')}`
}

const sharedVerbs: readonly string[] = (() => {
  const [first, ...others] = [...kinds.keys()].map(verbsOf)
  return (first ?? []).filter(verb => others.every(verbs => verbs.includes(verb)))
})()

function verbsOf(noun: string): string[] {
  return features
    .flatMap(({ operations }) => operations)
    .filter(each => each.operation.startsWith(`${noun}.`))
    .map(each => each.operation.slice(noun.length + 1))
}

/** The verbs that come with every kind of agreement, said once with KIND for its word. */
function sharedSection(): string {
  const [kind = ''] = [...kinds.keys()].slice(-1)
  const own = features.flatMap(({ operations }) => operations)
  const verbs = sharedVerbs.map(verb => own.find(each => each.operation === `${kind}.${verb}`)).filter(each => !!each)
  const generic = (text: string) => text.replaceAll(new RegExp(`\\b${kind}\\b`, 'g'), 'KIND')
  const fields = Object.keys(kinds.get(kind)?.spec.shape ?? {})
  const sections = verbs.map(each => {
    const isOwn = (row: { path: string }) => fields.includes(row.path.split(/[.[]/)[0] ?? '')
    return generic(section(each, { leaveOut: each.operation.endsWith('.propose') ? isOwn : () => false }))
  })
  return [
    `## Every kind of agreement

${[...kinds.keys()].map(each => `\`${each}\``).join(', ')} all
have these verbs; write the kind for KIND. A proposal holds, besides the fields below, those of its [kind](kinds.md).`,
    ...sections,
  ].join('\n\n')
}

function nounSection({ name, does, operations }: Feature): string {
  const shared = (each: AnyOperation) => {
    const [noun = '', verb = ''] = each.operation.split('.')
    return kinds.has(noun) && sharedVerbs.includes(verb)
  }
  const rows = operations.map(each => {
    const anchor = shared(each) ? `kind${each.operation.split('.')[1]}` : each.operation.replaceAll('.', '')
    return `| [${each.operation}](#${anchor}) | ${cell(each.does)} | ${each.needs} |`
  })
  const table = ['| operation | what it does | permission |', '|---|---|---|', ...rows].join('\n')
  const own = operations.filter(each => !shared(each)).map(each => section(each))
  return [`## ${name}`, does, table, ...own].join('\n\n')
}

type Settings = { leaveOut?: (row: { path: string }) => boolean }

function section(each: AnyOperation, { leaveOut = () => false }: Settings = {}): string {
  const flags = new Map(fieldsOf(each).map(field => [field.key, flagOf(field)]))
  const input = fieldRows(shapeOf(each.input, 'input'), plain).filter(row => !leaveOut(row))
  const output = outputRows(each)
  const inputTable = [
    '| input | flag | type | required | what it says |',
    '|---|---|---|---|---|',
    ...input.map(({ path, type, required, does }) => {
      const flag = flags.get(path)
      return `| \`${path}\` | ${flag ? `\`${flag}\`` : ''} | ${type} | ${required ? 'yes' : ''} | ${cell(does)} |`
    }),
  ].join('\n')
  return [
    `### ${each.operation}`,
    each.does,
    `Needs \`${each.needs}\`. ${each.reads ? 'Changes nothing.' : 'Leaves an entry in the audit log.'}`,
    `\`\`\`sh\n${exampleOf(
      each,
      fieldsOf(each).filter(({ key }) => !leaveOut({ path: key })),
    )}\n\`\`\``,
    ...(input.length > 0 ? [inputTable] : []),
    output,
  ].join('\n\n')
}

function outputRows(each: AnyOperation): string {
  const shape = shapeOf(each.output, 'output')
  if (shape.named) return `Answers with ${a(shape.named)} ${toAnswer(shape.named)}.`
  if (shape.items?.named) return `Answers with a list of ${toAnswer(shape.items.named)}s.`
  const [one, several] = shape.anyOf ?? []
  if (one?.named && one.named === several?.items?.named)
    return `Answers with ${a(one.named)} ${toAnswer(one.named)}, or with a list of them where all are asked for.`
  const isList = shape.type === 'array'
  const rows = fieldRows((isList ? shape.items : shape) ?? {}, toAnswer)
  if (rows.length === 0) return 'Answers with a group whose fields depend on the company.'
  return `${isList ? 'Answers with a list of groups, each with:' : 'Answers with:'}\n\n${answerTable(rows)}`
}

/** What several operations answer with, said once. */
function answersSection(): string {
  const sections = ANSWERS.map(({ named }) => {
    const rows = fieldRows(shapeNamed(named, 'output'), toAnswer)
    return `### ${named}\n\n${answerTable(rows)}`
  })
  return ['## What several operations answer with', ...sections].join('\n\n')
}

const a = (word: string): string => (/^[aeio]/.test(word) ? 'an' : 'a')

const toAnswer = (named: string): string =>
  ANSWERS.some(each => each.named === named) ? `[${named}](#${named.replaceAll(' ', '-')})` : plain(named)

const flagOf = (field: Field): string => field.flag ?? 'NAME'

const plain = (named: string): string => `[${named}](kinds.md#${named.replaceAll(' ', '-')})`
