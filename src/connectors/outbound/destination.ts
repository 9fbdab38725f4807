import type { Problem } from '../../core/problem.ts'
import { type Bytes, bytesOf, isWithin, type Range, rangeOf } from './address.ts'

/** Where a connection may lead. Nothing is allowed that is not named. */
export type Rules = {
  /**
   * Hosts that may be asked: `api.acme.test`, `*.acme.test` for any part before, `10.1.2.3:8443` with a port other than the
   * usual one of http or https. Letter case does not matter.
   */
  allow: readonly string[]
  /**
   * Which addresses outside the public internet may be reached: none, those of a company’s own networks, or the ranges and
   * addresses listed, such as `10.20.0.0/16`. It widens nothing else: the host must be allowed as well.
   */
  privateRanges: boolean | readonly string[]
}

/**
 * What is wrong with asking an address, as far as its text tells; the name behind it is looked up when it is asked.
 *
 * Spellings that programs read differently (numbers for an IPv4 address, letters outside ASCII, a backslash, a dot at the
 * end, a name and password before the host) are refused even where they would lead to an allowed host.
 */
export function checkUrl(url: string, rules: Rules): Problem[] {
  if (!/^[\x21-\x7e]+$/.test(url) || url.includes('\\'))
    return [
      problem('spelling', 'The address holds spaces, backslashes or letters outside ASCII. Write it without them.'),
    ]
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  if (scheme !== 'http' && scheme !== 'https')
    return [problem('scheme', 'The address must begin with https:// or http://.')]
  const shape = SHAPE.exec(url)
  const parsed = URL.parse(url)
  if (!shape || !parsed) return [problem('spelling', 'The address is not spelt as one. Write it as https://host/path.')]
  const [, credentials, host = ''] = shape
  if (credentials !== undefined)
    return [
      problem(
        'credentials',
        'The address carries a name or password before its host. Enter them in fields of their own.',
      ),
    ]
  if (host.endsWith('.')) return [problem('spelling', `“${host}” ends in a dot. Write it without.`)]
  if (host.toLowerCase() !== parsed.hostname)
    return [problem('spelling', `“${host}” is an unusual spelling of ${parsed.hostname}. Write that instead.`)]
  const refused = refusedHost(parsed.hostname, rules.privateRanges)
  const port = Number(parsed.port || USUAL[scheme])
  return [
    ...(refused ? [problem('private', refused)] : []),
    ...(isAllowed(parsed.hostname, port, scheme, rules.allow) ? [] : [problem('host', notAllowed(parsed))]),
  ]
}

/** The range because of which an address may not be reached; `undefined` when it may. */
export function refusedRange(address: Bytes, privateRanges: Rules['privateRanges']): Range | undefined {
  const range = rangeOf(address)
  if (!range || privateRanges === false) return range
  if (privateRanges === true) return range.own ? undefined : range
  return privateRanges.some(cidr => isWithin(address, cidr)) ? undefined : range
}

/** The bytes of a host that is an address, with or without the brackets of IPv6; `undefined` of a name. */
export function addressOf(host: string): Bytes | undefined {
  return bytesOf(host.startsWith('[') ? host.slice(1, -1) : host)
}

/** Why a host with an address in that range is not asked, and what to do. */
export function refusal(host: string, range: Range): string {
  return `“${host}” is in ${range.title} (${range.source}), which is not asked. ${
    range.own ? 'Allow that range if this is meant.' : 'Enter an address on the internet.'
  }`
}

const SHAPE = /^https?:\/\/(?:([^/?#]*)@)?(\[[^\]/?#@]*\]|[^:/?#@[\]]+)(?::\d+)?(?:[/?#].*)?$/i
const USUAL = { http: 80, https: 443 }

// RFC 6761, RFC 6762, RFC 8375, and “internal”, which ICANN set aside for private use in 2024.
const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa)$|^[^.]+$/

function refusedHost(host: string, privateRanges: Rules['privateRanges']): string | undefined {
  const address = addressOf(host)
  const range = address && refusedRange(address, privateRanges)
  if (range) return refusal(host, range)
  if (!address && privateRanges === false && LOCAL_NAME.test(host))
    return `“${host}” is a name of a private network, which is not asked. Allow that network if this is meant.`
}

function isAllowed(host: string, port: number, scheme: 'http' | 'https', allow: readonly string[]): boolean {
  return allow.some(entry => {
    const [, pattern = '', wanted] = /^(.*?)(?::(\d+))?$/.exec(bracketed(entry.toLowerCase())) ?? []
    if (port !== Number(wanted ?? USUAL[scheme])) return false
    if (!pattern.startsWith('*.')) return host === pattern
    const parent = pattern.slice(1)
    return (
      /^\.[^.*]+\.[^*]*[^.*]$/.test(parent) && !addressOf(host) && host.endsWith(parent) && host.length > parent.length
    )
  })
}

const bracketed = (entry: string): string => (bytesOf(entry)?.length === 16 ? `[${entry}]` : entry)

function notAllowed({ host }: URL): string {
  return `“${host}” is not among the hosts that may be asked. Correct the address, or have the host allowed.`
}

function problem(code: string, message: string): Problem {
  return { path: [], code, message }
}
