import type { MiddlewareHandler } from 'hono'
import { fail } from '../core/error.ts'

/** `nonce` is what a page’s own style elements carry; answers that are no pages run and style nothing. */
const contentSecurity = (nonce: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

/** The header in which a page’s nonce reaches this; it goes no further. */
export const NONCE = 'x-plumbline-nonce'

/** Headers that every answer carries: nothing from elsewhere runs, nobody frames us, no address leaks. */
export function secureHeaders({ https }: { https: boolean }): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    const nonce = headers.get(NONCE) ?? undefined
    headers.delete(NONCE)
    headers.set('content-security-policy', contentSecurity(nonce))
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('cross-origin-resource-policy', 'same-origin')
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
    headers.set('x-frame-options', 'DENY')
    if (https) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
  }
}

/**
 * Refuses requests under a host name that is not ours, which is how a page elsewhere would reach a server on this machine
 * (DNS rebinding), and writes that a page of another site sends.
 */
export function sameSite({
  hosts,
  origins,
}: {
  hosts: readonly string[]
  origins: readonly string[]
}): MiddlewareHandler {
  return async (c, next) => {
    const host = (c.req.header('host') ?? '').toLowerCase()
    if (!hosts.includes(host) && !hosts.includes(host.replace(/:\d+$/, '')))
      fail(
        'invalid',
        `This server does not answer to the name “${host.slice(0, 100)}”. Set PLUMBLINE_URL to the address people use.`,
        {
          reason: 'unknown_host',
        },
      )
    const isWrite = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    const isForeign =
      (origin !== undefined && !origins.includes(origin)) ||
      (site !== undefined && !['same-origin', 'none'].includes(site))
    if (isWrite && isForeign)
      fail('forbidden', 'This request comes from a page of another site, so it was not carried out.', {
        reason: 'other_site',
      })
    await next()
  }
}
