import { narrowFilter } from './narrowing.ts'
import type { Cell, Columns, Emitted, Source } from './source.ts'

/** A source cut to a file that has not all of its columns, or spells some of them otherwise. */
export type Fitted = {
  source: Source
  /** Columns that the source names and the file does not have, in the order of naming. */
  left: string[]
  /** Columns with amounts whose currency the file does not say. */
  unpriced: string[]
}

export type FittingSettings = {
  /** What else a column may be called, by the name that the source uses. */
  also?: Readonly<Record<string, readonly string[]>> | undefined
  /** Of amounts whose currency would stand in a column that the file does not have. */
  currency: string
  /** Of times, where neither the source nor the name of a column says one. */
  zone: string
}

/**
 * Rewrites a source for the columns of a file. What rests on a missing column falls away: a property, an event without its
 * date, one of several columns of which the first counts. A condition on it becomes what it is where nothing is known.
 */
export function fitSource(source: Source, columns: readonly string[], settings: FittingSettings): Fitted {
  const there = source.fileColumn === undefined ? columns : [...columns, source.fileColumn]
  const names = renaming(columnFinder(there, settings.also), there)
  const unpriced: string[] = []
  const cell = (said: Cell): Cell | undefined => {
    if (typeof said !== 'object' || Array.isArray(said)) return names.first(said)
    if ('value' in said) return said
    const column = names.first(said.column)
    if (column === undefined || !said.currency?.startsWith('{')) return column && { ...said, column }
    const currency = names.text(said.currency)
    if (currency === undefined) unpriced.push([column].flat()[0]!)
    return { ...said, column, currency: currency ?? settings.currency }
  }
  const cells = (said: Record<string, Cell> | undefined) =>
    changed(said, (key, each) => pair(key.includes('{') ? names.text(key) : key, cell(each)))

  const fitEvent = ({ name, at, each, when, props, key, ...rest }: Emitted): Emitted[] => {
    const condition = when === undefined || narrowFilter(when, names.text)
    const common = {
      ...rest,
      when: typeof condition === 'object' ? condition : undefined,
      props: cells(props),
      key: names.all(key),
    }
    const dates = changed(each, (column, called) => pair(names.text(column), called))
    const date = names.first(at)
    const called = typeof name === 'string' ? (name.includes('{') ? names.text(name) : name) : name && cell(name)
    const isLost = condition === false || (each ? dates === undefined : date === undefined || called === undefined)
    return isLost ? [] : [present({ name: called as Emitted['name'], at: date, each: dates, ...common })]
  }

  const { ids, ...fields } = source.person ?? {}
  const person = some({
    ...mapped(fields, names.first),
    ids: changed(ids, (kind, said) => pair(kind, names.first(said))),
  })
  const account = some(mapped(source.account ?? {}, names.first))
  const events = source.events.flatMap(fitEvent)
  const skip = source.skip && narrowFilter(source.skip, names.text)
  const fitted = {
    ...source,
    zone: source.zone ?? there.map(zoneIn).find(zone => zone !== undefined) ?? settings.zone,
    skip: typeof skip === 'object' ? skip : undefined,
    key: names.all(source.key),
    person,
    account,
    types: byColumn(source.types, names.find),
    dates: byColumn(source.dates, names.find),
    decimal: byColumn(source.decimal, names.find),
    traits: person && cells(source.traits),
    accountTraits: account && cells(source.accountTraits),
    asOf: names.first(source.asOf),
    events,
  }
  return { source: present({ ...fitted, expects: expected(fitted) }) as Source, left: names.left(), unpriced }
}

/** The column of a file that is meant by a name: that very one, another spelling of it, or one with another time zone in brackets. */
export function columnFinder(
  columns: readonly string[],
  also: FittingSettings['also'] = {},
): (name: string) => string | undefined {
  const byForm = new Map<string, string>()
  for (const form of FORMS)
    for (const column of columns) if (!byForm.has(form(column))) byForm.set(form(column), column)
  return name => {
    const spellings = [name, ...(Object.hasOwn(also, name) ? (also[name] ?? []) : [])]
    for (const form of FORMS)
      for (const spelling of spellings) {
        const found = byForm.get(form(spelling))
        if (found !== undefined) return found
      }
    return undefined
  }
}

