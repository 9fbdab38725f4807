import { setTimeout as sleep } from 'node:timers/promises'
import type { Asked, Connector, Request } from '../../../connectors/connector.ts'
import { gallery } from '../../../connectors/gallery.ts'
import { createRequest } from '../../../connectors/outbound/request.ts'
import { pinnedAddresses } from '../../../connectors/outbound/resolve.ts'
import { fail } from '../../../core/error.ts'
import { nearest } from '../../../core/problem.ts'
import type { Context, Outside } from '../../context.ts'
import type { Kept } from '../queries.ts'
import { privateRangesOf } from './destination.ts'

/** The systems that are known here. */
export const connectorsOf = (ctx: Context): readonly Connector[] => ctx.outside?.connectors ?? gallery

/** A system by its name, or a sentence that there is none. */
export function connectorOf(ctx: Context, name: string): Connector {
  const found = connectorsOf(ctx).find(each => each.name === name)
  if (found) return found
  const meant = nearest(
    name,
    connectorsOf(ctx).map(each => each.name),
  )
  return fail(
    'not_found',
    `There is no connector “${name}”. ${meant ? `Did you mean “${meant}”?` : 'See “connector list”.'}`,
  )
}

/** What it takes to ask other systems; fails where nothing is kept. */
export function outsideOf(ctx: Context): Outside {
  return (
    ctx.outside ?? fail('unavailable', 'Connections need a place that keeps them. Use a data directory or a server.')
  )
}

/** Where the settings of a connection are sealed for. */
const placeOf = (ctx: Context, connection: string): string => `${ctx.workspace}/${connection}`

export function sealSettings(ctx: Context, connection: string, settings: Readonly<Record<string, string>>): string {
  return outsideOf(ctx).sealing.seal(JSON.stringify(settings), placeOf(ctx, connection))
}

export function openSettings(
  ctx: Context,
  { name, settings }: Pick<Kept, 'name' | 'settings'>,
): Record<string, string> {
  return JSON.parse(outsideOf(ctx).sealing.open(settings, placeOf(ctx, name)))
}

/** What a connector’s API is given to ask with. */
export function askedFor(ctx: Context, connection: Kept, connector: Connector, signal?: AbortSignal): Asked {
  const { allowPrivate } = outsideOf(ctx)
  const allow = connector.api?.hosts ?? []
  const request: Request = (url, init) => {
    const privateRanges = privateRangesOf(URL.parse(url)?.hostname ?? '', allowPrivate)
    return createRequest({ allow, privateRanges, ...(signal ? { signal } : {}) })(url, init)
  }
  return {
    settings: openSettings(ctx, connection),
    request,
    reach: host => pinnedAddresses(host, { privateRanges: privateRangesOf(host, allowPrivate) }),
    queries: Object.fromEntries(
      connection.objects.flatMap(({ object, query, watermark }) =>
        query === undefined ? [] : [[object, { query, watermark }]],
      ),
    ),
    wait: async ms => void (await sleep(ms, undefined, signal ? { signal } : {})),
    now: Date.now,
    ...(signal ? { signal } : {}),
  }
}
