import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../core/fact.ts'
import type { JsonValue } from '../../core/json.ts'
import { problemsOfFact } from '../../store/events/fact.ts'
import { uuidOf } from '../../store/hash.ts'
import { compileMapping, type Mapped } from './mapping.ts'
import { createSettling } from './settling.ts'
import { Source } from './source.ts'

type Cells = Record<string, JsonValue>

function map(spec: object, rows: readonly Cells[], { open = false } = {}): Mapped[] {
  const source = Source.parse({ zone: 'UTC', ...spec })
  const table = { columns: [...new Set(rows.flatMap(row => Object.keys(row)))], open, text: !open }
  const settling = createSettling(source, table)
  for (const row of rows) settling.see(row)
  const { settled, problems } = settling.result()
  expect(problems).toEqual([])
  const run = compileMapping('crm', source, table, settled, uuidOf)
  return rows.map(values => run({ values }))
}

const facts = (mapped: readonly Mapped[]): Fact[] =>
  mapped.flatMap(row => {
    if (row.rejected !== undefined) throw new Error(row.rejected)
    return row.facts
  })
const withoutIds = (mapped: readonly Mapped[]) => facts(mapped).map(fact => ({ ...fact, id: undefined }))
const ids = (mapped: readonly Mapped[]) => facts(mapped).map(fact => fact.id)
const reason = (spec: object, ...rows: Cells[]) => map(spec, rows).at(-1)!.rejected
const at = (text: string) => Date.parse(text)

const lead = { key: 'id', person: { user: 'id' }, events: [{ name: 'lead', at: 'on' }] }

