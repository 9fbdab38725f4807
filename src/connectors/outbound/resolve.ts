import { lookup } from 'node:dns/promises'
import { isIPv6 } from 'node:net'
import { fail } from '../../core/error.ts'
import { bytesOf } from './address.ts'
import { addressOf, type Rules, refusal, refusedRange } from './destination.ts'

/** The addresses of a name, in their plain spelling; fails or gives none when there is none. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** An address that was checked, to be connected to without looking the name up again. */
export type Pinned = { address: string; family: 4 | 6 }

/** Asks the machine’s own resolver, which also knows its hosts file. */
export async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(each => each.address)
}

/**
 * The addresses of a host, every one of which the rules allow to be reached. Fails as `forbidden` when one of them is not,
 * since a name that leads inside and outside is no accident, and as `unavailable` when there is none.
 *
 * Whoever connects must use these addresses: the name may lead elsewhere when it is looked up again.
 */
export async function pinnedAddresses(
  host: string,
  { privateRanges }: Pick<Rules, 'privateRanges'>,
  resolve: Resolve = resolveBySystem,
): Promise<Pinned[]> {
  const literal = addressOf(host) ? host.replace(/^\[|\]$/g, '') : undefined
  const found = literal ? [literal] : await resolve(host).catch(() => [])
  if (!found.length)
    fail('unavailable', `“${host}” has no address. Check its spelling, and that names can be looked up.`, {
      reason: 'name',
    })
  return found.map(address => {
    const bytes = bytesOf(address)
    if (!bytes) fail('forbidden', `“${host}” leads to something that is no plain address.`, { reason: 'private' })
    const range = refusedRange(bytes, privateRanges)
    if (range) fail('forbidden', refusal(host, range), { reason: 'private' })
    return { address, family: isIPv6(address) ? 6 : 4 }
  })
}
