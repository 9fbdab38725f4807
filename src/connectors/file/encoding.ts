import { isAscii, isUtf8 } from 'node:buffer'

/** How the bytes of a text file stand for characters. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * Turns a file's bytes into text, whatever the cuts between the chunks.
 *
 * Without a named encoding it goes by the byte order mark, by the zeros that UTF-16 leaves between Latin letters, and else
 * by the first chunk that holds more than ASCII: UTF-8 or Windows-1252. Until then both read the same, so nothing has to
 * be read twice. A byte order mark is never part of the text.
 */
export type Decoder = {
  write(bytes: Buffer): string
  end(): string
  /** The encoding in use; `utf-8` while everything was ASCII. */
  readonly encoding: Encoding
  /** Whether bytes occurred that the encoding does not allow; they stand in the text as U+FFFD. */
  readonly damaged: boolean
}

export function createDecoder(named?: Encoding): Decoder {
  let encoding = named
  let started = false
  let damaged = false
  let rest: Buffer = Buffer.alloc(0)

  function decode(bytes: Buffer, last: boolean): string {
    if (!started) {
      const mark = markOf(bytes)
      encoding ??= mark?.encoding ?? utf16Of(bytes)
      if (mark && mark.encoding === encoding) bytes = bytes.subarray(mark.length)
      started = true
    }
    const whole = last ? bytes.length : wholeCharacters(bytes, encoding)
    rest = bytes.subarray(whole)
    return textOf(bytes.subarray(0, whole))
  }

  function textOf(bytes: Buffer): string {
    if (encoding === 'utf-16le' || encoding === 'utf-16be') {
      if (bytes.length % 2) damaged = true
      const even = bytes.subarray(0, bytes.length - (bytes.length % 2))
      return (encoding === 'utf-16le' ? even : Buffer.from(even).swap16()).toString('utf16le')
    }
    if (isAscii(bytes)) return bytes.toString('latin1')
    encoding ??= isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252'
    if (encoding === 'windows-1252') return bytes.toString('latin1').replace(HIGH_CONTROLS, fromWindows1252)
    if (!damaged && !isUtf8(bytes)) damaged = true
    return bytes.toString('utf8')
  }

  return {
    write(bytes) {
      const all = rest.length ? Buffer.concat([rest, bytes]) : bytes
      if (!started && all.length < 4) {
        rest = all
        return ''
      }
      return decode(all, false)
    },
    end() {
      return decode(rest, true)
    },
    get encoding() {
      return encoding ?? 'utf-8'
    },
    get damaged() {
      return damaged
    },
  }
}

function markOf(bytes: Buffer): { encoding: Encoding; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

function utf16Of(bytes: Buffer): Encoding | undefined {
  const pairs = Math.floor(Math.min(bytes.length, 4096) / 2)
  let [zerosFirst, zerosSecond] = [0, 0]
  for (let pair = 0; pair < pairs; pair++) {
    if (bytes[2 * pair] === 0) zerosFirst++
    if (bytes[2 * pair + 1] === 0) zerosSecond++
  }
  if (zerosSecond > pairs * 0.4 && zerosFirst < pairs * 0.05) return 'utf-16le'
  if (zerosFirst > pairs * 0.4 && zerosSecond < pairs * 0.05) return 'utf-16be'
  return undefined
}

/** Whether more of the characters beyond ASCII are valid UTF-8 than not; a few damaged bytes make no other encoding. */
function isMostlyUtf8(bytes: Buffer): boolean {
  if (isUtf8(bytes)) return true
  const text = bytes.toString('utf8')
  const invalid = text.split('\ufffd').length - 1
  const beyondAscii = text.match(/[\u0080-\uffff]/g)?.length ?? 0
  return beyondAscii - invalid >= invalid
}

/** How many leading bytes hold only complete characters. */
function wholeCharacters(bytes: Buffer, encoding: Encoding | undefined): number {
  if (encoding === 'windows-1252') return bytes.length
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return bytes.length - (bytes.length % 2)
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) break
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

// Node's TextDecoder reads windows-1252 as latin1 in some of the versions we support.
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

const HIGH_CONTROLS = new RegExp(`[${String.fromCharCode(0x80)}-${String.fromCharCode(0x9f)}]`, 'g')

function fromWindows1252(character: string): string {
  return WINDOWS_1252[character.charCodeAt(0) - 0x80]!
}