describe('a row as facts', () => {
  it('is one event with person, account, properties and traits', () => {
    const spec = {
      key: 'id',
      person: { user: 'id', email: 'mail' },
      account: { id: 'company', domain: 'site' },
      traits: { origin: 'origin' },
      accountTraits: { industry: 'industry' },
      events: [{ name: 'lead', at: 'on', props: { origin: 'origin', page: 'page', kind: { value: 'web' } } }],
    }
    const row = {
      id: ' 007 ',
      mail: ' Jo@Example.COM ',
      company: 'c1',
      site: 'https://www.Acme.com/about?x=1',
      on: '2025-04-03',
      origin: 'social',
      industry: '',
      page: '',
    }
    expect(withoutIds(map(spec, [row]))).toEqual([
      {
        id: undefined,
        ts: at('2025-04-03'),
        name: 'lead',
        source: 'crm',
        user: '007',
        email: 'jo@example.com',
        account: { id: 'c1', domain: 'acme.com' },
        props: { origin: 'social', kind: 'web' },
        traits: { origin: 'social' },
        accountTraits: {},
      },
    ])
  })

  it('is an event for each date that is there', () => {
    const spec = {
      ...lead,
      events: [{ each: { lead_on: 'lead', mql_on: 'mql', won_on: 'won' }, props: { owner: 'owner' } }],
    }
    const row = { id: '1', lead_on: '2025-01-01', mql_on: '', won_on: '2025-03-01', owner: 'ann' }
    expect(withoutIds(map(spec, [row]))).toMatchObject([
      { name: 'lead', ts: at('2025-01-01'), props: { owner: 'ann' } },
      { name: 'won', ts: at('2025-03-01'), props: { owner: 'ann' } },
    ])
  })

  it('is a change of a property in a history table, named by the row itself', () => {
    const spec = { key: ['id', 'name', 'on'], person: { user: 'id' }, asOf: 'on', traits: { '{name}': 'value' } }
    const rows = [
      { id: '1', name: 'lifecyclestage', value: 'mql', on: '2025-01-01' },
      { id: '1', name: 'score', value: '', on: '2025-01-02' },
    ]
    expect(withoutIds(map(spec, rows))).toEqual([
      { id: undefined, ts: at('2025-01-01'), source: 'crm', user: '1', props: {}, traits: { lifecyclestage: 'mql' } },
    ])
  })

  it('takes the name of the event from a map of what a column holds', () => {
    const spec = {
      key: 'id',
      person: { anonymous: 'deal:{id}' },
      events: [{ name: { column: 'stage', map: { '1': 'qualified', '2': 'won' }, else: null }, at: 'on' }],
    }
    const row = (stage: string) => ({ id: '9', stage, on: '2025-01-01' })
    expect(withoutIds(map(spec, [row('1'), row('2'), row('3')]))).toMatchObject([
      { name: 'qualified', anonymous: 'deal:9' },
      { name: 'won', anonymous: 'deal:9' },
    ])
    const strict = { ...spec, events: [{ name: { column: 'stage', map: { '1': 'qualified' } }, at: 'on' }] }
    expect(reason(strict, row('3'))).toBe(
      '“3” in “stage” is not in the map. Add it, or say what others mean with else.',
    )
  })

  it('is nothing when the source leaves it out, and has only the events whose condition holds', () => {
    const spec = {
      ...lead,
      types: { deleted: 'boolean', score: 'number' },
      skip: { deleted: true },
      events: [
        { name: 'lead', at: 'on' },
        { name: 'hot_lead', at: 'on', when: { score: { gte: 50 } } },
        { name: 'unscored', at: 'on', when: { score: null } },
      ],
    }
    const row = (score: string, deleted: string) => ({ id: '1', on: '2025-01-01', score, deleted })
    const names = map(spec, [row('75', 'FALSE'), row('', 'no'), row('75', 'TRUE')]).map(({ facts }) =>
      facts!.map(fact => fact.name),
    )
    expect(names).toEqual([['lead', 'hot_lead'], ['lead', 'unscored'], []])
  })

  it('ties traits to the last event of the row, or to a fact of their own when asOf says when', () => {
    const spec = { ...lead, traits: { plan: 'plan' }, events: [{ each: { a: 'first', b: 'second' } }] }
    const row = { id: '1', a: '2025-02-01', b: '2025-01-01', plan: 'pro', seen: '2025-05-01' }
    expect(facts(map(spec, [row])).map(fact => 'traits' in fact)).toEqual([true, false])
    expect(withoutIds(map({ ...spec, asOf: 'seen' }, [row]))[2]).toEqual({
      id: undefined,
      ts: at('2025-05-01'),
      source: 'crm',
      user: '1',
      props: {},
      traits: { plan: 'pro' },
    })
  })

  it('may be about an account alone, but not about nobody', () => {
    const spec = { ...lead, account: { id: 'company' } }
    expect(withoutIds(map(spec, [{ id: '1', company: 'c', on: '2025-01-01' }]))).toMatchObject([
      { user: '1', account: { id: 'c' } },
    ])
    const nobody = { key: 'no', person: { user: 'user', email: 'mail' }, events: [{ name: 'x', at: 'on' }] }
    expect(reason(nobody, { no: '1', user: '', mail: ' ', on: '2025-01-01' })).toBe(
      'The row names nobody: “user, mail” is empty.',
    )
    const spend = { key: 'no', events: [{ name: 'ad_spend', at: 'on' }] }
    expect(withoutIds(map(spend, [{ no: '1', on: '2025-01-01' }]))).toMatchObject([{ name: 'ad_spend', props: {} }])
  })

  it('takes the first of several columns that is not missing, and treats named texts as missing', () => {
    const spec = {
      missing: ['n/a', '-'],
      key: 'id',
      person: { user: ['contact', 'id'] },
      events: [{ name: 'x', at: ['closed', 'opened'], props: { owner: ['owner', 'team'] } }],
    }
    const row = { id: '1', contact: 'n/a', closed: '-', opened: '2025-01-01', owner: '', team: 'blue' }
    expect(withoutIds(map(spec, [row]))).toMatchObject([{ user: '1', ts: at('2025-01-01'), props: { owner: 'blue' } }])
  })

  it('is rejected as a whole, with the first reason', () => {
    const spec = {
      ...lead,
      events: [
        { name: 'lead', at: 'on' },
        { name: 'paid', at: 'paid', props: { n: { column: 'n', type: 'number' } } },
      ],
    }
    const good = { id: '1', on: '2025-01-01', paid: '2025-01-02', n: '1.5' }
    expect(reason(spec, good, { ...good, n: 'lots' })).toBe('“lots” in “n” is not a number.')
    expect(reason(spec, good, { ...good, paid: '' })).toBe('“paid” is empty, so nothing says when it happened.')
    expect(reason(spec, good, { ...good, on: '01/02/2025', n: 'lots' })).toBe(
      '“01/02/2025” in “on” is no date between 1900 and 2199 written yyyy-mm-dd.',
    )
    expect(reason(spec, good, { ...good, id: '' })).toBe('“id” is empty, but identifies the row.')
    const run = compileMapping('crm', Source.parse(spec), { columns: ['id'] }, { dates: {}, decimals: {} }, uuidOf)
    expect(run({ values: {}, fault: 'Line 2 has 2 cells, but there are 3 columns.' })).toEqual({
      rejected: 'Line 2 has 2 cells, but there are 3 columns.',
    })
  })
})

