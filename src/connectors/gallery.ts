import type { Connector } from './connector.ts'

/** Every outside system that Plumbline knows, in the order in which people look for them: by team, the most common first. */
export const gallery: readonly Connector[] = []
