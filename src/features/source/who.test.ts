import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../core/json.ts'
import { uuidOf } from '../../store/hash.ts'
import { compileMapping } from './mapping.ts'
import { createSettling } from './settling.ts'
import { checkSource, Source } from './source.ts'

/** What becomes of one row under a source that says at least who it is about. */
function read(spec: object, values: Record<string, JsonValue>) {
  const source = Source.parse({ zone: 'UTC', key: 'no', events: [{ name: 'seen', at: 'on' }], ...spec })
  const table = { columns: ['no', 'on', ...Object.keys(values)], text: true }
  const row = { no: '1', on: '2026-01-05', ...values }
  const settling = createSettling(source, table)
  settling.see(row)
  return compileMapping('crm', source, table, settling.result().settled, uuidOf)({ values: row })
}

const first = (spec: object, values: Record<string, JsonValue>) => {
  const { facts, rejected } = read(spec, values)
  return rejected ?? facts?.[0]
}

describe('who a row is about', () => {
  it('may be said by what other systems call them, each kind of id by itself, and by a phone number', () => {
    const person = { email: 'Email', phone: 'Mobile', ids: { hubspot: 'Record', salesforce: ['Contact', 'Lead'] } }
    const row = { Email: 'Ada@Example.com', Mobile: ' +49 151 1 ', Record: '0051', Contact: '', Lead: '00Q1' }
    expect(first({ person }, row)).toMatchObject({
      email: 'ada@example.com',
      phone: '+49 151 1',
      ids: { hubspot: '0051', salesforce: '00Q1' },
    })
    expect(first({ person }, { ...row, Record: '', Lead: '' })).not.toHaveProperty('ids')
  })

  it('is somebody when only an id of another system names them', () => {
    const spec = { person: { ids: { zendesk: 'Requester' } }, traits: { role: 'Role' } }
    expect(first(spec, { Requester: '7', Role: 'end-user' })).toMatchObject({
      ids: { zendesk: '7' },
      traits: { role: 'end-user' },
    })
    expect(first(spec, { Requester: '', Role: '' })).toBe('The row names nobody: “Requester” is empty.')
  })

  it('is the first of a list, where the column is one', () => {
    const spec = {
      types: { Contacts: 'list', Companies: 'list(,)' },
      person: { ids: { hubspot: 'Contacts' } },
      account: { id: 'Companies' },
    }
    expect(first(spec, { Contacts: ' 51; 52', Companies: ',c1,c2' })).toMatchObject({
      ids: { hubspot: '51' },
      account: { id: 'c1' },
    })
    expect(first(spec, { Contacts: ['53', '54'], Companies: '' })).toMatchObject({ ids: { hubspot: '53' } })
    expect(first({ person: { ids: { hubspot: 'Contacts' } } }, { Contacts: '51;52' })).toMatchObject({
      ids: { hubspot: '51;52' },
    })
  })

  it('may be nobody, when the source says so', () => {
    const spec = { person: { ids: { hubspot: 'Contact' } }, account: { id: 'Company' }, nobody: true }
    const fact = first(spec, { Contact: '', Company: '' })
    expect(fact).toMatchObject({ name: 'seen' })
    expect(fact).not.toHaveProperty('ids')
    expect(fact).not.toHaveProperty('account')
  })

  it.each(['email', 'user', 'Phone', 'crm id', '9'])('has no kind of id called %j', kind => {
    expect(Source.safeParse({ person: { ids: { [kind]: 'Id' } } }).success).toBe(false)
  })

  it('is asked for, where the source names no column', () => {
    const problems = (spec: object) => checkSource(Source.parse(spec)).map(({ path }) => path.join('.'))
    const events = [{ name: 'seen', at: 'on' }]
    expect(problems({ person: { ids: {} }, events })).toEqual(['person'])
    expect(problems({ person: { ids: { hubspot: 'Id' } }, events })).toEqual([])
  })
})

describe('an amount', () => {
  const money = (cell: object, row: Record<string, JsonValue>) => {
    const found = first({ events: [{ name: 'paid', at: 'on', props: { amount: { type: 'money', ...cell } } }] }, row)
    return typeof found === 'string' ? found : found?.props
  }

  it('may be in a currency that each row says', () => {
    const cell = { column: 'Amount', currency: '{Currency}' }
    expect(money(cell, { Amount: '12.50', Currency: 'usd' })).toEqual({ amount: 12.5, amount_currency: 'USD' })
    expect(money(cell, { Amount: '12.50', Currency: 'doubloons' })).toBe('“doubloons” in “Currency” is no currency.')
    expect(money(cell, { Amount: '12.50', Currency: '' })).toEqual({ amount: 12.5 })
    expect(money(cell, { Amount: '12.50 €', Currency: 'usd' })).toBe('“12.50 €” in “Amount” is not in USD.')
  })

  it('may count the smallest unit of its currency, which not every currency divides by a hundred', () => {
    const cell = { column: 'amount', currency: '{currency}', minor: true }
    expect(money(cell, { amount: '120050', currency: 'eur' })).toEqual({ amount: 1200.5, amount_currency: 'EUR' })
    expect(money(cell, { amount: 29, currency: 'usd' })).toEqual({ amount: 0.29, amount_currency: 'USD' })
    expect(money(cell, { amount: -1999, currency: 'gbp' })).toEqual({ amount: -19.99, amount_currency: 'GBP' })
    expect(money(cell, { amount: '500', currency: 'jpy' })).toEqual({ amount: 500, amount_currency: 'JPY' })
    expect(money(cell, { amount: '1500', currency: 'kwd' })).toEqual({ amount: 1.5, amount_currency: 'KWD' })
    expect(money(cell, { amount: '500', currency: '' })).toBe(
      '“amount” counts the smallest unit of a currency, but the row names none.',
    )
    expect(money({ ...cell, currency: 'EUR' }, { amount: '7' })).toEqual({ amount: 0.07, amount_currency: 'EUR' })
  })

  it('is money, where it counts the smallest unit', () => {
    const props = { n: { column: 'n', type: 'number', minor: true } }
    const problems = checkSource(Source.parse({ events: [{ name: 'paid', at: 'on', props }] }))
    expect(problems.map(({ message }) => message)).toEqual(['“minor” is for money. Add type: money, or remove minor.'])
  })
})
