import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMoney,
  allocate,
  compareMoney,
  decimalOf,
  formatMoney,
  type Money,
  Money as MoneySchema,
  minorDigitsOf,
  money,
  parseMoney,
  subtractMoney,
  sumMoney,
  timesMoney,
} from './money.ts'
import { rational } from './rational.ts'

const minors = (amounts: Money[]) => amounts.map(amount => amount.minor)
const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KRW', 'KWD', 'TND', 'CLF')
const minor = fc.integer({ min: -1e12, max: 1e12 })
const amount = fc.record({ minor, currency })

describe('bugs that other products had', () => {
  test('1.00 split in three is 0.34, 0.33 and 0.33 (spliit 374)', () => {
    expect(minors(allocate(money('1.00', 'EUR'), [1, 1, 1]))).toEqual([34, 33, 33])
  })

  test('8.165 rounds to 8.17 and 35.175 to 35.18, though binary floats lie below (money-math 34, accounting.js 53)', () => {
    expect(money('8.165', 'USD').minor).toBe(817)
    expect(money(8.165, 'USD').minor).toBe(817)
    expect(money(35.175, 'USD').minor).toBe(3518)
  })

  test('the same amount reads the same everywhere it is written (invoiceninja 10936)', () => {
    const total = sumMoney(allocate(money('165', 'EUR'), [19, 7, 3]), 'EUR')
    expect([decimalOf(total), formatMoney(total)]).toEqual(['165.00', '€165.00'])
  })

  test('a return of ten discounted items mirrors their sale (erpnext 41343)', () => {
    const sale = timesMoney(money('82.50', 'EUR'), rational('8.5'))
    const refund = timesMoney(money('-82.50', 'EUR'), rational('8.5'))
    expect([decimalOf(sale), decimalOf(addMoney(sale, refund))]).toEqual(['701.25', '0.00'])
  })
})

describe('an amount', () => {
  test('has the digits of its currency', () => {
    expect(money('1200.5', 'EUR')).toEqual({ minor: 120050, currency: 'EUR' })
    expect(money('1200.5', 'JPY')).toEqual({ minor: 1201, currency: 'JPY' })
    expect(money('1.0005', 'KWD')).toEqual({ minor: 1001, currency: 'KWD' })
    expect(['EUR', 'JPY', 'KWD', 'CLF'].map(minorDigitsOf)).toEqual([2, 0, 3, 4])
  })

  test('rounds halves up, to even, or down as told, the same on both sides of zero', () => {
    expect(money('2.5', 'JPY').minor).toBe(3)
    expect(money('-2.5', 'JPY').minor).toBe(-3)
    expect([money('2.5', 'JPY', 'half-even').minor, money('3.5', 'JPY', 'half-even').minor]).toEqual([2, 4])
    expect([money('2.51', 'JPY', 'half-even').minor, money('-2.5', 'JPY', 'half-even').minor]).toEqual([3, -2])
    expect([money('2.99', 'JPY', 'down').minor, money('-2.99', 'JPY', 'down').minor]).toEqual([2, -2])
  })

  test('is read from numbers however they are written', () => {
    expect(money(1e-7, 'EUR').minor).toBe(0)
    expect(money('1.5e3', 'EUR').minor).toBe(150_000)
    expect(money('.5', 'EUR').minor).toBe(50)
    expect(money('-0.05', 'EUR').minor).toBe(-5)
  })

  test.each([
    [
      () => money('1,200', 'EUR'),
      '“1,200” is not a number. Write one such as 1200.50, without separators of thousands.',
    ],
    [() => money(Number.NaN, 'EUR'), '“NaN” is not a number.'],
    [() => money('1', 'EURO'), '“EURO” is not a currency. Did you mean “EUR”?'],
    [() => money('1', 'usd'), '“usd” is not a currency. Did you mean “USD”?'],
    [() => money('1e15', 'EUR'), 'This amount is too large to be counted exactly.'],
    [
      () => addMoney(money('1', 'EUR'), money('1', 'USD')),
      'EUR and USD cannot be counted together. Convert one of them first.',
    ],
    [() => allocate(money('1', 'EUR'), [0, 0]), 'An amount cannot be split by weights that are all zero.'],
    [() => allocate(money('1', 'EUR'), [1, -1]), 'A weight cannot be negative.'],
    [() => rational(1, 0), 'Nothing can be divided by zero.'],
  ])('that cannot be is refused with a sentence', (make, message) => expect(make).toThrow(message))

  test('is a whole number of minor units in files', () => {
    expect(MoneySchema.safeParse({ minor: 1.5, currency: 'EUR' }).success).toBe(false)
    expect(MoneySchema.safeParse({ minor: 15, currency: 'XXZ' }).success).toBe(false)
    expect(MoneySchema.parse({ minor: 15, currency: 'EUR' })).toEqual({ minor: 15, currency: 'EUR' })
  })
})

