import { AHEAD_MS, type Trouble } from './event.ts'

/** The instants of a message, as they stand in it. */
export type Clocks = { timestamp?: unknown; originalTimestamp?: unknown; sentAt?: unknown }

/** When a message’s event happened, as epoch milliseconds, and by how much it lies ahead of its arrival. */
export type Moment = { ts: number; aheadMs: number; isSaid: boolean }

const EARLIEST = Date.UTC(1900, 0, 1)

/**
 * When an event happened by our clock: `received − (sentAt − timestamp)`, so that a device whose clock is wrong is put right by
 * as much as it was wrong when it sent the message. Without `sentAt` the timestamp counts as it is, without a timestamp the
 * arrival does. RudderStack’s `originalTimestamp` is the device’s; a `timestamp` beside it was said on purpose or corrected
 * before, so it counts as it is.
 */
export function momentOf({ timestamp, originalTimestamp, sentAt }: Clocks, received: number): Moment | Trouble {
  const isSettled = isGiven(timestamp) && isGiven(originalTimestamp)
  const said = isGiven(timestamp) ? timestamp : originalTimestamp
  if (!isGiven(said)) return { ts: received, aheadMs: 0, isSaid: false }
  const happened = instantIn(said)
  if (happened === undefined)
    return {
      code: 'bad_time',
      reason:
        'The timestamp is no instant. Send it as text with its zone, such as 2026-03-02T09:30:00.000Z, or as milliseconds since 1970.',
    }
  const sent = isSettled ? undefined : sentIn(sentAt)
  const ts = Math.round(sent === undefined ? happened : received - (sent - happened))
  if (ts < EARLIEST) return { code: 'past', reason: 'The timestamp lies before 1900. Correct the clock of the sender.' }
  const aheadMs = ts - received
  if (aheadMs > AHEAD_MS)
    return {
      code: 'future',
      reason: 'The timestamp lies more than 24 hours after the message came. Correct it, or the clock of the sender.',
    }
  return { ts, aheadMs, isSaid: true }
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** The messages of a batch were sent together, so the same text comes again and again. */
function sentIn(sentAt: unknown): number | undefined {
  if (sentAt !== latest.sentAt) latest = { sentAt, ms: instantIn(sentAt) }
  return latest.ms
}

let latest: { sentAt: unknown; ms: number | undefined } = { sentAt: undefined, ms: undefined }

/** Epoch milliseconds of an RFC 3339 text or of milliseconds since 1970; seconds are too like other numbers to be guessed. */
function instantIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value >= SHORTEST && value < LATEST ? value : undefined
  if (typeof value !== 'string') return undefined
  const match = RFC_3339.exec(value)
  if (!match) return /^\d{12,13}$/.test(value) ? instantIn(Number(value)) : undefined
  if (Number(match[2]) > daysIn(Number(match[1]!.slice(0, 4)), Number(match[1]!.slice(5)))) return undefined
  const ms = Date.parse(value.replace(' ', 'T').toUpperCase())
  return Number.isNaN(ms) ? undefined : ms
}

const RFC_3339 =
  /^(\d{4}-(?:0[1-9]|1[0-2]))-(0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** Milliseconds of the year 1973, as large as seconds of the year 5138. */
const SHORTEST = 1e11
const LATEST = Date.UTC(2200, 0, 1)

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
