import { z } from 'zod'
import { fail } from './error.ts'
import { nearest } from './problem.ts'
import { type Decimal, multiply, type Rational, type Rounding, rational, round } from './rational.ts'

/** A currency of ISO 4217, such as `EUR`. */
export type Currency = z.infer<typeof Currency>
export const Currency = z.string().superRefine((code, context) => {
  if (!isCurrency(code))
    context.addIssue({ code: 'custom', message: noSuchCurrency(code), params: { code: 'unknown_currency' } })
})

/** An amount in whole minor units: `{ minor: 120050, currency: 'EUR' }` is €1,200.50, `{ minor: 500, currency: 'JPY' }` is ¥500. */
export type Money = z.infer<typeof Money>
export const Money = z.strictObject({ minor: z.int(), currency: Currency })

/** The amount of a decimal in major units; what is finer than a minor unit is rounded, half-up unless told otherwise. */
export function money(amount: Decimal, currency: Currency, rounding: Rounding = 'half-up'): Money {
  if (!isCurrency(currency)) fail('invalid', noSuchCurrency(currency))
  return ofMinor(round(multiply(rational(amount), rational(`1e${minorDigitsOf(currency)}`)), rounding), currency)
}

/** Digits after the point that the currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigitsOf(currency: Currency): number {
  return UNUSUAL_DIGITS[currency] ?? 2
}

/** `a + b`; fails as `invalid` when their currencies differ. */
export function addMoney(a: Money, b: Money): Money {
  return sumMoney([a, b], a.currency)
}

/** The sum of any number of amounts of one currency; fails as `invalid` when one has another. */
export function sumMoney(amounts: readonly Money[], currency: Currency): Money {
  return ofMinor(
    amounts.reduce((sum, amount) => sum + minorOf(amount, currency), 0n),
    currency,
  )
}

