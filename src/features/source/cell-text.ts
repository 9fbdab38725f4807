import type { JsonValue } from '../../core/json.ts'
import { expressionOf, type TableColumns } from './columns.ts'
import type { Columns, Source } from './source.ts'

export type Values = Readonly<Record<string, JsonValue>>
/** The text of something in a row; `undefined` when it is missing. */
export type ReadText = (values: Values) => string | undefined

/** How to read the text of a column or template; a template is missing when one of its columns is. */
export function textReader(text: string, source: Source, table: TableColumns): ReadText {
  const missing = new Set(source.missing)
  const expression = expressionOf(text, table)
  if ('column' in expression) return columnReader(expression.column, missing)
  const readers = expression.parts.map(part => (typeof part === 'string' ? part : columnReader(part.column, missing)))
  return values => {
    let joined = ''
    for (const reader of readers) {
      const part = typeof reader === 'string' ? reader : reader(values)
      if (part === undefined) return undefined
      joined += part
    }
    return joined
  }
}

/** The first of several texts that is not missing. */
export function firstReader(columns: Columns, source: Source, table: TableColumns): ReadText {
  if (typeof columns === 'string') return textReader(columns, source, table)
  const readers = columns.map(text => textReader(text, source, table))
  return values => {
    for (const reader of readers) {
      const found = reader(values)
      if (found !== undefined) return found
    }
    return undefined
  }
}

function columnReader(column: string, missing: ReadonlySet<string>): ReadText {
  const inherited = column in {}
  return values => {
    if (inherited && !Object.hasOwn(values, column)) return undefined
    const value = values[column]
    if (value === undefined || value === null) return undefined
    const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
    return isBlank(text) || (missing.size > 0 && missing.has(text)) ? undefined : text
  }
}

const isBlank = (text: string): boolean =>
  text === '' || ((text.charCodeAt(0) <= 32 || text.charCodeAt(0) >= 128) && text.trim() === '')
