import type { z } from 'zod'
import { declarationJsonSchema } from '../../src/features/declaration/declaration.ts'
import { kinds } from '../../src/features/index.ts'
import { Declared } from '../../src/features/kind.ts'
import { TeamDeclaration } from '../../src/features/team/team.ts'
import { CompanyDeclaration } from '../../src/features/workspace/workspace.ts'
import { examples } from './examples.ts'
import { cell, type FieldRow, fieldRows, fieldTable, typeOf } from './fields.ts'
import { type Shape, shapeNamed, shapeOf } from './shape.ts'

/** `docs/reference/kinds.md`: everything that can be declared, field by field. */
export function kindsPage(): string {
  const sections = [
    section('company', 'What all numbers of the company share. There is one.', CompanyDeclaration),
    section('team', 'A team: who answers for numbers and signs agreements.', TeamDeclaration),
    ...[...kinds.values()].map(kind => section(kind.kind, kind.does, kind.spec)),
  ]
  return [INTRODUCTION, commonFields(), ...sections, shapes()].join('\n\n')
}

const INTRODUCTION = `# Kinds of declarations

A company's files consist of YAML documents, and each says first what kind of thing it declares. These are the kinds, with
every field they can have; \`plumbline check\` refuses any other. Editors that read [plumbline.schema.json](plumbline.schema.json)
offer the fields while you type ([how](../guide/company-files.md#help-while-you-type)).`

function commonFields(): string {
  const rows = [
    { path: 'kind', type: 'text', required: true, does: 'What is declared: one of the kinds below' },
    ...fieldRows(shapeOf(Declared, 'input'), toShape),
    ...standingRows(),
  ]
  return `## Fields that every declaration has

Companies and teams have only \`kind\`, \`name\` and the fields of their own.

${fieldTable(rows)}`
}

/** What files may say of any declaration besides what it declares. */
function standingRows(): FieldRow[] {
  const { oneOf = [] } = declarationJsonSchema(kinds) as Shape
  const [{ properties = {} } = {}] = oneOf.slice(-1)
  return fieldRows({ properties, required: [] }, toShape).filter(({ path }) => path === 'state' || path === 'signed')
}

function section(kind: string, does: string, spec: z.ZodType): string {
  const common = Object.keys(Declared.shape)
  const rows = fieldRows(shapeOf(spec, 'input'), toShape).filter(
    ({ path }) => kind === 'company' || kind === 'team' || !common.includes(path),
  )
  const example = examples[kind]
  if (!example) throw new Error(`The kind “${kind}” has no example. Add one to scripts/reference/examples.ts.`)
  return `## ${kind}\n\n${does}\n\n${fieldTable(rows)}\n\n\`\`\`yaml${example}\`\`\``
}

const SHAPES: readonly { named: string; says: string }[] = [
  { named: 'name', says: 'Lower-case letters, digits and single hyphens, at most 80 of them: `new-arr`.' },
  { named: 'date', says: 'Year, month and day: `2026-03-31`.' },
  {
    named: 'length of time',
    says:
      'A number and a unit: `30 days`, `90 minutes`, `1 day 12 hours`, `4 business hours`, or ISO 8601 such as `PT15M`. ' +
      'Months and years have no fixed length and are refused; write `90 days`.',
  },
  { named: 'grain', says: 'The length of a period.' },
  {
    named: 'filter',
    says:
      'Conditions on properties, which hold together: `{ country: DE, score: { gte: 50 } }`. ' +
      '[Filters](../guide/language.md#filters) has all operators.',
  },
  {
    named: 'event or stage',
    says: 'What is counted: an event by its name, events with conditions, or the entries of people into a stage.',
  },
  {
    named: 'entry rule',
    says: 'When a person enters a stage. A word alone is an event; rules nest. [Stages](../guide/language.md#stages) has examples.',
  },
  {
    named: 'cell',
    says: 'Where a value comes from: columns, columns with a type or a map, or the same value for every row.',
  },
]

function shapes(): string {
  const parts = SHAPES.map(({ named, says }) => `### ${named}\n\n${[says, table(named)].filter(Boolean).join('\n\n')}`)
  return ['## Shapes that several fields have', ...parts].join('\n\n')
}

/** The fields of a shape, where it has some; a filter's are properties of the company's own. */
function table(named: string): string {
  if (named === 'filter') return ''
  const shape = shapeNamed(named, 'input')
  if (shape.enum) return `One of ${typeOf(shape, toShape)}.`
  const rows = branchesOf(shape).flatMap(branch => fieldRows(branch, toShape))
  return fieldTable([...new Map(rows.map(row => [row.path, { ...row, required: false }])).values()])
}

const branchesOf = (shape: Shape): Shape[] => shape.anyOf ?? shape.oneOf ?? [shape]

/** A link to where the page explains a shape. */
const toShape = (named: string): string => `[${cell(named)}](#${named.replaceAll(' ', '-')})`