/** `a − b`; fails as `invalid` when their currencies differ. */
export function subtractMoney(a: Money, b: Money): Money {
  return ofMinor(BigInt(a.minor) - minorOf(b, a.currency), a.currency)
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`; fails as `invalid` when their currencies differ. */
export function compareMoney(a: Money, b: Money): number {
  return subtractMoney(a, b).minor
}

/** The amount times an exact factor, rounded once. */
export function timesMoney(amount: Money, factor: Rational, rounding: Rounding = 'half-up'): Money {
  return ofMinor(round(multiply(rational(amount.minor), factor), rounding), amount.currency)
}

/**
 * The amount split in proportion to the weights; the parts always sum to the amount.
 *
 * Each part is rounded towards zero, then the minor units left over go one each to the largest remainders, the earlier part
 * first where remainders are equal. Fails as `invalid` when a weight is negative or all are zero.
 */
export function allocate(amount: Money, weights: readonly Decimal[]): Money[] {
  const shares = wholeWeights(weights)
  const total = shares.reduce((sum, share) => sum + share, 0n)
  if (total === 0n)
    fail('invalid', 'An amount cannot be split by weights that are all zero. Give at least one a weight.')
  const sign = amount.minor < 0 ? -1n : 1n
  const size = sign * BigInt(amount.minor)
  const parts = shares.map((share, i) => ({ i, whole: (size * share) / total, remainder: (size * share) % total }))
  const left = size - parts.reduce((sum, part) => sum + part.whole, 0n)
  const byRemainder = parts.toSorted((a, b) =>
    a.remainder === b.remainder ? a.i - b.i : a.remainder < b.remainder ? 1 : -1,
  )
  for (const part of byRemainder.slice(0, Number(left))) part.whole += 1n
  return parts.map(part => ofMinor(sign * part.whole, amount.currency))
}

/** The amount in major units as a plain decimal, `1200.50`; exact, for files and programs. */
export function decimalOf(amount: Money): string {
  const digits = minorDigitsOf(amount.currency)
  const text = String(amount.minor)
    .replace('-', '')
    .padStart(digits + 1, '0')
  const sign = amount.minor < 0 ? '-' : ''
  return digits ? `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}` : sign + text
}

/** The amount for people, `€1,200.50`. */
export function formatMoney(amount: Money, locale: string = 'en-US'): string {
  return formatOf(amount.currency, locale).format(decimalOf(amount) as Intl.StringNumericLiteral)
}

/**
 * Reads an amount as people write it: `€1,200.50`, `EUR 1200.50`, `1200.50 EUR`, `-$5`; what `formatMoney` wrote in English
 * comes back the same. Fails as `invalid` without a currency, on separators that could mean two things, and on an amount
 * finer than the currency's minor unit.
 */
export function parseMoney(text: string): Money {
  const [, sign, before, number, after] = text.length > 60 ? [] : (WRITTEN.exec(text) ?? [])
  if (!number || !!before === !!after)
    fail('invalid', `“${text}” is not an amount. Write it with its currency, such as €1,200.50.`)
  const currency = currencyOf((before || after)!)
  const places = minorDigitsOf(currency)
  if (!/^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(number) || (/^\d{1,3},\d{3}$/.test(number) && places > 2))
    fail(
      'invalid',
      `“${text}” can be read in more than one way. Write the amount as ${formatMoney(money('1200.5', currency))}.`,
    )
  if ((number.split('.')[1]?.length ?? 0) > places)
    fail('invalid', `“${text}” is finer than ${currency} can be paid. Write ${places || 'no'} digits after the point.`)
  return money(sign + number.replaceAll(',', ''), currency)
}

const WRITTEN = /^\s*(-?)\s*([^\d,+-]*?)\s*(\d[\d.,]*)\s*([^\d,+-]*?)\s*$/

const UNUSUAL_DIGITS: Record<string, number> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3]),
  ...'CLF UYW'.split(' ').map(code => [code, 4]),
])

let currencies: Set<string> | undefined
let symbols: Map<string, Currency> | undefined
const formats = new Map<string, Intl.NumberFormat>()

function knownCurrencies(): Set<string> {
  currencies ??= new Set([...Intl.supportedValuesOf('currency'), ...Object.keys(UNUSUAL_DIGITS)])
  return currencies
}

function isCurrency(code: string): boolean {
  return knownCurrencies().has(code)
}

function noSuchCurrency(code: string): string {
  const upper = code.toUpperCase()
  const meant = isCurrency(upper) ? upper : nearest(code, knownCurrencies())
  return `“${code}” is not a currency. ${meant ? `Did you mean “${meant}”?` : 'Write its ISO code, such as EUR.'}`
}

function currencyOf(name: string): Currency {
  if (isCurrency(name)) return name
  symbols ??= new Map([...knownCurrencies()].map(code => [symbolOf(code), code]))
  return symbols.get(name) ?? fail('invalid', noSuchCurrency(name))
}

function symbolOf(currency: Currency): string {
  return (
    formatOf(currency, 'en-US')
      .formatToParts(0)
      .find(part => part.type === 'currency')?.value ?? currency
  )
}

function minorOf(amount: Money, currency: Currency): bigint {
  if (amount.currency !== currency)
    fail('invalid', `${currency} and ${amount.currency} cannot be counted together. Convert one of them first.`)
  return BigInt(amount.minor)
}

function ofMinor(minor: bigint, currency: Currency): Money {
  const safe = Number(minor)
  if (!Number.isSafeInteger(safe)) fail('invalid', 'This amount is too large to be counted exactly. Use a smaller one.')
  return { minor: safe, currency }
}

/** The weights as whole numbers in the same proportion. */
function wholeWeights(weights: readonly Decimal[]): bigint[] {
  const exact = weights.map(weight => rational(weight))
  if (exact.some(weight => weight.numerator < 0n))
    fail('invalid', 'A weight cannot be negative. Give each part zero or more.')
  const scale = exact.reduce((product, weight) => leastCommonMultiple(product, weight.denominator), 1n)
  return exact.map(weight => weight.numerator * (scale / weight.denominator))
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y) [x, y] = [y, x % y]
  return (a / x) * b
}

function formatOf(currency: Currency, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  let format = formats.get(key)
  if (!format) {
    const digits = minorDigitsOf(currency)
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formats.set(key, format)
  }
  return format
}
