import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../core/problem.ts'
import { checkColumns, type TableColumns } from './columns.ts'
import { brings, checkSource, fileMatches, Source } from './source.ts'

const problems = (spec: object) => checkSource(Source.parse(spec)).map(({ path, message }) => [path.join('.'), message])

const leads = {
  key: 'id',
  person: { user: 'id', email: 'email' },
  traits: { origin: 'origin' },
  events: [{ name: 'first_contact', at: 'date', props: { origin: 'origin' } }],
}

describe('a source', () => {
  it('has nothing wrong when it says who, what and when', () => {
    expect(problems(leads)).toEqual([])
  })

  it('says everything that is wrong with it at once', () => {
    const spec = {
      person: {},
      traits: { plan: { column: 'plan', else: 'none' } },
      accountTraits: { size: 'size' },
      events: [
        { props: { price: { column: 'price', type: 'money' } } },
        { name: 'won', each: { won_on: 'deal_won' } },
        { each: {} },
      ],
      expects: { required: ['prise'] },
    }
    expect(problems(spec)).toEqual([
      ['accountTraits', 'Nothing says which account’s traits these are. Add account.'],
      ['person', '“person” names no column. Name one or remove it.'],
      ['events.0', 'The event has no name. Add name, or each.'],
      ['events.0', 'Nothing says when the event happened. Add at with the column that does.'],
      ['events.1', '“each” already gives names and dates. Remove name and at, or remove each.'],
      ['events.2.each', '“each” names no date column. Name one, as in each: { won_date: deal_won }.'],
      ['traits.plan', '“else” has no map beside it. Add map or remove else.'],
      ['events.0.props.price', 'The money has no currency. Add one, such as currency: EUR.'],
      ['expects.required.0', 'The source yields no “prise”. Did you mean “price”?'],
    ])
  })

  it('whose events come by themselves needs no columns', () => {
    const collects = {
      collects: true,
      events: [{ name: 'page_viewed' }],
      expects: { required: ['page'], everyDays: 1 },
    }
    expect(problems({ collects: true })).toEqual([])
    expect(problems(collects)).toEqual([])
    expect(problems({ ...collects, collects: undefined })).not.toEqual([])
    expect(brings(Source.parse(collects), 'page_viewed')).toBe(true)
  })

  it('must yield something, and say when its traits were so', () => {
    expect(problems({})).toEqual([['', 'The source yields nothing. Give it events or traits, or say collects: true.']])
    expect(problems({ person: { user: 'id' }, traits: { plan: 'plan' } })).toEqual([
      ['traits', 'Nothing says when the traits were so. Add asOf with the column that does.'],
    ])
    expect(problems({ person: { user: 'id' }, traits: { plan: 'plan' }, asOf: 'updated' })).toEqual([])
  })

  it.each([
    [{ zone: 'Europe/Berlinn' }, 'Did you mean “Europe/Berlin”?'],
    [{ dates: 'day first' }, 'must be one of yyyy-mm-dd, dd/mm/yyyy'],
    [{ types: { amount: 'float' } }, 'must be one of text, number, integer'],
    [{ delimiter: ';;' }, 'delimiter'],
    [{ events: [{ name: 'x', at: 'y', wen: {} }] }, '“wen” is not a field here'],
  ])('refuses %j', (spec, message) => {
    const parsed = Source.safeParse(spec)
    expect(parsed.success).toBe(false)
    expect(
      problemsOf(parsed.error!)
        .map(problem => problem.message)
        .join(' '),
    ).toContain(message)
  })

  it('knows its files by name, whatever their folder, letter case and packing', () => {
    const source = { file: ['contact_data.csv', 'export-*.json?'] }
    expect(fileMatches(source, '/data/hubspot/contact_data.csv')).toBe(true)
    expect(fileMatches(source, 'C:\\data\\Contact_Data.CSV.gz')).toBe(true)
    expect(fileMatches(source, 'export-2025.jsonl')).toBe(true)
    expect(fileMatches(source, 'deal_contact_data.csv')).toBe(false)
    expect(fileMatches(source, 'contact_dataXcsv')).toBe(false)
    expect(fileMatches(source, 'export-a/b.jsonl')).toBe(false)
    expect(fileMatches({ file: 'hubspot/*.csv' }, 'data/hubspot/deals.csv')).toBe(true)
    expect(fileMatches({}, 'anything.csv')).toBe(false)
  })
})

describe('a source beside a file', () => {
  const table: TableColumns = { columns: ['id', 'email', 'date', 'origin', 'odd {name}'], text: true }
  const found = (spec: object, of = table) =>
    checkColumns(Source.parse(spec), of).map(({ path, message }) => [path.join('.'), message])

  it('has nothing wrong when every column is there', () => {
    expect(found(leads)).toEqual([])
    expect(found({ events: [{ name: 'x', at: 'date', props: { a: '{id}/{origin}', b: 'odd {name}' } }] })).toEqual([])
  })

  it('names each column that the file does not have, where it is used, and the one that was meant', () => {
    const spec = {
      ...leads,
      key: ['id', 'datum'],
      types: { orign: 'text' },
      events: [
        { name: 'lead {orgin}', at: ['date', 'updated'], when: { emial: { exists: true } } },
        { each: { dat: 'other' } },
      ],
    }
    expect(found(spec)).toEqual([
      ['key', 'The file has no column “datum”. It has id, email, date, origin, odd {name}.'],
      ['events.0.name', 'The file has no column “orgin”. Did you mean “origin”?'],
      ['events.0.at', 'The file has no column “updated”. It has id, email, date, origin, odd {name}.'],
      ['events.1.each.dat', 'The file has no column “dat”. Did you mean “date”?'],
      ['events.0.when', 'The file has no column “emial”. Did you mean “email”?'],
      ['types.orign', 'The file has no column “orign”. Did you mean “origin”?'],
    ])
  })

  it('asks whether it is the right file when it has none of the columns', () => {
    expect(found(leads, { columns: ['a', 'b'], text: true })).toEqual([
      ['file', 'The file has none of the columns that the source reads. Is it the right file? It has a, b.'],
    ])
  })

  it('trusts that rows of JSON may hold more than the first ones, but not that a near miss is meant', () => {
    const open = { columns: ['id', 'email', 'date'], open: true }
    expect(found(leads, open)).toEqual([])
    expect(found({ ...leads, key: 'emial' }, open)).toEqual([
      ['key', 'The file has no column “emial”. Did you mean “email”?'],
    ])
  })

  it('warns of comparing text with a number or a truth value', () => {
    const spec = { ...leads, skip: { or: [{ id: { gt: 5 } }, { origin: true }] } }
    expect(found(spec)).toEqual([
      ['skip.id', '“id” is text in this file, and is compared with a number. Add types: { id: number }.'],
      ['skip.origin', '“origin” is text in this file, and is compared with a boolean. Add types: { origin: boolean }.'],
    ])
    expect(found({ ...spec, types: { id: 'number', origin: 'boolean' } })).toEqual([])
    expect(found(spec, { columns: table.columns, open: true })).toEqual([])
  })
})
