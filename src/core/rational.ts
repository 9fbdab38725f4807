import { z } from 'zod'
import { fail } from './error.ts'

/** An exact number; the denominator is positive. */
export type Rational = { numerator: bigint; denominator: bigint }

/** A decimal number as text (`'8.165'`) or as the number whose shortest text is meant (`8.165`). */
export type Decimal = string | number
export const Decimal = z.union([z.string().regex(/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i), z.number()], {
  error: 'must be a number such as 1200.50, without separators of thousands',
})

/** `half-up` rounds halves away from zero, `half-even` to the even neighbour, `down` towards zero. */
export type Rounding = 'half-up' | 'half-even' | 'down'

/** The exact value of a decimal, or of a fraction of two of them. */
export function rational(numerator: Decimal, denominator: Decimal = 1): Rational {
  return divide(exactly(numerator), exactly(denominator))
}

/** The exact product. */
export function multiply(a: Rational, b: Rational): Rational {
  return reduced(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** Fails as `invalid` when `b` is 0. */
export function divide(a: Rational, b: Rational): Rational {
  if (b.numerator === 0n) fail('invalid', 'Nothing can be divided by zero. Give a divisor other than 0.')
  const sign = b.numerator < 0n ? -1n : 1n
  return reduced(sign * a.numerator * b.denominator, sign * a.denominator * b.numerator)
}

/** The nearest whole number. */
export function round(value: Rational, rounding: Rounding): bigint {
  const negative = value.numerator < 0n
  const size = negative ? -value.numerator : value.numerator
  const whole = size / value.denominator
  const twice = (size % value.denominator) * 2n
  const tie = rounding === 'half-up' || whole % 2n === 1n
  const up = rounding !== 'down' && (twice > value.denominator || (twice === value.denominator && tie))
  const result = up ? whole + 1n : whole
  return negative ? -result : result
}

function exactly(decimal: Decimal): Rational {
  const text = String(decimal)
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?$/i.exec(text) ?? []
  if (whole + fraction === '')
    fail('invalid', `“${text}” is not a number. Write one such as 1200.50, without separators of thousands.`)
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  const shift = BigInt(exponent) - BigInt(fraction.length)
  return shift >= 0n ? { numerator: digits * 10n ** shift, denominator: 1n } : reduced(digits, 10n ** -shift)
}

function reduced(numerator: bigint, denominator: bigint): Rational {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator]
  while (b) [a, b] = [b, a % b]
  return a > 1n ? { numerator: numerator / a, denominator: denominator / a } : { numerator, denominator }
}
