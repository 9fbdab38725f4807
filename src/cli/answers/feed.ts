import { formatShare } from '../../core/share.ts'
import type { Breach, Feed, PropertyShape } from '../../features/catalogue/catalogue.ts'
import type { listEvents, showEvent } from '../../features/catalogue/operations/events.ts'
import type { FeedMap } from '../../features/catalogue/operations/feeds.ts'
import type { listTraits } from '../../features/catalogue/operations/traits.ts'
import type { Form } from '../format.ts'
import { sparkline } from '../spark.ts'
import { drawTable, type Table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

type Events = Awaited<ReturnType<typeof listEvents>>
type EventShape = Awaited<ReturnType<typeof showEvent>>
type Traits = Awaited<ReturnType<typeof listTraits>>

/** Every feed with how much comes and how new it is; what rests on it is counted. */
export function feedsForm(feeds: readonly Feed[]): Form {
  return { read: feedTable(feeds) }
}

function feedTable(feeds: readonly Feed[]): Table {
  return {
    columns: ['source', 'owner', 'by', 'events', 'a day', '13 weeks', 'last came', 'unusable', 'feeds', 'state'],
    rows: feeds.map(feed => [
      feed.source,
      feed.owner ?? { text: 'nobody', style: 'red' },
      feed.ways.join(', '),
      feed.events,
      Math.round(feed.perDay * 10) / 10,
      weekly(feed.days),
      feed.lastArrival?.slice(0, 10),
      feed.keptShare === null ? null : formatShare(feed.keptShare),
      feed.rests.length,
      feed.state === 'coming' ? feed.state : { text: feed.state, style: 'red' },
    ]),
  }
}

/** What each team puts in and takes, and then every feed. */
export function feedMapForm({ feeds, teams, silent }: FeedMap): Form {
  const table: Table = {
    columns: ['team', 'department', 'feeds', 'last came', 'uses', 'unfed', 'says'],
    rows: teams.map(each => [
      each.team,
      each.department,
      each.feeds.join(', '),
      each.lastArrival?.slice(0, 10),
      each.uses.length,
      each.unfed.length,
      each.says,
    ]),
  }
  const read: Table = {
    columns: ['team', 'feeds', 'what it puts in and takes'],
    rows: teams.map(each => [each.title, each.feeds.length, each.says]),
  }
  return { table, draw: terminal => drawMap(read, feedTable(feeds), silent, terminal) }
}

function drawMap(teams: Table, feeds: Table, silent: readonly string[], terminal: Terminal): string {
  const none = silent.length > 0 ? `\nNothing ever came from ${silent.join(', ')}.\n` : ''
  return `${drawTable(teams, terminal)}${none}\n${drawTable(feeds, terminal)}`
}

/** Every event with where it comes from and who uses it. */
export function eventsForm(events: Events): Form {
  return {
    read: {
      columns: ['event', 'from', 'events', '13 weeks', 'first', 'last', 'declared', 'used by'],
      rows: events.map(each => [
        each.event,
        each.sources.map(({ source }) => source).join(', '),
        each.events,
        weekly(each.days),
        each.first?.slice(0, 10),
        each.last?.slice(0, 10),
        each.declared ? 'yes' : 'no',
        few(each.used.map(({ name }) => name)),
      ]),
    },
  }
}

/** What is in an event, property by property. */
export function eventForm({ properties, looked, absent }: EventShape): Form {
  const missing = absent.map(
    ({ plan, property }) => `The plan ${plan} names “${property}”, and it is in none of them.\n`,
  )
  const read = propertyTable(properties)
  return {
    table: read,
    draw: terminal =>
      `${drawTable(read, terminal)}\n${looked === 1 ? 'The newest one was' : `The newest ${looked} were`} looked at.\n${missing.join('')}`,
  }
}

/** What is known of people, and of accounts. */
export function traitsForm(all: Traits): Form {
  const tables = all.map(({ of, traits }) => ({ of, ...propertyTable(traits) }))
  const [first] = tables
  return {
    table: {
      columns: ['of', ...(first?.columns ?? [])],
      rows: tables.flatMap(({ of, rows }) => rows.map(row => [of, ...row])),
    },
  }
}

function propertyTable(properties: readonly PropertyShape[]): Table {
  return {
    columns: ['property', 'types', 'filled', 'values or examples', 'last'],
    rows: properties.map(({ property, types, filled, values, examples, last }) => [
      property,
      types.map(({ type }) => type).join(', '),
      formatShare(filled),
      values ? values.map(({ value, count }) => `${value} (${count})`).join(', ') : `${examples.join(', ')}, …`,
      last.slice(0, 10),
    ]),
  }
}

/** Where events break a tracking plan. */
export function violationsForm(breaches: readonly Breach[]): Form {
  return {
    read: {
      columns: ['plan', 'count', 'of', 'among', 'last', 'example'],
      rows: breaches.map(({ plan, count, looked, among, last, example }) => [
        plan,
        count,
        looked,
        among,
        last.slice(0, 10),
        example,
      ]),
    },
  }
}

/** The first of several, and how many more there are. */
const few = ([first = '', ...more]: readonly string[]): string =>
  more.length > 0 ? `${first}, +${more.length}` : first

/** The days as one sign a week. */
function weekly(days: readonly number[]): string {
  const weeks = Array.from({ length: Math.floor(days.length / 7) }, (_, week) =>
    days.slice(week * 7, week * 7 + 7).reduce((sum, each) => sum + each, 0),
  )
  return weeks.some(each => each > 0) ? sparkline(weeks) : ''
}