/** How names are compared, the strictest first. */
const exact = (column: string): string => `= ${column}`
const plain = (column: string): string => `~ ${column.trim().toLowerCase().replaceAll(/\s+/g, ' ')}`
const zoneless = (column: string): string => `@ ${plain(column.replace(ZONE, ''))}`
const loose = (column: string): string => `≈ ${column.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')}`
const FORMS = [exact, plain, zoneless, loose]

const ZONE = /\s*\((UTC|[A-Z]\w+\/[\w/+-]+)\)\s*$/

const zoneIn = (column: string): string | undefined => ZONE.exec(column)?.[1]

/** Names of columns as a file has them; what it does not have is remembered. */
function renaming(find: (name: string) => string | undefined, columns: readonly string[]) {
  const missed = new Set<string>()
  const columnsIn = (said: string): string[] =>
    columns.includes(said) || !TEMPLATE.test(said) ? [said] : [...said.matchAll(PARTS)].map(([, name = '']) => name)
  const quietly = (said: string): string | undefined => {
    const names = columnsIn(said)
    if (names.some(name => find(name) === undefined)) return undefined
    return names[0] === said ? find(said) : said.replaceAll(PARTS, (_, name: string) => `{${find(name)}}`)
  }
  const text = (said: string): string | undefined => {
    for (const name of columnsIn(said)) if (find(name) === undefined) missed.add(name)
    return quietly(said)
  }
  return {
    find,
    text,
    /** Those that are there, of several of which the first counts. */
    first: (said: Columns | undefined): Columns | undefined => {
      const found = [said ?? []].flat().flatMap(each => quietly(each) ?? [])
      if (found.length === 0) [said ?? []].flat().forEach(text)
      return oneOrMore([...new Set(found)])
    },
    /** All of several that count together, or none. */
    all: (said: Columns | undefined): Columns | undefined => {
      const found = [said ?? []].flat().map(text)
      return found.includes(undefined) ? undefined : oneOrMore(found as string[])
    },
    left: () => [...missed],
  }
}

const TEMPLATE = /\{[^{}]*\}/
const PARTS = /\{([^{}]*)\}/g

const oneOrMore = (names: readonly string[]): Columns | undefined => (names.length > 1 ? [...names] : names[0])

const pair = <T>(key: string | undefined, value: T | undefined): [string, T] | undefined =>
  key === undefined || value === undefined ? undefined : [key, value]

/** The entries of a record that are left after a change; `undefined` when none is. */
function changed<T, R>(
  said: Record<string, T> | undefined,
  change: (key: string, value: T) => [string, R] | undefined,
): Record<string, R> | undefined {
  const entries = Object.entries(said ?? {}).map(([key, value]) => change(key, value))
  return some(Object.fromEntries(entries.filter(entry => entry !== undefined)))
}

const mapped = <T, R>(said: Record<string, T>, change: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(said).map(([key, value]) => [key, change(value)]))

function byColumn<T>(said: T | Record<string, T> | undefined, find: (name: string) => string | undefined) {
  if (typeof said !== 'object' || said === null) return said
  return changed(said as Record<string, T>, (column, value) =>
    pair(column.includes('{') ? column : find(column), value),
  )
}

function expected({
  expects,
  events,
  traits,
  accountTraits,
}: Pick<Source, 'expects' | 'events' | 'traits' | 'accountTraits'>): Source['expects'] {
  if (!expects) return undefined
  const yielded = new Set(
    [traits, accountTraits, ...events.map(({ props }) => props)].flatMap(each => Object.keys(each ?? {})),
  )
  const required = expects.required?.filter(name => yielded.has(name))
  return some({ ...expects, required: required?.length ? required : undefined })
}

/** A record without what is undefined. */
function present<T extends object>(said: T): T {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as T
}

/** A record without what is undefined; `undefined` when nothing is left. */
function some<T extends object>(said: T): T | undefined {
  const left = present(said)
  return Object.keys(left).length > 0 ? left : undefined
}
