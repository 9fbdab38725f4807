import { type Details, ProductError } from '../core/error.ts'

/** A word in `details.reason` for each way in which a place where data rests can fail. */
export type Reason =
  | 'disk_full'
  | 'read_only'
  | 'damaged'
  | 'absent'
  | 'busy'
  | 'disk_error'
  | 'unreachable'
  | 'refused'
  | 'contention'
  | 'duplicate'
  | 'referenced'

/**
 * What a person should read when `place` (a file, a folder or a server, as a noun phrase) failed; anything that is not
 * a failure of the place comes back as it is, because it is a bug.
 *
 * Codes of the operating system, of SQLite and of PostgreSQL (SQLSTATE) are understood. A key that exists already is
 * `conflict` with the reason `duplicate`; a row that others refer to, or that refers to nothing, is `referenced`.
 */
export function explained(error: unknown, place: string): unknown {
  if (error instanceof ProductError || !(error instanceof Error)) return error
  const signs = [codeOf(error), ...(error instanceof AggregateError ? error.errors.map(codeOf) : []), error.message]
  const found = FAILURES.find(({ sign }) => signs.some(text => sign.test(text)))
  if (!found) return error
  const details: Details = { reason: found.reason }
  const table = (error as { table?: unknown }).table
  if (typeof table === 'string') details.table = table
  return new ProductError(found.code ?? 'unavailable', found.say(place), details, { cause: error })
}

/** The reason a place failed, when `error` is such a failure. */
export function reasonOf(error: unknown): string | undefined {
  return error instanceof ProductError ? error.details.reason : undefined
}

const codeOf = (error: Error): string => String((error as { code?: unknown }).code ?? '')

type Failure = { sign: RegExp; reason: Reason; code?: 'conflict'; say(place: string): string }

const FAILURES: readonly Failure[] = [
  {
    sign: /^(SQLITE_FULL|ENOSPC|EDQUOT|53100)$/,
    reason: 'disk_full',
    say: place => `The disk that holds ${place} is full. Nothing of this was saved; free some space and try again.`,
  },
  {
    sign: /^(SQLITE_READONLY.*|SQLITE_PERM|EACCES|EPERM|EROFS|25006)$/,
    reason: 'read_only',
    say: place =>
      `No permission to write ${place}. Let the user who runs Plumbline write there, or name another place.`,
  },
  {
    sign: /^(SQLITE_CORRUPT.*|SQLITE_NOTADB|SQLITE_FORMAT|XX001|XX002)$/,
    reason: 'damaged',
    say: place => `The content of ${place} is damaged, or was not written by Plumbline. Keep it, and restore a backup.`,
  },
  {
    sign: /^(SQLITE_CANTOPEN.*|ENOENT|ENOTDIR|EISDIR|ELOOP|ENAMETOOLONG|Cannot open database because the directory.*)$/,
    reason: 'absent',
    say: place => `There is no way to open ${place}. Check the path and the folders above it.`,
  },
  {
    sign: /^(SQLITE_BUSY.*|SQLITE_LOCKED.*|SQLITE_PROTOCOL)$/,
    reason: 'busy',
    say: place => `Another process keeps ${place} locked. End it, or wait until it is done, and try again.`,
  },
  {
    sign: /^(SQLITE_IOERR.*|SQLITE_NOLFS|EIO|58030)$/,
    reason: 'disk_error',
    say: place =>
      `The disk failed to read or write ${place}. Nothing of this was saved; check the disk and its free space.`,
  },
  {
    sign: /^(28P01|28000|SASL.*)$/,
    reason: 'refused',
    say: place => `The user or password for ${place} was refused. Correct it in the URL.`,
  },
  {
    sign: /^3D000$/,
    reason: 'absent',
    say: place => `There is no ${place}. Create the database, or correct its name in the URL.`,
  },
  {
    sign: /^42501$/,
    reason: 'refused',
    say: place => `The user may not do this in ${place}. Grant the right to create and change tables there.`,
  },
  {
    sign: /^(ECONN.*|ENOTFOUND|EAI_.*|ETIMEDOUT|EHOST.*|ENET.*|EPIPE|08...|57P0.|53[0-9]00|Connection terminated.*|timeout exceeded when trying to connect|Client has encountered a connection error.*)$/,
    reason: 'unreachable',
    say: place => `There is no answer from ${place}. Check that it runs and takes connections, and try again.`,
  },
  {
    sign: /^57014$/,
    reason: 'busy',
    say: place => `This took ${place} longer than its time limit allows. Try again, or ask for less at once.`,
  },
  {
    sign: /^(40001|40P01)$/,
    reason: 'contention',
    say: () => 'Too many people are changing the same thing at this moment. Nothing was saved; try again.',
  },
  {
    sign: /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY|ROWID)|23505)$/,
    reason: 'duplicate',
    code: 'conflict',
    say: () => 'This exists already. Choose another name, or change the one that is there.',
  },
  {
    sign: /^(SQLITE_CONSTRAINT_FOREIGNKEY|23503)$/,
    reason: 'referenced',
    code: 'conflict',
    say: () =>
      'Something else rests on this, or this rests on something that is gone. Reload and look at what uses it.',
  },
]
