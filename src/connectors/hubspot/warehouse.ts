import type { Preset } from '../connector.ts'

/** Prefixes by which tools that copy HubSpot’s API into a warehouse tell its properties from columns of their own. */
const PREFIXES = ['property_', 'properties_', 'properties.']

/** A preset of the API that knows its properties in a warehouse’s tables as well, and in the API’s own objects. */
export function knownInWarehouses(preset: Preset): Preset {
  const properties = new Set(
    [...preset.columns, ...textsIn(preset.source)].filter(text => /^[a-z][a-z0-9_]*$/.test(text)),
  )
  const also = [...properties].map(name => [name, PREFIXES.map(prefix => prefix + name)] as const)
  const own = Object.entries(preset.also ?? {}).map(([name, names]) => [
    name,
    [...names, ...PREFIXES.map(each => each + name)],
  ])
  return { ...preset, also: { ...Object.fromEntries(also), ...Object.fromEntries(own) } }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => [key, ...textsIn(each)])
}
