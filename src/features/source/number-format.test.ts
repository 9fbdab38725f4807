import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Decimal, decimalsOf, readNumber, withoutCurrency } from './number-format.ts'

describe('numbers as files write them', () => {
  it.each<[string, Decimal, number]>([
    ['1234', '.', 1234],
    ['-12.50', '.', -12.5],
    ['1,234.56', '.', 1234.56],
    ['1,234,567', '.', 1234567],
    ['12,34,567.8', '.', 1234567.8],
    ['1.234,56', ',', 1234.56],
    ['1.234.567', ',', 1234567],
    ['0,5', ',', 0.5],
    [',5', ',', 0.5],
    ['1 234,56', ',', 1234.56],
    ['1\u00a0234\u00a0567', ',', 1234567],
    ['1\u202f234.5', '.', 1234.5],
    ["1'234'567.89", '.', 1234567.89],
    ['−3,5', ',', -3.5],
    ['+7', '.', 7],
    ['1.5E+6', '.', 1500000],
    [' 42 ', '.', 42],
    ['007', '.', 7],
  ])('%s with %s before the decimals is %d', (text, decimal, number) => {
    expect(readNumber(text, decimal)).toBe(number)
  })

  it.each<[string, Decimal]>([
    ['', '.'],
    ['1,23', '.'],
    ['1.2.3', '.'],
    ['1.23', ','],
    ['1,234 567', '.'],
    ['0,123.5', '.'],
    ['12%', '.'],
    ['0x10', '.'],
    ['Infinity', '.'],
    ['1e9999', '.'],
    ['12abc', '.'],
    ['1,', ','],
  ])('%s with %s before the decimals is no number', (text, decimal) => {
    expect(readNumber(text, decimal)).toBeUndefined()
  })

  it.each<[string, Decimal[]]>([
    ['1.234', ['.', ',']],
    ['1,234', ['.', ',']],
    ['1.23', ['.']],
    ['1,2345', [',']],
    ['0.123', ['.']],
    ['1234.567', ['.']],
    ['1.234,5', [',']],
    ['1,234,567', ['.']],
    ['12', ['.', ',']],
    ['n/a', []],
  ])('%s may have %j before its decimals', (text, decimals) => {
    expect(decimalsOf(text)).toEqual(decimals)
  })

  it('reads back every number written the English and the German way', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 4 }), (digits, places) => {
        const number = digits / 10 ** places
        const options = { minimumFractionDigits: places, maximumFractionDigits: places }
        expect(readNumber(number.toLocaleString('en-US', options), '.')).toBe(number)
        expect(readNumber(number.toLocaleString('de-DE', options), ',')).toBe(number)
        expect(readNumber(number.toLocaleString('fr-FR', options), ',')).toBe(number)
      }),
    )
  })

  it.each([
    ['€1,200.00', { amount: '1,200.00', currency: '€' }],
    ['1.200,00 €', { amount: '1.200,00', currency: '€' }],
    ['USD 12', { amount: '12', currency: 'USD' }],
    ['-£3.50', { amount: '-3.50', currency: '£' }],
    ['£-3.50', { amount: '-3.50', currency: '£' }],
    ['12.5', { amount: '12.5' }],
    ['twelve', { amount: 'twelve' }],
  ])('takes the currency off %s', (text, parts) => {
    expect(withoutCurrency(text)).toEqual(parts)
  })
})
