import type { Shape } from './shape.ts'

/** A field of something people write or a program gets, with the way to it: `results[].metric`. */
export type FieldRow = { path: string; type: string; required: boolean; does: string }

type Link = (named: string) => string

/** Every field of a shape, those of groups inside it after the group; `link` writes the name of a shape that has one. */
export function fieldRows(shape: Shape, link: Link, path = ''): FieldRow[] {
  const rows = Object.entries(shape.properties ?? {}).flatMap(([key, part]) => {
    const at = path ? `${path}.${key}` : key
    const required = shape.required?.includes(key) ?? false
    return [{ path: at, type: typeOf(part, link), required, does: doesOf(part) }, ...inner(part, link, at)]
  })
  return [...new Map(rows.map(row => [row.path, row])).values()]
}

/** A table of the fields that people write. */
export function fieldTable(rows: readonly FieldRow[]): string {
  if (rows.length === 0) return ''
  const lines = rows.map(
    ({ path, type, required, does }) => `| \`${path}\` | ${type} | ${required ? 'yes' : ''} | ${cell(does)} |`,
  )
  return ['| field | type | required | what it says |', '|---|---|---|---|', ...lines].join('\n')
}

/** A table of the fields that programs get. */
export function answerTable(rows: readonly FieldRow[]): string {
  const lines = rows.map(({ path, type, does }) => `| \`${path}\` | ${type} | ${cell(does)} |`)
  return ['| field | type | what it says |', '|---|---|---|', ...lines].join('\n')
}

/** Text that stays inside a cell of a Markdown table. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')

/** What a value is, in words: `text`, `list of names`, `count` or `sum`. */
export function typeOf(shape: Shape, link: Link): string {
  if (shape.named) return link(shape.named)
  const branches = shape.anyOf ?? shape.oneOf
  if (branches?.every(branch => branch.const !== undefined))
    return branches.map(branch => typeOf(branch, link)).join(' ')
  if (branches) return [...new Set(branches.map(branch => typeOf(branch, link)))].join(' or ')
  if (shape.enum) return shape.enum.map(value => `\`${String(value)}\``).join(' ')
  if (shape.const !== undefined) return `\`${String(shape.const)}\``
  if (shape.prefixItems) return `list of ${shape.prefixItems.map(item => typeOf(item, link)).join(', ')}`
  if (shape.type === 'array') return `list of ${shape.items ? typeOf(shape.items, link) : 'anything'}`
  if (shape.type === 'object') {
    if (isSmall(shape)) return `\`{ ${smallParts(shape)} }\``
    if (shape.properties) return 'group'
    const value = typeof shape.additionalProperties === 'object' ? typeOf(shape.additionalProperties, link) : 'anything'
    return `map of ${value}`
  }
  return (
    [shape.type ?? []]
      .flat()
      .map(type => WORDS[type] ?? type)
      .join(' or ') || 'anything'
  )
}

const WORDS: Record<string, string> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  null: 'nothing',
}

/** Fields of the groups that a value is, or that a list of them holds. */
function inner(shape: Shape, link: Link, path: string): FieldRow[] {
  if (shape.named) return []
  if (shape.items) return inner(shape.items, link, `${path}[]`)
  const branches = shape.anyOf ?? shape.oneOf
  if (branches) return branches.flatMap(branch => inner(branch, link, path))
  if (shape.properties) return isSmall(shape) ? [] : fieldRows(shape, link, path)
  if (typeof shape.additionalProperties === 'object') return inner(shape.additionalProperties, link, `${path}.*`)
  return []
}

/** A group that its braces alone explain, such as `{ sum: text }`. */
function isSmall({ properties = {} }: Shape): boolean {
  const parts = Object.values(properties)
  return parts.length === 1 && parts.every(part => !part.description && !part.properties && part.type === 'string')
}

const smallParts = ({ properties = {} }: Shape): string => `${Object.keys(properties)[0]}: …`

function doesOf(shape: Shape): string {
  const said = shape.description ?? ''
  if (shape.default === undefined || typeof shape.default === 'object') return said
  return [said, `(\`${String(shape.default)}\` when absent)`].filter(Boolean).join(' ')
}