describe('what people write', () => {
  test.each([
    ['€1,200.50', 120050, 'EUR'],
    ['EUR 1200.5', 120050, 'EUR'],
    ['1200.50 EUR', 120050, 'EUR'],
    ['-$5', -500, 'USD'],
    ['¥1,200', 1200, 'JPY'],
    ['CHF 10', 1000, 'CHF'],
  ])('“%s” is an amount', (text, minor, currency) => expect(parseMoney(text)).toEqual({ minor, currency }))

  test.each([
    ['1200', 'Write it with its currency, such as €1,200.50.'],
    ['1.200,50 €', 'can be read in more than one way'],
    ['KWD 1,200', 'can be read in more than one way'],
    ['5.001 EUR', 'is finer than EUR can be paid. Write 2 digits after the point.'],
    ['5 ducats', '“ducats” is not a currency.'],
    ['', 'is not an amount'],
  ])('“%s” is refused', (text, message) => expect(() => parseMoney(text)).toThrow(message))

  test('reads back what it formats, in every currency', () => {
    fc.assert(
      fc.property(minor, fc.constantFrom(...Intl.supportedValuesOf('currency')), (minor, currency) => {
        expect(parseMoney(formatMoney({ minor, currency }))).toEqual({ minor, currency })
        expect(money(decimalOf({ minor, currency }), currency)).toEqual({ minor, currency })
      }),
    )
  })

  test('amounts near the limit keep every digit', () => {
    expect(formatMoney({ minor: Number.MAX_SAFE_INTEGER, currency: 'EUR' })).toBe('€90,071,992,547,409.91')
    expect(formatMoney({ minor: 123456, currency: 'EUR' }, 'de-DE')).toBe('1.234,56\u00a0€')
  })
})

describe('splitting', () => {
  const weights = fc.array(
    fc.oneof(fc.nat(1000), fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom('0.1', '33.333', '1e-9')),
    { minLength: 1, maxLength: 12 },
  )
  const someWeights = weights.filter(list => list.some(weight => Number(weight) > 0))

  test('gives parts that always sum to the total, each within one minor unit of its exact share', () => {
    fc.assert(
      fc.property(amount, someWeights, (whole, list) => {
        const parts = allocate(whole, list)
        expect(sumMoney(parts, whole.currency)).toEqual(whole)
        const floors = allocate({ ...whole, minor: -whole.minor }, list)
        expect(minors(floors)).toEqual(minors(parts).map(part => 0 - part))
        if (list.every(weight => Number.isInteger(weight))) {
          const total = BigInt((list as number[]).reduce((a, b) => a + b, 0))
          for (const [i, part] of parts.entries()) {
            const off = BigInt(part.minor) * total - BigInt(whole.minor) * BigInt(list[i]!)
            expect((off < 0n ? -off : off) < total).toBe(true)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('gives a larger weight no smaller part, and nothing to no weight', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.array(fc.nat(50), { minLength: 1, maxLength: 8 }), (minor, list) => {
        fc.pre(list.some(Boolean))
        const parts = minors(allocate({ minor, currency: 'EUR' }, list))
        for (const [i, a] of list.entries()) {
          if (a === 0) expect(parts[i]).toBe(0)
          for (const [j, b] of list.entries()) if (a > b) expect(parts[i]).toBeGreaterThanOrEqual(parts[j]!)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a pay plan', () => {
  const band = fc.record({ upTo: fc.integer({ min: 1, max: 1e9 }), rate: fc.integer({ min: 0, max: 5000 }) })
  const bands = fc
    .uniqueArray(band, { minLength: 1, maxLength: 5, selector: one => one.upTo })
    .map(list => list.toSorted((a, b) => a.upTo - b.upTo))

  /** The part of each deal that falls into each band when deals are taken one after the other. */
  function bandParts(deals: number[], limits: number[]): number[] {
    const total = deals.reduce((a, b) => a + b, 0)
    return [...limits, Number.POSITIVE_INFINITY].map((limit, i) =>
      Math.max(0, Math.min(total, limit) - (limits[i - 1] ?? 0)),
    )
  }

  test('with tiers, accelerator and cap pays lines that sum to the statement, whatever the rates', () => {
    fc.assert(
      fc.property(
        currency,
        fc.array(fc.integer({ min: 1, max: 1e8 }), { minLength: 1, maxLength: 20 }),
        bands,
        fc.integer({ min: 0, max: 1e8 }),
        (currency, deals, tiers, cap) => {
          const parts = bandParts(
            deals,
            tiers.map(tier => tier.upTo),
          )
          const rates = [...tiers.map(tier => tier.rate), 7500]
          expect(parts.reduce((a, b) => a + b, 0)).toBe(deals.reduce((a, b) => a + b, 0))
          const earned = parts.map((minor, i) => timesMoney({ minor, currency }, rational(rates[i]!, 10_000)))
          const gross = sumMoney(earned, currency)
          const paid = { minor: Math.min(gross.minor, cap), currency }
          const lines = allocate(paid, deals)
          expect(sumMoney(lines, currency)).toEqual(paid)
          expect(lines.every(line => line.minor >= 0)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('prorates a month into days that sum to the month', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 30 }), (salary, worked) => {
        const [earned, rest] = allocate(salary, [worked, 31 - worked])
        expect(subtractMoney(salary, earned!)).toEqual(rest)
        expect(Math.abs(compareMoney(earned!, timesMoney(salary, rational(worked, 31))))).toBeLessThanOrEqual(1)
      }),
    )
  })
})

test('no floating-point arithmetic stands in the modules that count money', () => {
  for (const file of ['money.ts', 'rational.ts']) {
    const code = readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll(
      /\/\*\*[\s\S]*?\*\/|'[^']*'|`[^`]*`/g,
      '',
    )
    expect(code).not.toMatch(/parseFloat|toFixed|Math\.|\d\.\d/)
  }
})
