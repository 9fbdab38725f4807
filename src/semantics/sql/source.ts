import type { Dimension } from '../model/dimension.ts'
import type { Relation, Scope } from '../model/relation.ts'
import { channelSql } from './channel.ts'
import { fieldsIn, filterSql, grouped, oneOf } from './filter.ts'
import { entrySql } from './stage.ts'
import { lines, select, subquery, type Writer } from './statement.ts'

/** The rows of a relation, with the SQL of everything that can be asked of them; what is asked decides what is joined. */
export type Source = {
  readonly person: string
  readonly ts: string
  readonly id: string
  /** What a row is placed in time by: the local day of an event, the instant of an entry into a stage. */
  readonly place: string
  readonly byDay: boolean
  account(): string
  number(property: string): string
  dimension(dimension: Dimension): string
  /** Whether a row is also one of another relation of events. */
  isOf(relation: Extract<Relation, { events: unknown }>): string
  /** FROM, joins and WHERE, to be taken when everything else has been asked. */
  from(conditions: (string | false)[], join?: string): string
}

type Reading = { events?: string; until?: number }

/**
 * A relation as a source of rows.
 *
 * `wants` says whether properties or accounts of its rows will be asked for: an entry into a stage then has to find its event.
 * Joins are by keys of which there is one (a person, an account, an event of a person), so rows are never multiplied.
 * `events` names a subquery to read instead of the whole table. Entries into a stage need not be right from `until` on.
 */
export function sourceOf(relation: Relation, wants: boolean, writer: Writer, reading: Reading = {}): Source {
  const { events = 'event', until } = reading
  const isStage = 'rule' in relation
  const withEvent = !isStage || wants || relation.where !== undefined || relation.accountTraits !== undefined
  const entry = isStage ? entrySql(relation.rule, withEvent, writer, until) : ''
  const row = isStage ? 'r' : 'e'
  const derived = new Map<string, string>()
  const joined = new Set<'person' | 'account'>()
  const json = { where: 'e.props', traits: 'p.traits', accountTraits: 'a.traits' } as const
  const column = (part: keyof typeof json): string => {
    if (part === 'traits') joined.add('person')
    if (part === 'accountTraits') joined.add('account')
    return json[part]
  }
  const derive = (name: string, expression: string): string => {
    let unique = name
    for (let n = 2; (derived.get(unique) ?? expression) !== expression; n++) unique = `${name}_${n}`
    derived.set(unique, expression)
    return `e.${unique}`
  }
  const named = (events: readonly string[]): string => oneOf('e.name', events.map(writer.text))
  const inScope = (scope: Scope): string[] =>
    (['where', 'traits', 'accountTraits'] as const).flatMap(part => {
      const filter = scope[part]
      return filter ? [grouped(filterSql(filter, fieldsIn(column(part), writer), writer))] : []
    })
  const own = [...(isStage || !relation.events.length ? [] : [named(relation.events)]), ...inScope(relation)]
  const event = (): string => {
    if (!derived.size) return `${events} AS e`
    const columns = [...derived].map(([name, expression]) => `${expression} AS ${name}`)
    const entered = isStage && `JOIN ${entry} AS r ON ${OF_ENTRY}`
    return subquery(lines(select(['e.*', ...columns]), `FROM ${events} AS e`, entered), 'e')
  }
  return {
    person: `${row}.person`,
    ts: `${row}.ts`,
    id: `${row}.id`,
    place: isStage ? 'r.ts' : 'e.day',
    byDay: !isStage,
    account: () => 'e.account',
    number: property => writer.dialect.number('e.props', property),
    dimension(dimension) {
      if ('property' in dimension) return writer.dialect.text('e.props', dimension.property)
      if ('trait' in dimension) return writer.dialect.text(column('traits'), dimension.trait)
      if ('accountTrait' in dimension) return writer.dialect.text(column('accountTraits'), dimension.accountTrait)
      return channelSql(dimension.channel, 'e.props', derive, writer)
    },
    isOf: other => [named(other.events), ...inScope(other)].join(' AND '),
    from(conditions, join) {
      const where = [...own, ...conditions].filter(Boolean)
      return lines(
        isStage ? `FROM ${entry} AS r` : `FROM ${event()}`,
        isStage && withEvent && `LEFT JOIN ${event()} ON ${OF_ENTRY}`,
        joined.has('person') && `LEFT JOIN person AS p ON p.person = ${row}.person`,
        joined.has('account') && 'LEFT JOIN account AS a ON a.account = e.account',
        join,
        where.length > 0 && `WHERE ${where.join('\n  AND ')}`,
      )
    },
  }
}

const OF_ENTRY = 'e.person = r.person AND e.ts = r.ts AND e.id = r.id'

/** Whether a dimension is read from the event behind a row. */
export function isOfEvent(dimension: Dimension): boolean {
  return !('trait' in dimension)
}
