import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDecoder, type Encoding } from './encoding.ts'

function decode(
  bytes: Buffer,
  named?: Encoding,
  size = bytes.length || 1,
): { text: string; encoding: Encoding; damaged: boolean } {
  const decoder = createDecoder(named)
  let text = ''
  for (let at = 0; at < bytes.length; at += size) text += decoder.write(bytes.subarray(at, at + size))
  text += decoder.end()
  return { text, encoding: decoder.encoding, damaged: decoder.damaged }
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
const wellFormed = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter(text => text.isWellFormed() && !text.includes('\ufeff'))

describe('the encoding of a file', () => {
  it('reads any UTF-8 back, whatever the cuts', () => {
    fc.assert(
      fc.property(wellFormed, fc.integer({ min: 1, max: 7 }), (text, size) => {
        const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])
        expect(decode(marked, undefined, size)).toEqual({ text, encoding: 'utf-8', damaged: false })
        expect(decode(Buffer.from(text), 'utf-8', size)).toEqual({ text, encoding: 'utf-8', damaged: false })
      }),
    )
  })

  it('reads any UTF-16 back, whatever the cuts', () => {
    fc.assert(
      fc.property(wellFormed, fc.integer({ min: 1, max: 7 }), (text, size) => {
        const little = Buffer.from(`\ufeff${text}`, 'utf16le')
        expect(decode(little, undefined, size)).toEqual({ text, encoding: 'utf-16le', damaged: false })
        expect(decode(utf16be(`\ufeff${text}`), undefined, size)).toEqual({
          text,
          encoding: 'utf-16be',
          damaged: false,
        })
      }),
    )
  })

  it('knows UTF-16 without a mark by the zeros between Latin letters', () => {
    const text = 'id;name\r\n1;Jürgen\r\n'
    expect(decode(Buffer.from(text, 'utf16le'))).toEqual({ text, encoding: 'utf-16le', damaged: false })
    expect(decode(utf16be(text))).toEqual({ text, encoding: 'utf-16be', damaged: false })
  })

  it('takes text that is no UTF-8 for Windows-1252, with its quotes, dashes and euro', () => {
    const bytes = Buffer.from([0x80, 0x20, 0x93, 0xe9, 0x94, 0x96, 0x9f, 0x81])
    expect(decode(bytes)).toEqual({ text: '€ “é”–Ÿ\x81', encoding: 'windows-1252', damaged: false })
  })

  it('decides only at the first letter beyond ASCII, however late it comes', () => {
    const late = Buffer.concat([Buffer.from('a'.repeat(1000)), Buffer.from([0xe9])])
    expect(decode(late, undefined, 100)).toMatchObject({ encoding: 'windows-1252', damaged: false })
    expect(decode(Buffer.from('plain')).encoding).toBe('utf-8')
  })

  it('says so when a file that was UTF-8 stops being it', () => {
    const broken = Buffer.concat([Buffer.from('é'.repeat(50)), Buffer.from([0xe9, 0x2c])])
    expect(decode(broken, undefined, 50)).toMatchObject({ encoding: 'utf-8', damaged: true })
  })

  it('never makes the byte order mark a part of the first column', () => {
    expect(decode(Buffer.from('\ufeffid,name')).text).toBe('id,name')
    expect(decode(Buffer.from('\ufeffid,name'), 'utf-8', 1).text).toBe('id,name')
  })
})
