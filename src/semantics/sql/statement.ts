import type { Dialect } from '../../core/dialect.ts'

/** What is bound to a placeholder: everything that a person wrote. Numbers are bound as their text and cast in place. */
export type Param = string

/** One SELECT with `$1` placeholders. */
export type Statement = { text: string; params: Param[] }

/** Collects the parameters and the named subqueries of one statement while its parts are printed. */
export type Writer = {
  readonly dialect: Dialect
  /** The placeholder of a text; the same text has one placeholder. */
  text(value: string): string
  /** A number as DOUBLE PRECISION. */
  number(value: number): string
  /** Names a subquery that later parts may read, and returns the name it got. */
  define(name: string, select: string): string
  /** The statement whose last part is `select`. */
  finish(select: string): Statement
}

export function writer(dialect: Dialect): Writer {
  const params: Param[] = []
  const places = new Map<string | number, string>()
  const defined = new Map<string, string>()
  const bind = (value: string | number): string => {
    const place = places.get(value) ?? `$${params.push(String(value))}`
    places.set(value, place)
    return place
  }
  return {
    dialect,
    text: bind,
    number: value => `CAST(${bind(value)} AS DOUBLE PRECISION)`,
    define(name, select) {
      for (const [known, body] of defined) if (body === select) return known
      let unique = name
      for (let n = 2; defined.has(unique); n++) unique = `${name}_${n}`
      defined.set(unique, select)
      return unique
    },
    finish(select) {
      const parts = [...defined].map(([name, body]) => `${name} AS (\n${indented(body)}\n)`)
      return { text: parts.length ? `WITH ${parts.join(',\n')}\n${select}` : select, params }
    },
  }
}

/** A whole number that the code computed, printed as it is. */
export function whole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`Invariant broken: ${value} is printed as a whole number`)
  return String(value)
}

/** The lines of a text, each two spaces further in. */
export function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}

/** SELECT and its columns, one a line when they do not fit on one. */
export function select(columns: readonly string[]): string {
  const line = `SELECT ${columns.join(', ')}`
  return line.length <= 120 && !line.includes('\n') ? line : `SELECT\n${indented(columns.join(',\n'))}`
}

/** A subquery to read from, under a name. */
export function subquery(query: string, name: string): string {
  return `(\n${indented(query)}\n) AS ${name}`
}

/** Clauses of a SELECT, one a line; empty ones are left out. */
export function lines(...clauses: (string | false | undefined)[]): string {
  return clauses.filter(Boolean).join('\n')
}
