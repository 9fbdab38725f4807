import type { Connector } from '../../../connectors/connector.ts'
import { isRange } from '../../../connectors/outbound/address.ts'
import { checkUrl, type Rules } from '../../../connectors/outbound/destination.ts'
import { pinnedAddresses } from '../../../connectors/outbound/resolve.ts'
import { databaseOf } from '../../../connectors/warehouse/address.ts'
import { fail, ProductError } from '../../../core/error.ts'

const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/

/** Hosts and ranges that an operator permits, as `db.internal, 10.20.0.0/16` names them. */
export function permittedIn(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map(each => each.toLowerCase())
    .filter(Boolean)
}

/** Whether a text names hosts and ranges, and nothing else. */
export function isPermitted(text: string): boolean {
  return permittedIn(text).every(each => isRange(each) || HOST.test(each))
}

/** Which private addresses a host may lead to: those permitted for all, and a company’s own where the host itself is named. */
export function privateRangesOf(host: string, permitted: readonly string[]): Rules['privateRanges'] {
  if (permitted.includes(host.toLowerCase()) && !isRange(host)) return true
  const ranges = permitted.filter(isRange)
  return ranges.length > 0 ? ranges : false
}

/** Names of fields in which a host is entered as it is. */
const HOST_FIELD = /^(domain|host|instance|site)$/

/**
 * Refuses settings that lead where nothing may be asked, before anything is: addresses that are no plain https or http or
 * database, hosts that are not the system’s, and names that lead into a private network. A name that cannot be looked up
 * now may be one later.
 */
export async function checkDestinations(
  { name, api }: Connector,
  settings: Readonly<Record<string, string>>,
  permitted: readonly string[],
): Promise<void> {
  const hosts: string[] = []
  for (const { name: field } of api?.fields ?? []) {
    const value = settings[field]?.trim() ?? ''
    if (name === 'warehouse' && field === 'url') hosts.push(databaseOf(value).host)
    else if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) hosts.push(hostIn(value, api?.hosts ?? [], permitted))
    else if (HOST_FIELD.test(field) && value) hosts.push(hostIn(`https://${value}/`, api?.hosts ?? [], permitted))
  }
  for (const host of new Set(hosts))
    await pinnedAddresses(host, { privateRanges: privateRangesOf(host, permitted) }).catch(error => {
      if (!(error instanceof ProductError)) throw error
      if (error.code !== 'unavailable') refuse(error.message, error.details.reason)
    })
}

/** Says no as of a wrong input: whoever asks may do it, only not this. */
function refuse(says: string, reason: string | undefined): never {
  const how = reason === 'private' ? ' Whoever runs Plumbline does so with --allow-private.' : ''
  return fail('invalid', `${says}${how}`, reason === undefined ? {} : { reason })
}

function hostIn(url: string, allow: readonly string[], permitted: readonly string[]): string {
  const host = URL.parse(url)?.hostname ?? ''
  const [problem] = checkUrl(url, { allow, privateRanges: privateRangesOf(host, permitted) })
  if (problem) refuse(problem.message, problem.code)
  return host
}
