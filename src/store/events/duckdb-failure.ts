import { ProductError } from '../../core/error.ts'
import { explained } from '../failure.ts'

/** Whether DuckDB refuses all further work until the file is opened again. */
export function isBroken(error: unknown): boolean {
  return error instanceof Error && /^(FATAL|INTERNAL) Error|database has been invalidated/i.test(error.message)
}

/** What a person should read when DuckDB failed; an error that is none of the place's comes back as it is. */
export function explainedDuckdb(error: unknown, place: string): unknown {
  if (error instanceof ProductError || !(error instanceof Error)) return error
  const found = FAILURES.find(({ sign }) => sign.test(error.message))
  if (!found) return explained(error, place)
  return new ProductError('unavailable', found.say(place, error.message), { reason: found.reason }, { cause: error })
}

type Failure = { sign: RegExp; reason: string; say(place: string, message: string): string }

const FAILURES: readonly Failure[] = [
  {
    sign: /No space left on device|ENOSPC|Disk quota exceeded/i,
    reason: 'disk_full',
    say: place =>
      `The disk that holds ${place} is full. Free some space and send the same facts again; those that were stored are recognised.`,
  },
  {
    sign: /Could not set lock on file/i,
    reason: 'busy',
    say: (place, message) =>
      `Another process${/PID \d+/.exec(message)?.[0].replace('PID', ', number') ?? ''} has ${place} open. End it and try again.`,
  },
  {
    sign: /Cannot open file .*(Permission denied|Read-only file system)/is,
    reason: 'read_only',
    say: place =>
      `No permission to write ${place}. Let the user who runs Plumbline write there, or name another place.`,
  },
  {
    sign: /(Cannot open|Could not read from) file .*(No such file or directory|Is a directory|Not a directory)/is,
    reason: 'absent',
    say: place => `There is no way to open ${place}. Check that its folder exists and that it is a file.`,
  },
  {
    sign: /not a valid DuckDB database file|Corrupt|checksum|Failure while replaying WAL|Serialization Error/i,
    reason: 'damaged',
    say: place => `The content of ${place} is damaged, or was not written by Plumbline. Keep it, and restore a backup.`,
  },
  {
    sign: /^Out of Memory Error/i,
    reason: 'out_of_memory',
    say: place =>
      `There is too little memory for this question to ${place}. Ask for a shorter period, or give Plumbline more.`,
  },
  {
    sign: /^IO Error/i,
    reason: 'disk_error',
    say: place => `The disk failed to read or write ${place}. Check it, and send the same facts again.`,
  },
  {
    sign: /^(FATAL|INTERNAL) Error|database has been invalidated/i,
    reason: 'interrupted',
    say: place =>
      `Work on ${place} was broken off and is being started again. Send the same facts again; those that were stored are recognised.`,
  },
]
