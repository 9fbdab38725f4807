import { readFileSync, statSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { parse } from 'yaml'
import { z } from 'zod'
import { fail, failOn } from '../core/error.ts'
import { type Problem, problemsOf } from '../core/problem.ts'
import type { AnyOperation } from '../features/operation.ts'

/** How a field of an operation's input is written on the command line. */
export type Field = {
  key: string
  /** `--fiscal-start`; absent for the name, or what its schema’s metadata calls the `argument`, which stands without a flag. */
  flag?: string
  form: 'text' | 'number' | 'switch' | 'list' | 'yaml' | 'scalar'
  required: boolean
  does: string
  choices: string[]
  default?: unknown
}

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  items?: Schema
  anyOf?: Schema[]
  argument?: boolean
}

const RESERVED = ['company', 'data', 'data-dir', 'as', 'server', 'key', 'format', 'input', 'help', 'version']

/** The fields of an operation's input. A field that a global flag already has gets the noun in front. */
export function fieldsOf(operation: AnyOperation): Field[] {
  const json = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Schema
  const [noun = ''] = operation.operation.split('.')
  return Object.entries(json.properties ?? {}).map(([key, schema]) => {
    const word = kebab(key)
    const common = {
      key,
      form: formOf(schema),
      required: json.required?.includes(key) ?? false,
      does: schema.description ?? '',
      choices: (schema.enum ?? schema.items?.enum ?? []).map(String),
      default: schema.default,
    }
    return key === 'name' || schema.argument
      ? common
      : { ...common, flag: `--${RESERVED.includes(word) ? `${noun}-${word}` : word}` }
  })
}

/** Gives a command the flags of its fields, and the name as its argument. */
export function addFields(command: Command, fields: readonly Field[]): void {
  for (const field of fields) {
    const word = kebab(field.key)
    if (!field.flag) command.argument(field.required ? `<${word}>` : `[${word}]`, field.does || 'Its name')
    else command.addOption(optionOf(field, field.flag))
  }
  command.option('--input <file>', 'the whole input as YAML or JSON, from a file or “-”; flags come on top')
}

/** What the command line says, as the operation wants it. Problems name the flags that were meant. */
export function inputOf(
  operation: AnyOperation,
  fields: readonly Field[],
  name: string | undefined,
  options: Record<string, unknown>,
  read: (file: string) => string = readInput,
): unknown {
  const whole = typeof options.input === 'string' ? wholeInput(options.input, read) : {}
  const given = fields.flatMap(field => {
    const raw = field.flag ? options[attributeOf(field.flag)] : name
    return raw === undefined ? [] : [[field.key, fieldValue(field, raw)] as const]
  })
  const input = { ...whole, ...Object.fromEntries(given) }
  const parsed = operation.input.safeParse(input)
  if (!parsed.success)
    failOn(
      problemsOf(parsed.error, input).map(problem => onCommandLine(problem, fields)),
      operation.operation.replaceAll('.', ' '),
    )
  return input
}

/** A line that shows what has to be filled in, and one choice of those that need not be. */
export function exampleOf(operation: AnyOperation, fields: readonly Field[]): string {
  const choice = fields.find(field => !field.required && field.choices.length && field.form === 'text')
  const parts = fields
    .filter(field => field.required || field === choice || !field.flag)
    .map(field => (field.flag ? [field.flag, sample(field)].filter(Boolean).join(' ') : field.key.toUpperCase()))
  const place = operation.reads ? '--company my-company' : '--data-dir my-data'
  return ['plumbline', operation.operation.replaceAll('.', ' '), ...parts, place].join(' ')
}

function sample(field: Field): string {
  if (field.form === 'switch') return ''
  return field.choices[0] ?? field.key.replace(/([A-Z])/g, '_$1').toUpperCase()
}

function formOf(schema: Schema): Field['form'] {
  const branches = schema.anyOf?.map(formOf)
  if (branches)
    return branches.every(form => form === 'text' || form === 'number' || form === 'scalar') ? 'scalar' : 'yaml'
  if (schema.type === 'string') return 'text'
  if (schema.type === 'number' || schema.type === 'integer') return 'number'
  if (schema.type === 'boolean') return 'switch'
  if (schema.type === 'array')
    return ['text', 'number', 'scalar'].includes(formOf(schema.items ?? {})) ? 'list' : 'yaml'
  return schema.type === 'null' ? 'scalar' : 'yaml'
}

function optionOf(field: Field, flag: string): Option {
  const hints = [
    field.choices.length ? field.choices.join(', ') : '',
    field.form === 'list' ? 'several with commas' : field.form === 'yaml' ? 'YAML or JSON' : '',
    field.default !== undefined && field.form !== 'switch' ? `default ${JSON.stringify(field.default)}` : '',
  ].filter(Boolean)
  const does = [field.does, hints.length ? `(${hints.join('; ')})` : ''].filter(Boolean).join(' ')
  if (field.form === 'switch')
    return field.default === true ? new Option(flag.replace('--', '--no-'), does) : new Option(flag, does)
  const option = new Option(
    `${flag} <${field.form === 'list' ? 'list' : field.form === 'yaml' ? 'yaml' : 'value'}>`,
    does,
  )
  return field.form === 'list'
    ? option.argParser((text: string, before?: string[]) => [...(before ?? []), text])
    : option
}

const attributeOf = (flag: string): string => new Option(flag).attributeName()

function fieldValue(field: Field, raw: unknown): unknown {
  if (typeof raw === 'boolean') return raw
  if (Array.isArray(raw)) return raw.flatMap(text => listOf(field, String(text)))
  const text = String(raw)
  if (field.form === 'number' || field.form === 'scalar') return numberIn(text)
  return field.form === 'yaml' ? yamlIn(text, field.flag ?? '') : text
}

function listOf(field: Field, text: string): unknown[] {
  if (!text.startsWith('[')) return text.split(',').map(part => part.trim())
  const list = yamlIn(text, field.flag ?? '')
  return Array.isArray(list) ? list : [list]
}

const numberIn = (text: string): unknown => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text)

function yamlIn(text: string, place: string, advice = 'Put the whole of it in single quotes.'): unknown {
  try {
    return parse(text, { prettyErrors: false, maxAliasCount: 0 })
  } catch (error) {
    const said = /call stack/.test((error as Error).message) ? 'it is nested too deeply' : (error as Error).message
    return fail('invalid', `${place} is neither YAML nor JSON: ${said.slice(0, 200)}. ${advice}`)
  }
}

function wholeInput(file: string, read: (file: string) => string): Record<string, unknown> {
  const value = yamlIn(read(file), `The input from ${file === '-' ? 'the standard input' : file}`, 'Correct it there.')
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  return fail('invalid', `The input from ${file} is not a group of fields. Write it like “grain: week”.`)
}

function readInput(file: string): string {
  if (file !== '-' && statSync(file).isDirectory()) fail('invalid', `“${file}” is a folder. Name a file.`)
  return readFileSync(file === '-' ? 0 : file, 'utf8')
}

function onCommandLine(problem: Problem, fields: readonly Field[]): Problem {
  const field = fields.find(each => each.key === problem.path[0])
  if (!field || problem.path.length !== 1) return problem
  const message = problem.message.replace(`“${field.key}”`, field.flag ?? 'The name')
  return { ...problem, message }
}

const kebab = (key: string): string => key.replace(/([A-Z])/g, letter => `-${letter.toLowerCase()}`)
