import type { Way } from './catalogue.ts'

/** What is known of how a source’s data comes. */
export type Traces = {
  /** Whether trackers are said to send to it, or messages have come by themselves. */
  collects: boolean
  /** Whether rows were imported. */
  imported: boolean
  /** Connectors of the connections that bring it. */
  connectors: readonly string[]
}

/** How a source’s data comes. What a connection brings is imported too, and is no file for that. */
export function waysOf({ collects, imported, connectors }: Traces): Way[] {
  const asks = connectors.some(name => name !== 'webhook')
  const takes = connectors.includes('webhook')
  return [
    ...(collects && !takes ? ['tracker' as const] : []),
    ...(imported && !asks && !takes ? ['file' as const] : []),
    ...(asks ? ['connection' as const] : []),
    ...(takes ? ['webhook' as const] : []),
  ]
}
