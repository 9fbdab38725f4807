/** Whether a value is an object of named fields. */
export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Gives an object a field of its own, whatever it is called, unless it has one or there is nothing to give. */
export function giveField(fields: Record<string, unknown>, name: string, value: unknown): void {
  if (value === undefined || value === null || value === '' || Object.hasOwn(fields, name)) return
  fields[name] = value
}
