/** What a form reads of JSON Schema: enough for what our own schemas become, anything else is written as text. */
export type Schema = {
  type?: string | string[]
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema | false
  prefixItems?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  examples?: unknown[]
  minItems?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  $ref?: string
  $defs?: Record<string, Schema>
  /** Of what kind the thing is that a text names. */
  'x-kind'?: string
}
export type Defs = Readonly<Record<string, Schema>>
export type Path = readonly (string | number)[]

/** How a part of a form is filled in. */
export type Control =
  | 'text'
  | 'long text'
  | 'date'
  | 'number'
  | 'yes or no'
  | 'one of'
  | 'name'
  | 'names'
  | 'words'
  | 'one or more'
  | 'list'
  | 'pair'
  | 'fields'
  | 'choice'
  | 'code'

/** The schema with its reference followed; what the place of use says of it goes before. */
export function resolved(schema: Schema, defs: Defs): Schema {
  if (schema.$ref === undefined) return schema
  const { $ref, ...own } = schema
  return { ...resolved(defs[$ref.replace('#/$defs/', '')] ?? {}, defs), ...own }
}

export function controlOf(schema: Schema): Control {
  const branches = branchesOf(schema)
  if (branches) return isOneOrMore(branches) ? 'one or more' : 'choice'
  if (schema.enum) return 'one of'
  if (Array.isArray(schema.type)) return 'code'
  if (schema.type === 'boolean') return 'yes or no'
  if (schema.type === 'number' || schema.type === 'integer') return 'number'
  if (schema.type === 'array') return controlOfList(schema)
  if (schema.type === 'object') return isOpen(schema) ? 'code' : 'fields'
  if (schema.type !== 'string') return 'code'
  if (schema['x-kind']) return 'name'
  if (schema.format === 'date') return 'date'
  return (schema.maxLength ?? 0) >= 500 ? 'long text' : 'text'
}

function controlOfList({ prefixItems, items }: Schema): Control {
  if (prefixItems) return 'pair'
  if (!items) return 'code'
  if (items.type === 'string' && items['x-kind']) return 'names'
  return items.type === 'string' && (items.maxLength ?? 0) < 200 ? 'words' : 'list'
}

export const branchesOf = ({ anyOf, oneOf }: Schema): Schema[] | undefined => anyOf ?? oneOf

const isOpen = ({ properties, additionalProperties }: Schema): boolean =>
  properties === undefined || typeof additionalProperties === 'object'

/** A text, or a list of such texts. */
function isOneOrMore([one, many, ...others]: Schema[]): boolean {
  return others.length === 0 && one?.type === 'string' && !one.enum && many?.type === 'array' && isText(many.items)
}

const isText = (items: Schema | false | undefined): boolean => !!items && items.type === 'string'

/** Which of several schemas a value is written in; -1 where it is none of them. */
export function branchFor(value: unknown, branches: readonly Schema[], defs: Defs): number {
  return branches.findIndex(branch => fits(value, resolved(branch, defs), defs))
}

function fits(value: unknown, schema: Schema, defs: Defs): boolean {
  const branches = branchesOf(schema)
  if (branches) return branchFor(value, branches, defs) >= 0
  if (schema.enum) return schema.enum.includes(value)
  if (schema.const !== undefined) return schema.const === value
  if (Array.isArray(value)) return schema.type === 'array'
  if (typeof value !== 'object' || value === null)
    return [schema.type].flat().some(type => type === (type === 'integer' ? wholeOf(value) : typeof value))
  if (schema.type !== 'object') return false
  const { properties = {}, required = [], additionalProperties } = schema
  if (additionalProperties === false && Object.keys(value).some(key => !(key in properties))) return false
  return required.every(key => key in value) || Object.keys(value).length === 0
}

const wholeOf = (value: unknown): string => (Number.isInteger(value) ? 'integer' : typeof value)

/** What a field begins with when somebody adds it. */
export function blank(given: Schema, defs: Defs): unknown {
  const schema = resolved(given, defs)
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  const branches = branchesOf(schema)
  if (branches?.[0]) return blank(branches[0], defs)
  if (schema.type === 'array') return schema.prefixItems || !schema.items ? [] : blankList(schema.items, schema, defs)
  if (schema.type === 'boolean') return false
  if (schema.type !== 'object') return undefined
  const required = (schema.required ?? []).map(key => [key, blank(schema.properties?.[key] ?? {}, defs)])
  return Object.fromEntries(required.filter(([, value]) => value !== undefined))
}

function blankList(items: Schema, list: Schema, defs: Defs): unknown[] {
  const inside = resolved(items, defs)
  return inside.type === 'object' || (list.minItems ?? 0) > 0 ? [blank(items, defs) ?? ''] : []
}

/** How a branch of a choice is called. */
export function branchLabel(given: Schema, defs: Defs): string {
  const schema = resolved(given, defs)
  if (schema.description) return schema.description
  const [first] = schema.required ?? Object.keys(schema.properties ?? {})
  if (first !== undefined) return labelOf(first)
  if (schema.type === 'array') return schema.prefixItems ? 'Two numbers' : 'Several'
  return (
    { string: 'A word', number: 'A number', integer: 'A number', boolean: 'Yes or no' }[String(schema.type)] ?? 'Other'
  )
}

/** `notDoing` as people read it: “Not doing”. */
export function labelOf(key: string): string {
  const words = key
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The value with one place in it changed; `undefined` takes a field out. */
export function setAt(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...value] : []
    list[key] = setAt(list[key], rest, to)
    return list
  }
  const { [key]: before, ...others } = isRecord(value) ? value : {}
  const after = setAt(before, rest, to)
  if (after === undefined) return others
  return isRecord(value) && key in value ? { ...value, [key]: after } : { ...others, [key]: after }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The id of a field’s element, by which a list of problems leads to it. */
export const idOf = (path: Path): string => ['field', ...path].join('-')
