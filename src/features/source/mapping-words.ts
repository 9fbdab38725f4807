import { expectationsOf } from './freshness.ts'
import type { Cell, Columns, Emitted, Source } from './source.ts'

/** A mapping as sentences, in the order in which people ask: what a row is, who it is about, what happened, what is said. */
export function sentencesOf(source: Source): string[] {
  const { person, account, traits, accountTraits, asOf, skip, zone, missing, expects } = source
  const known = [
    ...(person?.user ? [`their id in ${columns(person.user)}`] : []),
    ...(person?.email ? [`their e-mail address in ${columns(person.email)}`] : []),
    ...(person?.phone ? [`their phone number in ${columns(person.phone)}`] : []),
    ...(person?.anonymous ? [`their browser or device in ${columns(person.anonymous)}`] : []),
    ...Object.entries(person?.ids ?? {}).map(([kind, id]) => `their ${kind} id in ${columns(id)}`),
  ]
  const accountKnown = [
    ...(account?.id ? [`its id in ${columns(account.id)}`] : []),
    ...(account?.domain ? [`its domain in ${columns(account.domain)}`] : []),
  ]
  const isAbout = [
    ...(known.length > 0 ? [`the person with ${joined(known)}`] : []),
    ...(accountKnown.length > 0 ? [`the account with ${joined(accountKnown)}`] : []),
  ]
  return [
    source.key === undefined
      ? 'Nothing identifies a row but all that it says.'
      : `A row is identified by ${[source.key].flat().map(quoted).join(' and ')}.`,
    ...(isAbout.length > 0 ? [`It is about ${joined(isAbout)}.`] : ['It is about nobody in particular.']),
    ...(source.nobody ? ['It counts even where it names nobody.'] : []),
    ...source.events.flatMap(wordsOfEvent),
    ...(traits ? [`Of the person it says ${cells(traits)}${asOf ? `, as of ${columns(asOf)}` : ''}.`] : []),
    ...(accountTraits ? [`Of the account it says ${cells(accountTraits)}.`] : []),
    ...(skip ? [`Rows in which ${condition(skip)} are left out.`] : []),
    ...(zone ? [`Times without a zone are those of ${zone}.`] : []),
    ...wordsOfWriting(source),
    ...(missing?.length ? [`${joined(missing.map(quoted))} means that nothing is known.`] : []),
    ...expectationsOf(expects).map(
      ({ event, says }) => `${event === null ? 'New data' : quoted(event)} is expected ${says}.`,
    ),
    ...(expects?.required?.length ? [`${joined(expects.required)} should not be missing.`] : []),
  ]
}

function wordsOfEvent({ name, at, each, optional, when, props, key }: Emitted): string[] {
  const only = when ? ` where ${condition(when)}` : ''
  const says = props && Object.keys(props).length > 0 ? `, with ${cells(props)}` : ''
  const known = key ? `, known by ${[key].flat().map(quoted).join(' and ')}` : ''
  if (each)
    return [
      `${joined(Object.entries(each).map(([column, event]) => `${quoted(column)} is when “${event}” happened`))}${only}${says}; an empty date gives none.`,
    ]
  const called =
    typeof name === 'string' ? `“${name}”` : name ? `an event named after ${columns(columnOf(name))}` : 'an event'
  const none = optional ? '; an empty date gives none' : ''
  return [`${at ? columns(at) : 'Nothing'} is when ${called} happened${only}${says}${known}${none}.`]
}

function wordsOfWriting({ dates, decimal }: Source): string[] {
  const by = (said: string | Record<string, string>, what: string) =>
    typeof said === 'string'
      ? [`${what} written ${said}.`]
      : Object.entries(said).map(([column, way]) => `In ${quoted(column)}, ${what.toLowerCase()} written ${way}.`)
  return [
    ...(dates ? by(dates, 'Dates are') : []),
    ...(decimal
      ? typeof decimal === 'string'
        ? [`Decimals come after “${decimal}”.`]
        : Object.entries(decimal).map(([column, sign]) => `In ${quoted(column)}, decimals come after “${sign}”.`)
      : []),
  ]
}

function cells(said: Record<string, Cell>): string {
  return joined(
    Object.entries(said).map(([name, cell]) => {
      const from = columnOf(cell)
      if (from === undefined) return `${name} (always ${JSON.stringify((cell as { value: unknown }).value)})`
      const { type, currency, minor, map } = typeof cell === 'object' && 'column' in cell ? cell : {}
      const how = [
        type === 'money' ? `money in ${moneyIn(currency, minor)}` : type,
        map ? 'translated' : undefined,
      ].filter(Boolean)
      const same = typeof from === 'string' && from === name
      return `${name}${same ? '' : ` from ${columns(from)}`}${how.length > 0 ? ` (${how.join(', ')})` : ''}`
    }),
  )
}

/** Which money a cell holds, in words. */
function moneyIn(currency: string | undefined, minor: boolean | undefined): string {
  const said = currency?.startsWith('{')
    ? `the currency in ${quoted(currency.slice(1, -1))}`
    : (currency ?? 'a currency')
  return minor ? `the smallest unit of ${said}` : said
}

function columnOf(cell: Cell): Columns
function columnOf(cell: Cell): Columns | undefined {
  if (typeof cell !== 'object' || Array.isArray(cell)) return cell
  return 'column' in cell ? cell.column : undefined
}

/** Plain conditions in words, others as they are written. */
function condition(filter: unknown): string {
  const entries = typeof filter === 'object' && filter !== null ? Object.entries(filter) : []
  const isPlain = entries.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
  return isPlain && entries.length > 0
    ? entries.map(([column, value]) => `${quoted(column)} is ${value}`).join(' and ')
    : JSON.stringify(filter)
}

const columns = (said: Columns): string =>
  Array.isArray(said) ? `the first of ${said.map(quoted).join(', ')} that is there` : quoted(said)

const quoted = (text: string): string => `“${text}”`

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
