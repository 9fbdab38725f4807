/** The sign before the decimals. */
export type Decimal = '.' | ','

/**
 * The number that a text means with a decimal sign, or `undefined` when it is none. Thousands may be grouped by the other
 * sign, spaces or apostrophes, in threes or, by commas, the Indian way; `1.5E+6` is a number too.
 */
export function readNumber(text: string, decimal: Decimal): number | undefined {
  const value = text.trim()
  if ((decimal === '.' ? PLAIN : WHOLE).test(value)) return Number(value)
  if (!(decimal === '.' ? WITH_POINT : WITH_COMMA).test(value)) return undefined
  const digits = value
    .replaceAll(decimal === '.' ? /[,\s'’]/g : /[.\s'’]/g, '')
    .replace(',', '.')
    .replace('−', '-')
  return Number(digits)
}

/** Whether a number's text is the same with either decimal sign, so that it tells nothing about it. */
export function isWhole(text: string): boolean {
  return !/[.,]/.test(text)
}

/** The decimal signs with which a text is a number. */
export function decimalsOf(text: string): Decimal[] {
  return (['.', ','] as const).filter(decimal => readNumber(text, decimal) !== undefined)
}

/** The amount in a text without its currency's sign or code, and that sign or code. */
export function withoutCurrency(text: string): { amount: string; currency?: string } {
  const match =
    /^(?<minus>[-−]?)\s*(?<before>[A-Z]{3}|\p{Sc})?\s*(?<amount>[-−]?[\d.,\s'’]*\d)\s*(?<after>[A-Z]{3}|\p{Sc})?$/u.exec(
      text.trim(),
    )
  const { minus = '', before, amount = text, after } = match?.groups ?? {}
  const currency = before ?? after
  return currency === undefined ? { amount: minus + amount } : { amount: minus + amount, currency }
}

const WHOLE = /^-?\d+$/
const PLAIN = /^-?\d+(?:\.\d+)?$/
const SPACES = " \\u00a0\\u202f'’"
const number = (group: string, decimal: string) =>
  new RegExp(`^[-+−]?(?:(?:\\d+|${group})(?:${decimal}\\d+)?|${decimal}\\d+)(?:E[+-]?\\d{1,3})?$`, 'i')
const threes = (separators: string) => `[1-9]\\d{0,2}(?<by>[${separators}])\\d{3}(?:\\k<by>\\d{3})*`
const WITH_POINT = number(`${threes(`,${SPACES}`)}|[1-9]\\d?(?:,\\d\\d)+,\\d{3}`, '\\.')
const WITH_COMMA = number(threes(`.${SPACES}`), ',')
