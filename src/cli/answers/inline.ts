import { stringify } from 'yaml'

/** Any value on one line, as YAML writes it. */
export function inline(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
}
