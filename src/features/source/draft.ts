import type { JsonValue } from '../../core/json.ts'
import { type Kind, kindOf, look, MONEY, type Seen, unseen } from './draft-column.ts'
import type { Cell, Source } from './source.ts'

/**
 * A first draft of a source: what the rows of a file nobody has mapped yet seem to mean. Each date column becomes an event; what
 * a draft cannot know stands in its questions, in sentences.
 */
export type Draft = {
  source: Source
  questions: string[]
  /** Of an export that a connector knows: which of its presets the draft is, what to call it, and a sentence that says so. */
  preset?: { connector: string; name: string; title: string; says: string }
}

/** What a source made from a preset is called at first. */
export const presetName = ({ connector, name }: { connector: string; name: string }): string => `${connector}-${name}`

export type DraftSettings = {
  /** Plural or singular, as the file is called; events are named after its singular. */
  name: string
  file: string
  zone: string
  /** Of amounts whose cells name no currency. */
  currency: string
}

/** Looks at rows one by one; `result` may be asked at any time and says what they seem to mean. */
export function createDraft(columns: readonly string[]): {
  see(values: Readonly<Record<string, JsonValue>>): void
  result(settings: DraftSettings): Draft
} {
  const seen = columns.map(unseen)
  let rows = 0
  return {
    see(values) {
      rows++
      for (const each of seen) look(each, Object.hasOwn(values, each.column) ? values[each.column] : null)
    },
    result: settings => draftOf(seen, rows, settings),
  }
}

const PERSON = /contact|lead|person|customer|user|prospect|subscriber|member|requester/i
const BROWSER = /client|visitor|device|cookie|anonymous|browser/i
const ACCOUNT = /account|company|organi[sz]ation|domain|website/i

function draftOf(seen: readonly Seen[], rows: number, settings: DraftSettings): Draft {
  const kinds = new Map(seen.map(each => [each, kindOf(each, rows)]))
  const ofKind = (kind: Kind) => seen.filter(each => kinds.get(each) === kind)
  const isUnique = ({ filled, values, many }: Seen) => filled === rows && (many || values.size === rows) && rows > 0
  const key = ofKind('id').find(isUnique) ?? [...ofKind('text'), ...ofKind('number')].find(isUnique)
  const [email] = ofKind('email')
  const others = ofKind('id').filter(each => each !== key)
  const browser = others.find(({ column }) => BROWSER.test(column))
  const user =
    others.find(each => each !== browser && PERSON.test(each.column)) ?? (email || others.length > 0 ? undefined : key)
  const domain = seen.find(({ column, filled }) => /domain|website/i.test(column) && filled > 0)
  const account = others.find(each => each !== user && ACCOUNT.test(each.column))
  const dates = ofKind('date').toSorted(byOrder)
  const used = new Set([key, email, user, browser, domain, account, ...dates])
  const props = seen.filter(each => !used.has(each) && ['money', 'number', 'category'].includes(kinds.get(each) ?? ''))
  const left = seen.filter(each => !used.has(each) && !props.includes(each))
  const cells = Object.fromEntries(props.map(each => [snake(each.column), cellOf(each, kinds.get(each), settings)]))
  const numbers = [...ofKind('money'), ...ofKind('number')].filter(each => props.includes(each))
  const source: Source = {
    file: settings.file,
    zone: settings.zone,
    ...(key ? { key: key.column } : {}),
    ...(user || email || browser ? { person: personOf({ user, email, browser }) } : {}),
    ...(account || domain
      ? { account: { ...(account ? { id: account.column } : {}), ...(domain ? { domain: domain.column } : {}) } }
      : {}),
    ...datesOf(dates),
    ...decimalsIn(numbers),
    events: eventsOf(dates, cells, rows, settings.name),
  }
  return {
    source,
    questions: questionsOf({ dates, key, user, who: user ?? email ?? browser, left, numbers, settings }),
  }
}

function personOf(by: Record<'user' | 'email' | 'browser', Seen | undefined>): Source['person'] {
  return {
    ...(by.user ? { user: by.user.column } : {}),
    ...(by.email ? { email: by.email.column } : {}),
    ...(by.browser ? { anonymous: by.browser.column } : {}),
  }
}

