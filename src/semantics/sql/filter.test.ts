import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channels, facts, filter, runs, ZONE } from '../../../test/semantics/arbitrary.ts'
import { eachEvents } from '../../../test/stores.ts'
import { matches } from '../../core/filter.ts'
import { duckdb, postgres } from '../../store/events/dialect.ts'
import { channelOf } from '../model/channel.ts'
import { channelSql } from './channel.ts'
import { fieldsIn, filterSql, grouped } from './filter.ts'
import { writer } from './statement.ts'

eachEvents(open => {
  it('a filter in SQL and in memory picks the same rows, whatever is written in it', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(filter, { minLength: 10, maxLength: 20 }), async (given, filters) => {
        const events = await open({ zone: ZONE })
        try {
          await events.append(given)
          const rows = given.filter(fact => fact.name)
          for (const each of filters) {
            const w = writer(events.dialect)
            const { text, params } = w.finish(
              `SELECT CAST(e.id AS TEXT) AS id FROM event AS e WHERE ${filterSql(each, fieldsIn('e.props', w), w)}`,
            )
            const found = await events.query<{ id: string }>(text, params)
            const expected = rows.filter(fact => matches(each, fact.props)).map(fact => fact.id)
            expect(found.map(row => row.id).sort()).toEqual(expected.sort())
          }
        } finally {
          await events.close()
        }
      }),
      runs(25),
    )
  }, 600_000)

  it('channel rules in SQL and in memory name the same channel', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(channels, { minLength: 5, maxLength: 10 }), async (given, list) => {
        const events = await open({ zone: ZONE })
        try {
          await events.append(given)
          for (const rules of list) {
            const w = writer(events.dialect)
            const derived = new Map<string, string>()
            const channel = channelSql(rules, 'e.props', (name, sql) => derived.set(name, sql) && `d.${name}`, w)
            const columns = ['e.id', 'e.props', ...[...derived].map(([name, sql]) => `${sql} AS ${name}`)]
            const inner = `SELECT ${columns.join(', ')} FROM event AS e`
            const outer = channel.replaceAll('e.props', 'd.props')
            const { text, params } = w.finish(
              `SELECT CAST(d.id AS TEXT) AS id, ${outer} AS channel FROM (${inner}) AS d`,
            )
            const found = await events.query<{ id: string; channel: string | null }>(text, params)
            const expected = given.filter(fact => fact.name).map(({ id, props }) => `${id} ${channelOf(rules, props)}`)
            expect(found.map(row => `${row.id} ${row.channel}`).sort()).toEqual(expected.sort())
          }
        } finally {
          await events.close()
        }
      }),
      runs(15),
    )
  }, 600_000)
})

describe('filter', () => {
  it('prints nothing that a person wrote but the names of properties, quoted', () => {
    fc.assert(
      fc.property(filter, fc.constantFrom(duckdb, postgres), (each, dialect) => {
        const w = writer(dialect)
        const text = filterSql(each, () => ({ text: 'x', number: 'n' }), w)
        expect(text).toMatch(
          /^([xn$0-9().,<>= ]|AND|OR|NOT|IN|IS|NULL|TRUE|FALSE|COLLATE "C"|CAST|AS|DOUBLE PRECISION|coalesce|strpos|starts_with|right)*$/,
        )
      }),
    )
  })

  it.each([
    [{}, 'TRUE'],
    [{ country: 'DE', city: null }, "(e.props->>'country') = $1 AND (e.props->>'city') IS NULL"],
    [{ or: [{ plan: { in: ['a', 'b'] } }, { vip: true }] }, "(e.props->>'plan') IN ($1, $2) OR (e.props->>'vip') = $3"],
    [{ day: { gte: '2026-03-01' } }, `(e.props->>'day') COLLATE "C" >= $1`],
    [{ not: { mail: { endsWith: '.de' } } }, "NOT coalesce(right((e.props->>'mail'), 3) = $1, FALSE)"],
  ])('%j', (written, sql) => {
    const w = writer(postgres)
    expect(filterSql(written, fieldsIn('e.props', w), w)).toBe(sql)
  })

  it('groups what would bind weaker than its neighbours', () => {
    expect(grouped('a OR b')).toBe('(a OR b)')
    expect(grouped('a')).toBe('a')
  })
})
