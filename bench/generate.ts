import { DuckDBInstance } from '@duckdb/node-api'
import { readMemory } from '../src/store/events/duckdb-memory.ts'
import { duckdbWriting } from '../src/store/events/duckdb-write.ts'
import { openEvents } from '../src/store/events/events.ts'
import { type Kind, TABLES, type Table } from '../src/store/events/schema.ts'
import type { Writing } from '../src/store/events/write.ts'

/**
 * A made-up company's facts over 18 months: the same numbers give the same facts, whenever and wherever they are made.
 *
 * Everybody is there for about three months and does ten things on average, of which the steps to a purchase come in their
 * order for some and not for others. Facts lie in the order of time, as they would have been imported.
 */
export const FIRST_DAY = '2024-07-01'
export const LAST_DAY = '2025-12-31'
export const ZONE = 'UTC'

/** The steps to a purchase, in order. */
export const STEPS = ['page_viewed', 'signed_up', 'demo_requested', 'demo_held', 'deal_won'] as const

/** Creates the facts of a workspace in a DuckDB file: this many events, the people and accounts behind them. */
export async function generateStore(file: string, events: number): Promise<void> {
  const created = await openEvents({ file }, { zone: ZONE })
  await created.close()
  const instance = await DuckDBInstance.create(file)
  try {
    const connection = await instance.connect()
    const world = worldOf(events)
    for (const statement of [...MACROS, numbers(events), 'BEGIN', ...storeSql(world)]) await connection.run(statement)
    const last: string[] = []
    const to = duckdbWriting(connection, { watermark: 0, person: 0, account: 0 }, await readMemory(connection), last)
    await name('person', world.persons, person => `u${person}`, to)
    await name('account', world.accounts, account => `c${account}`, to)
    await to.setMark({ watermark: 1, person: world.persons, account: world.accounts })
    for (const statement of [...last, 'COMMIT', 'CHECKPOINT']) await connection.run(statement)
    connection.closeSync()
  } finally {
    instance.closeSync()
  }
}

/** An export of events, a line of ten columns each: who did what when, with an account and some properties. */
export async function generateLog(file: string, rows: number): Promise<void> {
  await writeCsv(
    file,
    `SELECT i AS "Event", 'u' || who AS "Contact", 'person' || who || '@c' || who // 5 || '.example' AS "Email",
       'c' || who // 5 || '.example' AS "Domain", ${pick(STEPS, 'mixed(i, 2)')} AS "Action", ${instantSql(rows)} AS "At",
       ${pick(ORIGINS, 'mixed(i, 3)')} AS "Origin", ${pick(COUNTRIES, 'mixed(who, 4)')} AS "Country", ${AMOUNT} AS "Amount",
       '/page/' || mixed(i, 6) % 50 AS "Page"
     FROM (SELECT range AS i, mixed(range, 1) % ${Math.ceil(rows / EVENTS_A_PERSON)} AS who FROM range(${rows}))`,
  )
}

/** An export of contacts, a line each with the date of every step, so that each gives five events and says something of the person. */
export async function generateContacts(file: string, rows: number): Promise<void> {
  const dates = STEPS.map((step, i) => `${instantSql(rows, i * 7 * DAY_MS)} AS "${step}"`)
  await writeCsv(
    file,
    `SELECT 'u' || i AS "Contact", 'person' || i || '@c' || i // 5 || '.example' AS "Email",
       'c' || i // 5 || '.example' AS "Domain", ${pick(ORIGINS, 'mixed(i, 3)')} AS "Origin",
       ${pick(COUNTRIES, 'mixed(i, 4)')} AS "Country", ${AMOUNT} AS "Amount", ${dates.join(', ')}
     FROM (SELECT range AS i FROM range(${rows}))`,
  )
}

type World = { events: number; persons: number; accounts: number; together: number; stepMs: number }

const DAY_MS = 86_400_000
const BEGINS = Date.parse(FIRST_DAY)
const SPAN_MS = Date.parse(LAST_DAY) + DAY_MS - BEGINS
const EVENTS_A_PERSON = 10

/** `together` people are there at any time, a sixth of those who come in the 18 months. */
function worldOf(events: number): World {
  const born = Math.ceil(events / EVENTS_A_PERSON)
  const together = Math.ceil(born / 6)
  const persons = born + together
  return { events, persons, together, accounts: Math.floor(persons / 5) + 1, stepMs: SPAN_MS / events }
}

const COUNTRIES = ['DE', 'FR', 'GB', 'US', 'NL', 'ES', 'BR', 'JP']
const PLANS = ['free', 'team', 'business', 'enterprise']
const ORIGINS = ['organic', 'paid_search', 'social', 'referral', 'email', 'partner']
const SOURCES = ['google', 'bing', 'linkedin', 'newsletter', '']
const MEDIA = ['cpc', 'organic', 'social', 'email', '']
const INDUSTRIES = ['shipping', 'retail', 'health', 'software', 'public']

const pick = (words: readonly string[], number: string): string =>
  `[${words.map(word => `'${word}'`).join(', ')}][1 + ${number} % ${words.length}]`

const AMOUNT = '(mixed(i, 5) % 100000) / 100 + 50'

const instantSql = (rows: number, laterMs = 0): string =>
  `strftime(make_timestamp((${BEGINS + laterMs} + CAST(i * ${SPAN_MS / rows} AS BIGINT)) * 1000), '%Y-%m-%d %H:%M:%S')`

