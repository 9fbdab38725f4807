import { z } from 'zod'
import { fail, ProductError } from './error.ts'
import { nearest } from './problem.ts'

/**
 * A length of time. `business` lengths count working time only, so their `ms` can be compared with other business lengths
 * but not with the clock on the wall. `text` is what was written.
 */
export type Duration = { ms: number; business: boolean; text: string }

/** A length as people write it, such as `30 days`, `4 business hours` or `PT15M`; see `parseDuration`. */
export type DurationText = z.infer<typeof DurationText>
export const DurationText = z
  .string()
  .superRefine((text, context) => {
    const message = mistakeIn(text)
    if (message) context.addIssue({ code: 'custom', message, params: { code: 'not_a_duration' } })
  })
  .meta({ examples: ['30 days', '4 business hours', 'PT15M'] })

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * Reads a length: `90 minutes`, `1 day 12 hours`, `1h30m`, `4 business hours`, `2 working days`, or ISO 8601 such as `PT15M`
 * or `P30D`.
 *
 * A business day is `businessDay` ms long (8 hours unless a schedule says otherwise), a business week five of them. Months and
 * years have no fixed length and are refused. Fails as `invalid` with a sentence that says what to write.
 */
export function parseDuration(text: string, businessDay: number = 8 * HOUR): Duration {
  const trimmed = text.trim()
  if (trimmed.length > 100) refuse(`${trimmed.slice(0, 20)}…`, EXAMPLES)
  if (/^p/i.test(trimmed)) return { ms: isoMs(trimmed), business: false, text }
  if (/\d,\d/.test(trimmed)) refuse(text, `Write the decimal with a point: ${trimmed.replaceAll(',', '.')}.`)
  const parts = [...trimmed.matchAll(PART)]
  if (!parts.length || parts.map(part => part[0]).join('') !== trimmed || /(,|\band)$/i.test(trimmed)) {
    const typo = trimmed.match(/[a-z]+/gi)?.find(word => nearest(word, ['business', 'working']))
    if (typo) refuse(text, `Did you mean “${nearest(typo, ['business', 'working'])}” by “${typo}”?`)
    refuse(text, EXAMPLES)
  }
  const business = parts.filter(part => part[2]).length
  if (business && business < parts.length)
    refuse(text, 'It mixes working time with clock time. Write “business” with every part or with none.')
  const units = business ? businessUnits(businessDay) : UNITS
  return {
    ms: sum(
      text,
      parts.map(part => Number(part[1]) * unitMs(text, part[3]!, units)),
    ),
    business: business > 0,
    text,
  }
}

/** A length for people in one or two units: `45 s`, `12 min`, `4 h 10 min`, `3.2 days`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`
  if (ms < 1000) return ms === 0 ? '0 s' : `${Math.max(1, Math.round(ms))} ms`
  const seconds = Math.round(ms / 1000)
  if (seconds < 600) return two(seconds, 60, 'min', 's')
  const minutes = Math.round(ms / MINUTE)
  if (minutes < 1440) return two(minutes, 60, 'h', 'min')
  const days = ms / DAY < 9.95 ? Math.round((ms / DAY) * 10) / 10 : Math.round(ms / DAY)
  return days === 1 ? '1 day' : `${days} days`
}

const EXAMPLES = 'Write a number and a unit, such as 30 days, 4 business hours or PT15M.'

const PART = /(\d+(?:\.\d+)?|\.\d+)\s*(business|working|work)?\s*([a-z]+)\s*,?\s*(?:and\s+)?/giy

type Units = Record<string, number>

const UNITS: Units = {
  ...named(1, 'ms', 'millisecond'),
  ...named(1000, 's', 'sec', 'second'),
  ...named(MINUTE, 'm', 'min', 'minute'),
  ...named(HOUR, 'h', 'hr', 'hour'),
  ...named(DAY, 'd', 'day'),
  ...named(7 * DAY, 'w', 'wk', 'week'),
}

function named(ms: number, ...names: string[]): Units {
  return Object.fromEntries(
    names.flatMap(name => [
      [name, ms],
      [name.length > 1 && name !== 'ms' ? `${name}s` : name, ms],
    ]),
  )
}

function businessUnits(day: number): Units {
  return { ...UNITS, ...named(day, 'd', 'day'), ...named(5 * day, 'w', 'wk', 'week') }
}

function unitMs(text: string, word: string, units: Units): number {
  const unit = word.toLowerCase()
  if (Object.hasOwn(units, unit)) return units[unit]!
  if (/^(mo|month|quarter|year|y|yr)s?$/.test(unit))
    refuse(text, 'Months and years have no fixed length. Write days or weeks, such as 90 days.')
  const meant = nearest(unit, ['seconds', 'minutes', 'hours', 'days', 'weeks'])
  return refuse(
    text,
    `“${word}” is not a unit of time. ${meant ? `Did you mean “${meant}”?` : 'Use seconds, minutes, hours, days or weeks.'}`,
  )
}

const ISO =
  /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i

function isoMs(text: string): number {
  const parts = ISO.exec(text)?.slice(1)
  if (!parts?.some(part => part !== undefined)) {
    if (/^P[^T]*\d[YM]/i.test(text))
      refuse(text, 'Months and years have no fixed length. Write days or weeks, such as P90D.')
    refuse(text, 'Write ISO 8601 as PT15M, PT4H or P30D, or in words as 30 days.')
  }
  const units = [7 * DAY, DAY, HOUR, MINUTE, 1000]
  return sum(
    text,
    parts.map((part, i) => Number(part ?? 0) * units[i]!),
  )
}

function sum(text: string, parts: number[]): number {
  const ms = Math.round(parts.reduce((a, b) => a + b, 0))
  return Number.isSafeInteger(ms) ? ms : refuse(text, 'It is too long to count.')
}

function two(count: number, per: number, large: string, small: string): string {
  const [whole, rest] = [Math.floor(count / per), count % per]
  if (!whole) return `${rest} ${small}`
  return rest ? `${whole} ${large} ${rest} ${small}` : `${whole} ${large}`
}

function refuse(text: string, repair: string): never {
  return fail('invalid', `“${text}” is not a length of time. ${repair}`)
}

function mistakeIn(text: string): string | undefined {
  try {
    parseDuration(text)
    return undefined
  } catch (error) {
    if (error instanceof ProductError) return error.message
    throw error
  }
}
