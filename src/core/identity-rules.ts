/** What one source calls a person: a kind such as `user`, `email`, `phone`, `anonymous` or `hubspot`, and the value. */
export type Identifier = { kind: string; value: string }

/** How identifiers that facts name together become profiles. */
export type IdentityRules = {
  /**
   * Kinds, the most trusted first: where not all links can hold, those of stronger kinds do. `ids` stands for every kind that
   * is not named; without it such kinds come last.
   */
  order: readonly string[]
  /** The most identifiers of a kind in one profile; `*` is for each kind that is not named. */
  limits: Readonly<Record<string, number>>
  /** An identifier that facts name together with more than so many others ties nothing together. */
  crowd: number
  /** These tie nothing together. `*` in a value stands for any text. */
  blocked: readonly Identifier[]
  /** Two that are never one profile, whatever facts say. */
  apart: readonly (readonly [Identifier, Identifier])[]
  /** Two that are one profile, whatever the limits, unless they are kept apart. */
  together: readonly (readonly [Identifier, Identifier])[]
}

/**
 * What holds where a company agreed on nothing. Nobody has two hundred e-mail addresses, and nobody has been met with a
 * thousand others: both are a shared inbox, a kiosk or a value such as “unknown”, and without an end to them a whole
 * customer base becomes one profile.
 */
export const DEFAULT_RULES: IdentityRules = {
  order: ['user', 'ids', 'email', 'phone', 'anonymous'],
  limits: { '*': 200 },
  crowd: 1000,
  blocked: [],
  apart: [],
  together: [],
}

/** The place of a kind in the order, 0 for the most trusted. */
export function rankOf(kind: string, order: readonly string[]): number {
  const place = order.indexOf(kind)
  const other = place < 0 ? order.indexOf('ids') : place
  return other < 0 ? order.length : other
}

/** The most identifiers of a kind in one profile. */
export const limitOf = (kind: string, { limits }: Pick<IdentityRules, 'limits'>): number =>
  (Object.hasOwn(limits, kind) ? limits[kind] : limits['*']) ?? Number.POSITIVE_INFINITY

/** Says of an identifier whether it is blocked. */
export function blockedBy(blocked: readonly Identifier[]): (identifier: Identifier) => boolean {
  if (!blocked.length) return () => false
  const exact = new Set<string>()
  const patterns: { kind: string; parts: string[] }[] = []
  for (const { kind, value } of blocked) {
    if (value.includes('*')) patterns.push({ kind, parts: value.split('*') })
    else exact.add(`${kind}:${value}`)
  }
  return ({ kind, value }) =>
    exact.has(`${kind}:${value}`) || patterns.some(each => each.kind === kind && fits(value, each.parts))
}

/** Whether the text is these parts in order, with anything between them. */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
  const middle = text.slice(first.length, text.length - last.length)
  let at = 0
  return parts.slice(1, -1).every(part => {
    const found = middle.indexOf(part, at)
    at = found + part.length
    return found >= 0
  })
}