/** A number below 2^32 that looks like chance: two rounds of multiplying and folding, the same on every version of DuckDB. */
const MACROS = [
  'CREATE TEMP MACRO once(n) AS (xor(n, n >> 15) * 2146121005) % 4294967296',
  'CREATE TEMP MACRO mixed(n, seed) AS once(once((n * 2654435761 + CAST(seed AS BIGINT) * 668265263) % 4294967296))',
]

/** A committed table is scanned on every core, range() and what a transaction has just written on one. */
const numbers = (count: number): string => `CREATE TEMP TABLE number AS SELECT range AS i FROM range(${count})`

function storeSql({ persons, accounts, together, stepMs }: World): string[] {
  const into = (table: Table, select: string): string =>
    `INSERT INTO ${table} (${Object.keys(TABLES[table])
      .filter(column => column !== 'print')
      .join(', ')}) ${select}`
  const born = `${BEGINS} + CAST(greatest(0, person - ${together}) * ${stepMs * EVENTS_A_PERSON} AS BIGINT)`
  const idOf = (kind: string, number: string): string => `CAST(md5('${kind}' || ${number}) AS UUID)`
  const known = `'{"country":"' || ${pick(COUNTRIES, 'mixed(person, 4)')} || '","plan":"' || ${pick(PLANS, 'mixed(person, 6)')} || '"}'`
  const people = `(SELECT range + 1 AS person FROM range(${persons}))`
  return [
    into(
      'event',
      `SELECT person, ts, ${idOf('event', 'i')}, person, CASE WHEN person % 5 < 3 THEN 1 + person // 5 END,
         CAST(ts // ${DAY_MS} AS INTEGER), source, name, ${PROPS}
       FROM (SELECT *, ${SOURCE} AS source FROM (SELECT *, ${NAME} AS name FROM (
         SELECT i, ${BEGINS} + CAST(i * ${stepMs} AS BIGINT) AS ts, draw, place,
           CASE WHEN draw >= 5 THEN i // ${EVENTS_A_PERSON} + ${together} - away END AS person
         FROM (SELECT i, draw, away, away * 5 // ${together} AS place FROM (
           SELECT i, mixed(i, 1) % ${together} AS away, mixed(i, 2) % 1000 AS draw FROM number
         )))))`,
    ),
    into('person', `SELECT person, ${born}, ${known}, ${born}, ${idOf('trait', 'person')} FROM ${people}`),
    into('trait', `SELECT person, ${born}, ${idOf('trait', 'person')}, person, NULL, 'web', ${known} FROM ${people}`),
    into(
      'account',
      `SELECT range + 1, ${BEGINS}, '{"industry":"' || ${pick(INDUSTRIES, 'mixed(range, 7)')} || '"}', NULL, NULL
       FROM range(${accounts})`,
    ),
  ]
}

/** Gives holders numbered from 1 their first kind of identifier, through the store's own hands: it keeps more than is said. */
async function name(kind: Kind, count: number, nameOf: (holder: number) => string, to: Writing): Promise<void> {
  const owners = Array.from({ length: count }, (_, i) => i + 1)
  const kinds = owners.map(() => (kind === 'person' ? 'user' : 'id'))
  const mentions = { kinds, values: owners.map(nameOf), named: [], ends: new Uint32Array(0) }
  await to.name(kind, mentions, [...owners.keys()], owners, owners)
}

/** Three events in five are page views; the further somebody is, the further the step and the fewer take it. */
const NAME = `CASE
  WHEN draw < 5 THEN 'money_spent' WHEN draw < 75 THEN 'feature_used' WHEN draw < 145 THEN 'mail_opened'
  WHEN draw < 165 THEN 'mail_clicked' WHEN draw < 180 THEN 'ticket_opened'
  WHEN place = 0 AND draw < 380 THEN 'signed_up' WHEN place = 1 AND draw < 320 THEN 'demo_requested'
  WHEN place = 2 AND draw < 280 THEN 'demo_held' WHEN place = 3 AND draw < 260 THEN 'proposal_sent'
  WHEN place = 4 AND draw < 220 THEN 'deal_won' ELSE 'page_viewed' END`

const SOURCE = `CASE name WHEN 'money_spent' THEN 'ads' WHEN 'feature_used' THEN 'app' WHEN 'mail_opened' THEN 'mail'
  WHEN 'mail_clicked' THEN 'mail' WHEN 'ticket_opened' THEN 'help-desk' WHEN 'page_viewed' THEN 'web' ELSE 'crm' END`

const PROPS = `CASE name
  WHEN 'page_viewed' THEN '{"page":"/p' || mixed(i, 8) % 40 || '","utm_source":"' || ${pick(SOURCES, 'mixed(person, 9)')} ||
    '","utm_medium":"' || ${pick(MEDIA, 'mixed(person, 10)')} || '","load_ms":' || mixed(i, 11) % 4000 || '}'
  WHEN 'deal_won' THEN '{"amount":' || ${AMOUNT} || ',"plan":"' || ${pick(PLANS, 'mixed(person, 6)')} || '"}'
  WHEN 'money_spent' THEN '{"amount":' || ${AMOUNT} || ',"campaign":"c' || mixed(i, 12) % 20 || '"}'
  ELSE '{"origin":"' || ${pick(ORIGINS, 'mixed(person, 3)')} || '","campaign":"c' || mixed(i, 12) % 20 || '"}' END`

async function writeCsv(file: string, select: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  try {
    const connection = await instance.connect()
    for (const macro of MACROS) await connection.run(macro)
    await connection.run(`COPY (${select}) TO '${file.replaceAll("'", "''")}' (FORMAT csv, HEADER)`)
    connection.closeSync()
  } finally {
    instance.closeSync()
  }
}
