import { crc32, inflateRawSync } from 'node:zlib'
import { fail, ProductError } from '../../core/error.ts'

/**
 * The files in a zip archive, by name, unpacked when they are asked for. Archives are read as APPNOTE.TXT 6.3 has them, without
 * encryption, zip64 and parts on several disks.
 */
export type Archive = {
  has(name: string): boolean
  /** The unpacked content; fails as `invalid` when it is absent, damaged or locked, as `limit` when it is too large. */
  read(name: string): Buffer
}

type Entry = { flags: number; method: number; check: number; packed: number; unpacked: number; at: number }

const END = 0x06054b50
const ENTRY = 0x02014b50
const CONTENT = 0x04034b50
const LONGEST_COMMENT = 0xffff
const MOST_ENTRIES = 10_000
const ZIP64 = 0xffffffff

/**
 * Opens an archive that may unpack to at most `limit` bytes in all; what it says of its size is checked before anything is
 * unpacked, and what really comes out while it is.
 */
export function openArchive(bytes: Buffer, { name, limit }: { name: string; limit: number }): Archive {
  const tooLarge = () =>
    fail(
      'limit',
      `“${name}” unpacks to more than ${Math.round(limit / 2 ** 20)} MB, which no table should. Copy the rows into a new workbook, or save the sheet as CSV.`,
      { reason: 'expansion' },
    )
  const damaged = (cause?: unknown): never => {
    throw new ProductError(
      'invalid',
      `“${name}” is damaged or cut off: it cannot be unpacked. Save or copy it again.`,
      { reason: 'damaged' },
      { cause },
    )
  }
  const entries = attempt(() => entriesOf(bytes), damaged)
  if ([...entries.values()].reduce((sum, each) => sum + each.unpacked, 0) > limit) tooLarge()
  const seen = new Set<string>()
  let left = limit

  function read(file: string): Buffer {
    const entry = entries.get(file)
    if (!entry) return damaged()
    if (entry.flags & 1)
      fail('invalid', `“${name}” is locked with a password. Save it without one, or save the sheet as CSV.`)
    const packed = attempt(() => contentOf(bytes, entry), damaged)
    const content = entry.method === 0 ? packed : unpack(packed, seen.has(file) ? entry.unpacked : left)
    if (content.length !== entry.unpacked || crc32(content) !== entry.check) damaged()
    if (!seen.has(file)) left -= content.length
    seen.add(file)
    return left < 0 ? tooLarge() : content
  }

  function unpack(packed: Buffer, most: number): Buffer {
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) })
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : damaged(error)
    }
  }

  return { has: file => entries.has(file), read }
}

function attempt<T>(work: () => T, otherwise: (cause: unknown) => never): T {
  try {
    return work()
  } catch (error) {
    return otherwise(error)
  }
}

/** The central directory, which is found from the end of the file. */
function entriesOf(bytes: Buffer): Map<string, Entry> {
  const first = Math.max(0, bytes.length - 22 - LONGEST_COMMENT)
  let end = bytes.length - 22
  while (end >= first && bytes.readUInt32LE(end) !== END) end--
  if (end < first) throw new RangeError('no end of the central directory')
  const count = bytes.readUInt16LE(end + 10)
  if (count > MOST_ENTRIES) throw new RangeError('too many entries')
  const entries = new Map<string, Entry>()
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new RangeError('no entry where one should be')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(offset => bytes.readUInt16LE(at + offset))
    const entry = {
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      check: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    }
    if ([entry.packed, entry.unpacked, entry.at].includes(ZIP64)) throw new RangeError('zip64')
    if (entry.method !== 0 && entry.method !== 8) throw new RangeError(`method ${entry.method}`)
    entries.set(bytes.toString('utf8', at + 46, at + 46 + nameLength!), entry)
    at += 46 + nameLength! + extraLength! + commentLength!
  }
  return entries
}

function contentOf(bytes: Buffer, { at, packed }: Entry): Buffer {
  if (bytes.readUInt32LE(at) !== CONTENT) throw new RangeError('no content where some should be')
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  if (start + packed > bytes.length) throw new RangeError('cut off')
  return bytes.subarray(start, start + packed)
}
