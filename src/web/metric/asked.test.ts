import { expect, it } from 'vitest'
import { askedIn, labelAt } from './asked.ts'

it('reads a question from an address, and leaves out what is none', () => {
  expect(askedIn({})).toEqual({ grain: undefined, last: 13, by: undefined, where: undefined, against: undefined })
  expect(
    askedIn({ grain: 'month', last: '26', by: 'channel', property: 'country', is: 'DE', against: 'year' }),
  ).toEqual({
    grain: 'month',
    last: 26,
    by: 'channel',
    where: { country: 'DE' },
    against: 'year',
  })
  expect(askedIn({ grain: 'century', last: '9000', property: 'country' })).toMatchObject({
    grain: undefined,
    last: 13,
    where: undefined,
  })
})

it('finds the period of a day', () => {
  const periods = [{ label: '2026-01', start: '2026-01-01', end: '2026-02-01' }]
  expect(labelAt('2026-01-31', periods)).toBe('2026-01')
  expect(labelAt('2026-02-01', periods)).toBeUndefined()
})