describe('the value of a cell', () => {
  const propsOf = (cell: object, text: JsonValue, spec: object = {}) => {
    const [mapped] = map(
      { ...lead, ...spec, events: [{ name: 'x', at: 'on', props: { v: { column: 'c', ...cell } } }] },
      [{ id: '1', on: '2025-01-01', c: text }],
      {
        open: typeof text !== 'string',
      },
    )
    return mapped!.rejected ?? mapped!.facts![0]!.props
  }

  it.each<[object, JsonValue, JsonValue]>([
    [{}, '007', '007'],
    [{}, ' x ', ' x '],
    [{}, 12.5, 12.5],
    [{}, ['a'], ['a']],
    [{}, false, false],
    [{ type: 'text' }, 12.5, '12.5'],
    [{ type: 'number' }, '1234.5', 1234.5],
    [{ type: 'number' }, 1.234, 1.234],
    [{ type: 'integer' }, '1,234', 1234],
    [{ type: 'boolean' }, 'Yes', true],
    [{ type: 'boolean' }, '0', false],
    [{ type: 'date' }, '2025-04-03 23:30:00', '2025-04-03'],
    [{ type: 'date' }, '2025-04-03T23:30:00-05:00', '2025-04-04'],
    [{ type: 'instant' }, '2025-04-03 23:30', '2025-04-03T23:30:00.000Z'],
    [{ type: 'list' }, 'a; b;;c', ['a', 'b', 'c']],
    [{ type: 'list(, )' }, 'a, b', ['a', 'b']],
    [{ map: { a: 1, b: true } }, 'a', 1],
    [{ map: { a: 'A' }, else: 'other' }, 'z', 'other'],
  ])('read as %j, %j is %j', (cell, text, value) => {
    expect(propsOf(cell, text)).toEqual({ v: value })
  })

  it('is left out when it is missing, whatever its type', () => {
    for (const type of ['text', 'number', 'integer', 'boolean', 'date', 'instant', 'list'])
      expect(propsOf({ type }, '  ')).toEqual({})
    expect(propsOf({}, null)).toEqual({})
    expect(propsOf({ map: { a: 1 }, else: null }, 'z')).toEqual({})
  })

  it('keeps an amount beside its currency, and refuses another one', () => {
    const money = { type: 'money', currency: 'EUR' }
    expect(propsOf(money, '1.234,50 €')).toEqual({ v: 1234.5, v_currency: 'EUR' })
    expect(propsOf(money, 'EUR 12.50')).toEqual({ v: 12.5, v_currency: 'EUR' })
    expect(propsOf(money, 'USD 12.50')).toBe('“USD 12.50” in “c” is not in EUR.')
    expect(propsOf(money, '£12.50')).toBe('“£12.50” in “c” is not in EUR.')
  })

  it.each<[object, string, string]>([
    [{ type: 'integer' }, '12.50', '“12.50” in “c” is not a whole number.'],
    [
      { type: 'number' },
      '12345678901234567890',
      '“12345678901234567890” in “c” has more digits than a number keeps. Read it as text.',
    ],
    [{ type: 'boolean' }, 'maybe', '“maybe” in “c” is neither true nor false.'],
  ])('read as %j, %j is rejected', (cell, text, sentence) => {
    expect(propsOf(cell, text, { decimal: '.' })).toBe(sentence)
  })

  it('is rejected, not guessed, when nothing before it shows which sign comes before decimals', () => {
    const source = Source.parse({
      zone: 'UTC',
      ...lead,
      events: [{ name: 'x', at: 'on', props: { n: { column: 'n', type: 'number' } } }],
    })
    const run = compileMapping(
      'crm',
      source,
      { columns: ['id', 'on', 'n'] },
      { dates: { on: 'yyyy-mm-dd' }, decimals: {} },
      uuidOf,
    )
    expect(run({ values: { id: '1', on: '2025-01-01', n: '1500' } }).facts![0]!.props).toEqual({ n: 1500 })
    expect(run({ values: { id: '1', on: '2025-01-01', n: '1.5' } }).rejected).toBe(
      'Nothing before “1.5” in “n” shows which sign comes before decimals. Add decimal: { n: "." } or its opposite.',
    )
  })
})

