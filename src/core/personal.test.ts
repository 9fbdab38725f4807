import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { drawnVeil, isPersonalName, masked, NO_VEIL, withoutEmails } from './personal.ts'

const veil = drawnVeil({ isMarked: (field, source) => field === 'salary' && source !== 'shop' })

test.each([
  'email',
  'Email Address',
  'billing_address',
  'firstName',
  'contact_phone_number',
  'IP',
  'name',
  'date_of_birth',
])('everybody calls “%s” personal', field => expect(isPersonalName(field)).toBe(true))

test.each(['email_subject', 'campaign_name', 'plan', 'emails_sent', 'ship', 'zip_code_area', 'title'])(
  '“%s” tells of nobody who they are',
  field => expect(isPersonalName(field)).toBe(false),
)

test.each([
  ['ada@example.com', 'a…@e….com'],
  ['+49 151 0000 7733', '+49…33'],
  ['Ada Lovelace', 'A…'],
  ['1815-12-10', '…'],
  ['10.0.0.7', '…'],
  [42, '…'],
  ['', ''],
])('%s is masked as %s', (value, shown) => expect(masked(value)).toBe(shown))

describe('a veil', () => {
  it('hides fields by their names and by what their source says, however deep they lie', () => {
    expect(
      veil.fields({ plan: 'pro', user: { first_name: 'Ada', tags: ['x'] }, salary: 3, phone: null }, 'crm'),
    ).toEqual({
      plan: 'pro',
      user: { first_name: 'A…', tags: ['x'] },
      salary: '…',
      phone: null,
    })
    expect(veil.fields({ salary: 3 }, 'shop')).toEqual({ salary: 3 })
  })

  it('lets a company have a name and an address', () => {
    const acme = { name: 'Acme', address: 'Main St 1', salary: 'high', contact: 'a@b.io' }
    expect(veil.accountFields(acme, 'crm')).toEqual({ ...acme, salary: 'h…', contact: 'a…@b….io' })
  })

  it('is not drawn for those who may see', () => {
    const fields = { email: 'ada@example.com' }
    expect(NO_VEIL.fields(fields, 'crm')).toBe(fields)
  })
})

it('an address is hidden wherever it stands in a text, a name of a field or a link', () => {
  expect(withoutEmails('Mail <Ada.L@mail.example.com>, please.')).toBe('Mail <A…@m….com>, please.')
  expect(withoutEmails('https://x.test/?e=ada%40example.com&p=1')).toBe('https://x.test/?e=a…@e….com&p=1')
  expect(veil.fields({ 'by ada@example.com': 1 }, null)).toEqual({ 'by a…@e….com': 1 })
  expect(veil.identifier('user', 'ada@example.com')).toBe('a…@e….com')
  expect(veil.identifier('phone', '+4915100007733')).toBe('+49…33')
  expect(veil.identifier('user', 'u-1')).toBe('u-1')
})

it('no address of any shape is left in what a veil lets through', () => {
  const part = fc.stringMatching(/^[a-z0-9][a-z0-9._+-]{1,12}[a-z0-9]$/)
  const address = fc.tuple(part, fc.stringMatching(/^[a-z][a-z0-9-]{1,10}[a-z0-9]$/)).map(([a, b]) => `${a}@${b}.com`)
  fc.assert(
    fc.property(address, fc.string(), fc.string(), (email, before, after) => {
      const texts = [
        email,
        email.toUpperCase(),
        encodeURIComponent(email),
        ` ${email} `,
        `<${email}>`,
        `${email},${email}`,
      ]
      const shown = JSON.stringify(
        veil.fields({ [email]: texts, note: `${before} ${email} ${after}` }, null),
      ).toLowerCase()
      expect(shown).not.toContain(email)
      expect(shown).not.toContain(encodeURIComponent(email))
    }),
  )
})
