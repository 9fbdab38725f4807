import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { kindOf } from './category.ts'
import { codeOf, holderOf, labelOf } from './customer.ts'
import { companyDomainOf } from './free-mail.ts'
import { sentenceOf } from './sentence.ts'
import { blackened, tellingOf, tells } from './telling.ts'
import { isBefore, merged, type Part, type Place, placeOf } from './timeline.ts'

test.each([
  ['ticket_created', 'crm', 'ticket'],
  ['Email Opened', 'hubspot', 'mail'],
  ['clicked', 'mailchimp', 'mail'],
  ['$pageview', 'web', 'web'],
  ['demo_held', 'crm', 'meeting'],
  ['deal_won', 'crm', 'deal'],
  ['invoice.paid', 'stripe', 'invoice'],
  ['consent_withdrawn', 'plumbline', 'consent'],
  ['featureUsed', 'app', 'product'],
  ['called', 'pbx', 'call'],
  ['something', 'somewhere', 'other'],
])('%s of %s is of the kind %s', (name, source, kind) => expect(kindOf(name, source)).toBe(kind))

test.each([
  ['deal_won', { title: 'Plant 3', amount: 12000, amount_currency: 'EUR' }, 'Deal won: Plant 3, €12,000.'],
  ['page_viewed', { path: '/pricing' }, 'Page viewed: /pricing.'],
  ['paid', { amount: 12.5 }, 'Paid: 12.5.'],
  ['called', { note: { deep: 1 } }, 'Called.'],
])('%s with %o reads “%s”', (name, props, sentence) => expect(sentenceOf(name, props)).toBe(sentence))

it('an address at a free provider belongs to no company', () => {
  expect(companyDomainOf('ada@acme.com')).toBe('acme.com')
  for (const free of ['ada@gmail.com', 'ada@GMX.de', 'nobody', 'ada@localhost'])
    expect(companyDomainOf(free)).toBeUndefined()
})

it('a code stands for one person or account, and no other text is one', () => {
  expect(holderOf(codeOf({ is: 'person', number: 12 }))).toEqual({ is: 'person', number: 12 })
  expect(holderOf('a3')).toEqual({ is: 'account', number: 3 })
  for (const text of ['p', 'p0', 'x1', 'p1x', '12']) expect(holderOf(text)).toBeUndefined()
})

it('somebody is called by a name, else by what tells most', () => {
  const ids = [
    { kind: 'anonymous', value: 'v' },
    { kind: 'user', value: 'u' },
    { kind: 'email', value: 'e@x.io' },
  ]
  expect(labelOf({ first_name: 'Ada', last_name: 'L' }, ids)).toBe('Ada L')
  expect(labelOf({}, ids)).toBe('e@x.io')
  expect(labelOf({}, ids.slice(0, 1))).toBe('v')
  expect(labelOf({}, [])).toBeNull()
})

describe('what tells of somebody in a text', () => {
  const ids = [
    { kind: 'email', value: 'ada@example.com' },
    { kind: 'user', value: '51' },
    { kind: 'user', value: 'U-123456789' },
  ]
  it('is an address or a long id, never a number that may be anything', () => {
    expect(tellingOf(ids)).toEqual(['ada@example.com', 'u-123456789'])
    expect(tells('51 pieces', tellingOf(ids))).toBe(false)
    expect(tells('from ADA%40example.com', tellingOf(ids))).toBe(true)
  })
  it('is made unreadable, and the rest stays', () => {
    expect(blackened('Ada@Example.com asked for 51 (u-123456789).', tellingOf(ids))).toBe(
      '[erased] asked for 51 ([erased]).',
    )
  })
})

const place = fc.record({ ts: fc.integer({ min: 0, max: 5 }), id: fc.constantFrom('a', 'b', 'c', 'd') })
const unique = fc.uniqueArray(place, { selector: ({ ts, id }) => `${ts} ${id}`, maxLength: 20 })

it('pages of merged lists, gone through to either side, are the whole in order', () => {
  fc.assert(
    fc.property(unique, fc.integer({ min: 1, max: 4 }), fc.constantFrom('older', 'newer'), (all, limit, towards) => {
      const order = all.toSorted((a, b) => (isBefore(a, b) ? 1 : -1))
      const lists = [all.filter((_, i) => i % 2 === 0), all.filter((_, i) => i % 2 === 1)]
      const seen: Place[] = []
      let part: Part = { towards, limit }
      for (let more = true; more; ) {
        const page = merged(lists, part)
        more = page.more
        if (towards === 'older') seen.push(...page.items)
        else seen.unshift(...page.items)
        const from = towards === 'older' ? page.items.at(-1) : page.items[0]
        if (from) part = { ...part, from }
      }
      expect(seen).toEqual(order)
    }),
  )
})

it('a cursor of another list is refused', () => {
  expect(() => placeOf('nonsense')).toThrow('This cursor is not one of this list.')
})