describe('the id of a fact', () => {
  const row = { id: '1', on: '2025-01-01', other: 'x' }

  it('is the same whenever the key is, whatever else the row says', () => {
    expect(ids(map(lead, [row]))).toEqual(ids(map(lead, [{ ...row, other: 'y', on: '2025-02-02' }])))
    expect(ids(map(lead, [row]))).not.toEqual(ids(map(lead, [{ ...row, id: '01' }])))
  })

  it('is made of the whole content without a key, whatever the order of columns', () => {
    const spec = { ...lead, key: undefined }
    const [same] = ids(map(spec, [row]))
    expect(ids(map(spec, [{ other: 'x', on: '2025-01-01', id: '1', extra: '' }]))).toEqual([same])
    expect(ids(map(spec, [row], { open: true }))).toEqual([same])
    expect(ids(map(spec, [{ ...row, other: 'y' }]))).not.toEqual([same])
  })

  it('does not depend on which other events the row has', () => {
    const spec = { ...lead, events: [{ each: { a: 'visit', b: 'visit', c: 'call' } }] }
    const whole = ids(map(spec, [{ id: '1', a: '2025-01-01', b: '2025-01-02', c: '2025-01-03' }]))
    const part = ids(map(spec, [{ id: '1', a: '', b: '2025-01-02', c: '2025-01-03' }]))
    expect(new Set(whole).size).toBe(3)
    expect(part).toEqual(whole.slice(1))
  })

  it('differs between events of one row, also when their names are only known from the row', () => {
    const events = [
      { name: 'x', at: 'on' },
      { name: '{n}', at: 'on' },
      { name: 'x', at: 'on' },
      { name: '{n}', at: 'on' },
    ]
    expect(new Set(ids(map({ ...lead, events }, [{ id: '1', on: '2025-01-01', n: 'x' }]))).size).toBe(4)
  })

  it('is another for traits that changed, so that they are not taken for a repetition', () => {
    const spec = { key: 'id', person: { user: 'id' }, traits: { plan: 'plan' }, asOf: 'on' }
    const one = { id: '1', plan: 'free', on: '2025-01-01' }
    expect(ids(map(spec, [one]))).toEqual(ids(map(spec, [one])))
    expect(ids(map(spec, [one]))).not.toEqual(ids(map(spec, [{ ...one, plan: 'pro' }])))
  })

  it('may come from a key of the event’s own', () => {
    const spec = { ...lead, events: [{ name: 'visit', at: 'on', key: ['id', 'other'] }] }
    expect(ids(map(spec, [row]))).not.toEqual(ids(map(spec, [{ ...row, other: 'y' }])))
  })
})

it('a field that a row calls __proto__ is kept like any other', () => {
  const spec = { ...lead, events: [{ name: 'lead', at: 'on', props: { '{field}': 'value' } }] }
  const [fact] = facts(map(spec, [{ id: '1', on: '2025-04-03', field: '__proto__', value: 'kept' }]))
  expect(JSON.stringify(fact?.props)).toBe('{"__proto__":"kept"}')
})

describe('any row', () => {
  it('becomes facts that the store takes, or is rejected with a sentence', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '',
        ' ',
        '2025-04-03',
        '9999-12-31',
        '1.234,5',
        '-0',
        '1e999',
        '__proto__',
        '\0',
        '\ud800',
        'true',
        '{id}',
      ),
    )
    const source = Source.parse({
      zone: 'Europe/Berlin',
      types: { b: 'boolean' },
      person: { user: 'a', anonymous: 'b:{b}' },
      account: { domain: 'c' },
      traits: { '{c}': 'd' },
      asOf: ['d', 'a'],
      decimal: ',',
      dates: 'yyyy-mm-dd',
      events: [
        {
          name: 'n {c}',
          at: 'd',
          optional: true,
          when: { b: { ne: true } },
          props: { c: { column: 'c', type: 'number' } },
        },
        { each: { a: 'e' }, props: { '{d}': ['b', 'c'], l: { column: 'd', type: 'list' } } },
      ],
    })
    const settled = { dates: { a: 'yyyy-mm-dd', d: 'yyyy-mm-dd' }, decimals: { c: ',' } } as const
    const run = compileMapping('crm', source, { columns: ['a', 'b', 'c', 'd'], text: true }, settled, uuidOf)
    fc.assert(
      fc.property(fc.record({ a: hostile, b: hostile, c: hostile, d: hostile }), values => {
        const mapped = run({ values })
        const { facts, rejected } = mapped
        if (facts) expect(facts.flatMap(problemsOfFact)).toEqual([])
        else expect(rejected).toMatch(/\S\.$/)
        expect(run({ values })).toEqual(mapped)
      }),
      { numRuns: 2000 },
    )
  })
})
