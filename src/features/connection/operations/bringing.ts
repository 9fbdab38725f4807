import type { Context } from '../../context.ts'
import { selectConnections } from '../queries.ts'

/** Connectors of the connections that bring each source. */
export async function connectorsBySource(ctx: Context): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { connector, objects } of await selectConnections(ctx))
    for (const { source } of objects) found.set(source, [...(found.get(source) ?? []), connector])
  return found
}
