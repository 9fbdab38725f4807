import { describe, expect, it } from 'vitest'
import { checkColumns } from './columns.ts'
import { columnFinder, fitSource } from './fitting.ts'
import { checkSource, Source } from './source.ts'

const settings = { currency: 'EUR', zone: 'Europe/Berlin' }

const deals = Source.parse({
  zone: 'UTC',
  types: { Contacts: 'list', Won: 'boolean' },
  dates: { Closed: 'dd/mm/yyyy' },
  skip: { Test: 'yes' },
  key: 'Record ID',
  person: { email: 'Email', ids: { crm: 'Contacts' } },
  account: { id: ['Company ID', 'Company IDs'] },
  traits: { name: '{First} {Last}', country: 'Country' },
  asOf: ['Modified', 'Created'],
  events: [
    { name: 'deal_created', at: 'Created', props: { origin: 'Source', owner: 'Owner' } },
    { each: { 'Entered A': 'a_entered', 'Entered B': 'b_entered' } },
    {
      name: 'deal_won',
      at: 'Closed',
      when: { Won: true },
      props: { amount: { column: 'Amount', type: 'money', currency: '{Currency}' } },
    },
    { name: 'deal_lost', at: 'Closed', when: { Won: { ne: true }, Over: true } },
  ],
  expects: { required: ['origin', 'amount'], everyDays: 7 },
})

const fitted = (columns: string[], also?: Record<string, string[]>) => fitSource(deals, columns, { ...settings, also })

const all = [
  ...['Record ID', 'Test', 'Email', 'Contacts', 'Company ID', 'Company IDs', 'First', 'Last', 'Country', 'Modified'],
  ...['Created', 'Source', 'Owner', 'Entered A', 'Entered B', 'Closed', 'Won', 'Over', 'Amount', 'Currency'],
]

describe('a source that fits a file', () => {
  it('is the source, where the file has all of it', () => {
    expect(fitted(all)).toEqual({ source: deals, left: [], unpriced: [] })
  })

  it('goes without what rests on columns that are not there, and says which', () => {
    const { source, left, unpriced } = fitted(['Record ID', 'Email', 'Company IDs', 'Created', 'Owner', 'Entered B'])
    expect(source).toEqual({
      zone: 'UTC',
      key: 'Record ID',
      person: { email: 'Email' },
      account: { id: 'Company IDs' },
      asOf: 'Created',
      events: [
        { name: 'deal_created', at: 'Created', props: { owner: 'Owner' } },
        { each: { 'Entered B': 'b_entered' } },
      ],
      expects: { everyDays: 7 },
    })
    expect(left).toEqual(expect.arrayContaining(['Test', 'Contacts', 'Closed', 'Won', 'Source', 'First', 'Last']))
    expect(left).not.toContain('Company ID')
    expect(unpriced).toEqual([])
  })

  it('takes amounts for the currency of the company, where the file says none, and says so', () => {
    const { source, unpriced } = fitted(all.filter(column => column !== 'Currency'))
    expect(source.events[2]?.props).toEqual({ amount: { column: 'Amount', type: 'money', currency: 'EUR' } })
    expect(unpriced).toEqual(['Amount'])
  })

  it('has no event whose condition cannot hold, and no condition that always does', () => {
    const names = ({ source }: ReturnType<typeof fitted>) => source.events.flatMap(({ name }) => name ?? [])
    expect(names(fitted(all.filter(column => column !== 'Won')))).toEqual(['deal_created', 'deal_lost'])
    expect(names(fitted(all.filter(column => column !== 'Over')))).toEqual(['deal_created', 'deal_won'])
    const lost = fitted(all.filter(column => column !== 'Won')).source.events.at(-1)
    expect(lost).toEqual({ name: 'deal_lost', at: 'Closed', when: { Over: true } })
  })

  it('has nothing wrong in itself and nothing that the file does not have, whichever columns are left', () => {
    for (const missing of all) {
      const columns = all.filter(column => column !== missing)
      const { source } = fitted(columns)
      expect(checkColumns(source, { columns, text: true }).filter(({ code }) => code === 'unknown_column')).toEqual([])
      expect(checkSource(source).filter(({ path }) => path[0] !== 'traits')).toEqual([])
    }
  })

  it('spells columns as the file does', () => {
    const columns = ['record id - deal', 'EMAIL', 'created', 'entered_b']
    const { source } = fitted(columns, { 'Record ID': ['Record ID - Deal'] })
    expect(source).toMatchObject({
      key: 'record id - deal',
      person: { email: 'EMAIL' },
      events: [{ name: 'deal_created', at: 'created' }, { each: { entered_b: 'b_entered' } }],
    })
  })

  it('takes the zone from the source, the name of a column, or the company, in this order', () => {
    const chats = Source.parse({ key: 'ID', events: [{ name: 'chat', at: 'Started at (UTC)' }] })
    expect(fitSource(chats, ['ID', 'Started at (Europe/Dublin)'], settings).source).toEqual({
      zone: 'Europe/Dublin',
      key: 'ID',
      events: [{ name: 'chat', at: 'Started at (Europe/Dublin)' }],
    })
    expect(fitSource(chats, ['ID', 'Started at'], settings).source.zone).toBe('Europe/Berlin')
    expect(fitSource({ ...chats, zone: 'UTC' }, ['ID', 'Started at (Europe/Dublin)'], settings).source.zone).toBe('UTC')
  })

  it('keeps a column that is added to the file', () => {
    const opens = Source.parse({
      zone: 'UTC',
      fileColumn: 'File',
      events: [{ name: 'opened', at: 'Date', props: { campaign: 'File' } }],
    })
    expect(fitSource(opens, ['Date'], settings)).toEqual({ source: opens, left: [], unpriced: [] })
  })
})

describe('the column that is meant', () => {
  it('is the one spelt alike, before those spelt otherwise', () => {
    const find = columnFinder(['email', 'Email', 'E-mail', 'Created at (UTC)'], { Mail: ['E-mail'] })
    expect(['Email', 'email', 'Mail', 'Created at', 'Created at (America/New_York)', 'Phone'].map(find)).toEqual([
      'Email',
      'email',
      'E-mail',
      'Created at (UTC)',
      'Created at (UTC)',
      undefined,
    ])
  })

  it('is none that only an object would have', () => {
    expect(columnFinder(['a'])('constructor')).toBeUndefined()
    expect(columnFinder(['a'], {})('__proto__')).toBeUndefined()
  })
})
