import { BlockList, isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bytes, bytesOf, isRange, isWithin, RANGES, rangeOf } from './address.ts'

const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))
const v6 = fc.array(fc.nat(255), { minLength: 16, maxLength: 16 })
const textOf = (bytes: Bytes): string =>
  bytes.length === 4
    ? bytes.join('.')
    : Array.from({ length: 8 }, (_, i) => (bytes[2 * i]! * 256 + bytes[2 * i + 1]!).toString(16)).join(':')

/** An address within a range: its prefix, and random bits behind it. */
const inside = (cidr: string): fc.Arbitrary<Bytes> => {
  const [text = '', bits = ''] = cidr.split('/')
  const prefix = bytesOf(text)!
  return fc.array(fc.nat(255), { minLength: prefix.length, maxLength: prefix.length }).map(noise =>
    prefix.map((byte, i) => {
      const mask = 255 >> Math.min(8, Math.max(0, Number(bits) - 8 * i))
      return (byte & ~mask) | (noise[i]! & mask)
    }),
  )
}

const blocked = new BlockList()
for (const { cidr } of RANGES) {
  const [text = '', bits = ''] = cidr.split('/')
  blocked.addSubnet(text, Number(bits), text.includes(':') ? 'ipv6' : 'ipv4')
}

test('every address of every range is refused, in either spelling', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...RANGES).chain(({ cidr }) => inside(cidr)),
      bytes => {
        expect(rangeOf(bytes)).toBeDefined()
        expect(rangeOf(bytesOf(textOf(bytes))!)).toEqual(rangeOf(bytes))
      },
    ),
    { numRuns: 3000 },
  )
})

test('IPv4 addresses are judged as Node’s own block list judges them', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        v4,
        fc.constantFrom(...RANGES.filter(r => !r.cidr.includes(':'))).chain(r => inside(r.cidr)),
      ),
      bytes => {
        expect(rangeOf(bytes) !== undefined).toBe(blocked.check(textOf(bytes), 'ipv4'))
      },
    ),
    { numRuns: 5000 },
  )
})

test('IPv6 addresses in use are judged as Node’s own block list judges them, and the others are refused', () => {
  fc.assert(
    fc.property(v6, bytes => {
      const used = (bytes[0]! & 0xe0) === 0x20
      expect(rangeOf(bytes) !== undefined).toBe(!used || blocked.check(textOf(bytes), 'ipv6'))
    }),
    { numRuns: 3000 },
  )
})

test('IPv4 within IPv6 is judged as the address that is reached', () => {
  fc.assert(
    fc.property(v4, bytes => {
      const range = rangeOf(bytes)
      expect(rangeOf(bytesOf(`::ffff:${bytes.join('.')}`)!)).toEqual(range)
      expect(rangeOf(bytesOf(`64:ff9b::${bytes.join('.')}`)!)).toEqual(range)
      expect(rangeOf(bytesOf(`::${bytes.join('.')}`)!)).toBeDefined()
      const sixToFour = [0x20, 0x02, ...bytes, ...Array<number>(10).fill(0)]
      expect(rangeOf(sixToFour)?.title).toBe('the range of 6to4')
    }),
  )
})

test('an address has bytes exactly when Node holds it to be one, but for zones', () => {
  const group = fc.stringMatching(/^[0-9a-f]{0,5}$/)
  const spelling = fc.oneof(
    v4.map(textOf),
    v6.map(textOf),
    fc.array(group, { minLength: 2, maxLength: 9 }).map(groups => groups.join(':')),
    fc
      .array(fc.constantFrom('0', '00', '1', '010', '0x7f', '127', '255', '256', ''), { maxLength: 5 })
      .map(p => p.join('.')),
    fc.tuple(fc.array(group, { maxLength: 7 }), v4).map(([groups, tail]) => [...groups, tail.join('.')].join(':')),
  )
  fc.assert(
    fc.property(spelling, text => {
      expect(bytesOf(text) !== undefined).toBe(isIPv4(text) || isIPv6(text))
    }),
    { numRuns: 5000 },
  )
})

test('every spelling of one IPv6 address has the same bytes', () => {
  fc.assert(
    fc.property(v6, bytes => {
      const short = new URL(`http://[${textOf(bytes)}]/`).hostname.slice(1, -1)
      expect(bytesOf(short)).toEqual(bytes)
      expect(bytesOf(short.toUpperCase())).toEqual(bytes)
    }),
  )
})

describe('known addresses', () => {
  test.each([
    ['8.8.8.8', undefined],
    ['104.16.0.1', undefined],
    ['2606:4700::6810:1', undefined],
    ['64:ff9b::808:808', undefined],
    ['127.0.0.1', 'RFC 1122 3.2.1.3'],
    ['0.0.0.0', 'RFC 1122 3.2.1.3'],
    ['169.254.169.254', 'RFC 3927'],
    ['::ffff:a9fe:a9fe', 'RFC 3927'],
    ['64:ff9b::7f00:1', 'RFC 1122 3.2.1.3'],
    ['100.100.100.200', 'RFC 6598'],
    ['255.255.255.255', 'RFC 1112 4, RFC 919'],
    ['fd00:ec2::254', 'RFC 4193'],
    ['fe80::1', 'RFC 4291 2.5.6'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'RFC 2928, RFC 4380'],
    ['5f00::1', 'RFC 4291 2.4'],
    ['::127.0.0.1', 'RFC 4291 2.4'],
  ])('%s', (address, source) => expect(rangeOf(bytesOf(address)!)?.source).toBe(source))
})

test('a range holds its own addresses and no others', () => {
  expect(isWithin(bytesOf('10.1.2.3')!, '10.1.0.0/16')).toBe(true)
  expect(isWithin(bytesOf('10.2.2.3')!, '10.1.0.0/16')).toBe(false)
  expect(isWithin(bytesOf('::ffff:10.1.2.3')!, '10.1.0.0/16')).toBe(true)
  expect(isWithin(bytesOf('10.1.2.3')!, '10.1.2.3')).toBe(true)
  expect(isWithin(bytesOf('10.1.2.3')!, 'fd00::/8')).toBe(false)
  expect(['10.0.0.0/8', 'fd00::/8', '::1', '0.0.0.0/0'].every(isRange)).toBe(true)
  expect(['10.0.0/8', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'acme.test', 'fd00::/-1', ''].some(isRange)).toBe(
    false,
  )
})
