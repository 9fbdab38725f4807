/**
 * Which addresses are not the public internet. Sources: the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890, as
 * kept by IANA), the IPv6 address architecture (RFC 4291), and the RFC named with each range.
 */

/** A range that is not the public internet. */
export type Range = {
  cidr: string
  /** What it is, to be put into a sentence after “is in”. */
  title: string
  source: string
  /** Whether it holds machines of a company’s own; the other ranges hold nothing anybody should be sent to. */
  own: boolean
}

/** An address as the bytes it stands for: 4 of IPv4, 16 of IPv6. */
export type Bytes = readonly number[]

const range = (cidr: string, title: string, source: string, own = false): Range => ({ cidr, title, source, own })

export const RANGES: readonly Range[] = [
  range('0.0.0.0/8', 'the range of this host', 'RFC 1122 3.2.1.3'),
  range('10.0.0.0/8', 'a private network', 'RFC 1918', true),
  range('100.64.0.0/10', 'the network of a provider (CGNAT)', 'RFC 6598', true),
  range('127.0.0.0/8', 'this machine itself', 'RFC 1122 3.2.1.3', true),
  range('168.63.129.16/32', 'the virtual host of Azure', 'Microsoft, “What is IP address 168.63.129.16?”'),
  range('169.254.0.0/16', 'the link-local range, where clouds keep their credentials', 'RFC 3927'),
  range('172.16.0.0/12', 'a private network', 'RFC 1918', true),
  range('192.0.0.0/24', 'a range of protocols', 'RFC 6890'),
  range('192.0.2.0/24', 'a range for documentation', 'RFC 5737'),
  range('192.88.99.0/24', 'the relays of 6to4', 'RFC 7526'),
  range('192.168.0.0/16', 'a private network', 'RFC 1918', true),
  range('198.18.0.0/15', 'a range for benchmarks', 'RFC 2544'),
  range('198.51.100.0/24', 'a range for documentation', 'RFC 5737'),
  range('203.0.113.0/24', 'a range for documentation', 'RFC 5737'),
  range('224.0.0.0/4', 'the multicast range', 'RFC 5771'),
  range('240.0.0.0/4', 'a reserved range, with the broadcast address', 'RFC 1112 4, RFC 919'),
  range('::/128', 'the unspecified address', 'RFC 4291 2.5.2'),
  range('::1/128', 'this machine itself', 'RFC 4291 2.5.3', true),
  range('64:ff9b:1::/48', 'a local translation to IPv4', 'RFC 8215'),
  range('100::/64', 'the range that discards', 'RFC 6666'),
  range('2001::/23', 'a range of protocols, Teredo among them', 'RFC 2928, RFC 4380'),
  range('2001:db8::/32', 'a range for documentation', 'RFC 3849'),
  range('2002::/16', 'the range of 6to4', 'RFC 3056, RFC 7526'),
  range('3fff::/20', 'a range for documentation', 'RFC 9637'),
  range('fc00::/7', 'a private network', 'RFC 4193', true),
  range('fe80::/10', 'the link-local range', 'RFC 4291 2.5.6'),
  range('fec0::/10', 'the site-local range', 'RFC 3879'),
  range('ff00::/8', 'the multicast range', 'RFC 4291 2.7'),
]

const OUTSIDE = range('::/0', 'a range that the internet does not use', 'RFC 4291 2.4')

/**
 * The range because of which an address is not the public internet; `undefined` of a public one.
 *
 * IPv4 written within IPv6 (mapped, RFC 4291 2.5.5.2; NAT64, RFC 6052) is judged as the IPv4 address that packets reach in
 * the end. Of the rest of IPv6 only 2000::/3 is in use (RFC 4291 2.4); everything else counts as not public.
 */
export function rangeOf(address: Bytes): Range | undefined {
  const inner = innerOf(address)
  if (inner) return rangeOf(inner)
  const found = COMPILED.find(({ prefix, bits }) => covers(prefix, bits, address))
  if (found) return found.range
  return address.length === 16 && (address[0]! & 0xe0) !== 0x20 ? OUTSIDE : undefined
}

/** Whether an address lies in a range such as `10.0.0.0/8`, or is the address given; IPv4 within IPv6 counts as IPv4. */
export function isWithin(address: Bytes, cidr: string): boolean {
  const { prefix, bits } = compile(cidr)
  return prefix !== undefined && covers(prefix, bits, innerOf(address) ?? address)
}

/** Whether a text is a range or an address that `isWithin` understands. */
export function isRange(cidr: string): boolean {
  const { prefix, bits } = compile(cidr)
  return prefix !== undefined && Number.isInteger(bits) && bits >= 0 && bits <= prefix.length * 8
}

/**
 * The bytes of an address in its plain spelling: four decimal numbers, or groups of IPv6 (RFC 4291 2.2). `undefined` of
 * anything else: a name, a zone, an IPv4 address in octal, hexadecimal, as one number or in fewer parts.
 */
export function bytesOf(text: string): Bytes | undefined {
  return text.includes(':') ? bytesOfV6(text) : bytesOfV4(text)
}

function bytesOfV4(text: string): Bytes | undefined {
  const parts = text.split('.')
  const isPlain = (part: string) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255
  return parts.length === 4 && parts.every(isPlain) ? parts.map(Number) : undefined
}

function bytesOfV6(text: string): Bytes | undefined {
  const cut = text.lastIndexOf(':') + 1
  const tail = text.slice(cut)
  const v4 = tail.includes('.') ? bytesOfV4(tail) : undefined
  if (tail.includes('.') && !v4) return undefined
  const hex = v4 ? `${text.slice(0, cut)}${word(v4, 0)}:${word(v4, 2)}` : text
  const halves = hex.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map(half => (half ? half.split(':') : []))
  if (!groups.flat().every(group => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  const missing = 8 - groups.flat().length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const filled = [...groups[0]!, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...(groups[1] ?? [])]
  return filled.flatMap(group => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
}

const word = (bytes: Bytes, at: number): string => (bytes[at]! * 256 + bytes[at + 1]!).toString(16)

function innerOf(address: Bytes): Bytes | undefined {
  return EMBEDDING.some(prefix => covers(prefix, 96, address)) ? address.slice(12) : undefined
}

function covers(prefix: Bytes, bits: number, address: Bytes): boolean {
  if (prefix.length !== address.length) return false
  const whole = bits >> 3
  for (let i = 0; i < whole; i++) if (prefix[i] !== address[i]) return false
  const rest = bits & 7
  return !rest || prefix[whole]! >> (8 - rest) === address[whole]! >> (8 - rest)
}

function compile(cidr: string): { prefix: Bytes | undefined; bits: number } {
  const [text = '', length, more] = cidr.split('/')
  const prefix = more === undefined ? bytesOf(text) : undefined
  const bits = length === undefined ? (prefix?.length ?? 0) * 8 : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
  return { prefix, bits }
}

const EMBEDDING = ['::ffff:0:0', '64:ff9b::'].map(text => bytesOfV6(text)!)
const COMPILED = RANGES.map(each => ({
  range: each,
  prefix: bytesOf(each.cidr.split('/')[0]!)!,
  bits: compile(each.cidr).bits,
}))