/** Ways of writing that the rows settle need not be said; only those that two readings share are asked about. */
function datesOf(dates: readonly Seen[]): Pick<Source, 'dates'> {
  const open = dates.filter(({ formats = [] }) => formats.length > 1)
  return open.length > 0 ? { dates: Object.fromEntries(open.map(each => [each.column, each.formats?.[0] ?? ''])) } : {}
}

function decimalsIn(numbers: readonly Seen[]): Pick<Source, 'decimal'> {
  const open = numbers.filter(({ whole, decimals }) => !whole && decimals.size > 1)
  return open.length > 0 ? { decimal: Object.fromEntries(open.map(({ column }) => [column, '.' as const])) } : {}
}

function cellOf({ column, currencies }: Seen, kind: Kind | undefined, { currency }: DraftSettings): Cell {
  if (kind === 'money') return { column, type: 'money', ...(currencies.size > 0 ? {} : { currency }) }
  return kind === 'number' ? { column, type: 'number' } : column
}

function eventsOf(dates: readonly Seen[], props: Record<string, Cell>, rows: number, name: string): Source['events'] {
  const said = Object.keys(props).length > 0 ? { props } : {}
  const [only] = dates
  if (dates.length === 1 && only)
    return [
      {
        name: eventName(name, only.column, true),
        at: only.column,
        ...(only.filled < rows ? { optional: true } : {}),
        ...said,
      },
    ]
  if (dates.length === 0) return []
  return [{ each: Object.fromEntries(dates.map(each => [each.column, eventName(name, each.column, false)])), ...said }]
}

type Doubts = {
  dates: readonly Seen[]
  key: Seen | undefined
  user: Seen | undefined
  who: Seen | undefined
  left: readonly Seen[]
  numbers: readonly Seen[]
  settings: DraftSettings
}

function questionsOf({ dates, key, user, who, left, numbers, settings }: Doubts): string[] {
  const questions: string[] = []
  for (const { column, formats = [], values } of dates)
    if (formats.length > 1)
      questions.push(
        `“${column}” holds dates such as ${[...values][0]}, which may be ${formats.join(' or ')}. Is ${formats[0]} right?`,
      )
  for (const { column, whole, decimals } of numbers)
    if (!whole && decimals.size > 1)
      questions.push(`In “${column}”, does the sign separate decimals? It is read so; else write decimal: ",".`)
  if (dates.length === 0) questions.push('No column holds dates. Which one says when something happened?')
  if (!key)
    questions.push('No column is different in every row. What identifies a row? Its whole content does, for now.')
  if (!who) questions.push('Who is the row about? Name a column under “person”, unless it is about nobody.')
  else if (user && user === key) questions.push(`Is each row one person? “${user.column}” is taken for their id.`)
  if (numbers.some(({ column, currencies }) => MONEY.test(column) && currencies.size === 0))
    questions.push(`Amounts are taken for ${settings.currency}. Are they?`)
  if (left.length > 0) questions.push(`Left out: ${left.map(each => each.column).join(', ')}. Is any of them needed?`)
  return questions
}

/** Which of two dates usually comes first in the rows that have both; the one that more rows have, where none has both. */
function byOrder(a: Seen, b: Seen): number {
  const gaps = a.instants.map((instant, row) => instant - (b.instants[row] ?? Number.NaN)).filter(gap => gap !== 0)
  const before = gaps.filter(gap => gap < 0).length
  const after = gaps.filter(gap => gap > 0).length
  return after - before || b.filled - a.filled
}

/** `leads` and `Became MQL` as `lead_became_mql`; a lone date column, or one that says only when, adds nothing. */
function eventName(name: string, column: string, alone: boolean): string {
  const noun = snake(name)
    .replace(/ies$/, 'y')
    .replace(/(ss|us)$/, '$1_')
    .replace(/s$/, '')
    .replace(/_$/, '')
  const said = snake(column).replace(/^(date|time|timestamp)_(of_)?|_(date|time|timestamp|at|on|utc)$/g, '')
  const isGeneric = ['', 'date', 'time', 'timestamp', 'day', 'when', 'created', 'datetime'].includes(said)
  if (alone && isGeneric) return noun || 'event'
  return said.startsWith(`${noun}_`) || said.startsWith('became_') || noun === ''
    ? said
    : `${noun}_${said || 'created'}`
}

function snake(text: string): string {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
}
