import { expect, it } from 'vitest'
import { sentencesOf } from './mapping-words.ts'
import { Source } from './source.ts'

it('says a mapping in words', () => {
  const source = Source.parse({
    key: ['Day', 'Desk'],
    person: { user: 'Contact ID', email: ['Email', 'Work Email'] },
    account: { domain: 'Website' },
    zone: 'Europe/Berlin',
    dates: { Closed: 'dd/mm/yyyy' },
    decimal: ',',
    skip: { Test: 'yes' },
    traits: { origin: 'Original Source' },
    events: [
      { name: 'deal_created', at: 'Created' },
      {
        name: 'deal_won',
        at: 'Closed',
        optional: true,
        when: { Stage: 'Won' },
        props: { machines: 'machines', mrr: { column: 'MRR', type: 'money', currency: 'EUR' }, kind: { value: 'new' } },
      },
      { each: { Lead: 'became_lead', MQL: 'became_mql' }, when: { Stage: { ne: 'Lost' } } },
    ],
    expects: { everyDays: 7, required: ['machines'] },
  })
  expect(sentencesOf(source)).toEqual([
    'A row is identified by “Day” and “Desk”.',
    'It is about the person with their id in “Contact ID” and their e-mail address in the first of “Email”, “Work Email” that is there and the account with its domain in “Website”.',
    '“Created” is when “deal_created” happened.',
    '“Closed” is when “deal_won” happened where “Stage” is Won, with machines, mrr from “MRR” (money in EUR) and kind (always "new"); an empty date gives none.',
    '“Lead” is when “became_lead” happened and “MQL” is when “became_mql” happened where {"Stage":{"ne":"Lost"}}; an empty date gives none.',
    'Of the person it says origin from “Original Source”.',
    'Rows in which “Test” is yes are left out.',
    'Times without a zone are those of Europe/Berlin.',
    'In “Closed”, dates are written dd/mm/yyyy.',
    'Decimals come after “,”.',
    'New data is expected every 7 days.',
    'machines should not be missing.',
  ])
})

it('says who a row is about by every kind of id, and which money is meant', () => {
  const source = Source.parse({
    key: 'id',
    person: { phone: 'mobile', ids: { stripe: 'customer' } },
    nobody: true,
    events: [
      {
        name: 'invoice_paid',
        at: 'paid',
        props: { amount: { column: 'total', type: 'money', currency: '{currency}', minor: true } },
      },
    ],
  })
  expect(sentencesOf(source)).toEqual([
    'A row is identified by “id”.',
    'It is about the person with their phone number in “mobile” and their stripe id in “customer”.',
    'It counts even where it names nobody.',
    '“paid” is when “invoice_paid” happened, with amount from “total” (money in the smallest unit of the currency in “currency”).',
  ])
})

it('says what is not said', () => {
  expect(sentencesOf(Source.parse({ events: [{ name: 'seen', at: 'Day' }] }))).toEqual([
    'Nothing identifies a row but all that it says.',
    'It is about nobody in particular.',
    '“Day” is when “seen” happened.',
  ])
})
