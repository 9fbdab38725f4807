/** A message that could not be stored, kept as it came until somebody mends or drops it. */
export type Held = {
  /** UUID: the same message always has the same, so that it is held once. */
  id: string
  source: string
  /** When it came: epoch milliseconds. */
  received: number
  /** One word that says what kind of thing is wrong, such as `conflict`. */
  code: string
  reason: string
  /** JSON text of the message. */
  raw: string
}

/**
 * What became of everything that a source brought. `facts` were ever stored and `gone` of these were erased or forgotten
 * since; the others count messages, each in one of the four: sent = stored + duplicate + quarantined + refused.
 */
export type Tally = {
  source: string
  facts: number
  gone: number
  stored: number
  duplicate: number
  /** Held now; one that is stored later is counted there instead. */
  quarantined: number
  refused: number
}

/** Which held messages to look at; `after` is the last one seen. */
export type HeldWhere = {
  source?: string | undefined
  code?: string | undefined
  after?: Pick<Held, 'received' | 'id'> | undefined
  limit: number
}

/** The question for held messages, newest first, and its parameters. */
export function holding({ source, code, after, limit }: HeldWhere): [sql: string, params: (string | number)[]] {
  const params: (string | number)[] = []
  const bound = (value: string | number): string => `$${params.push(value)}`
  const conditions = [
    ...(source === undefined ? [] : [`source = ${bound(source)}`]),
    ...(code === undefined ? [] : [`code = ${bound(code)}`]),
    ...(after === undefined ? [] : [before(bound(after.received), bound(after.received), bound(after.id))]),
  ]
  const where = conditions.length ? `WHERE ${conditions.join(' AND ')}` : ''
  return [`SELECT * FROM quarantine ${where} ORDER BY received DESC, id DESC LIMIT ${Math.floor(limit)}`, params]
}

const before = (received: string, same: string, id: string): string =>
  `(received < ${received} OR (received = ${same} AND id < CAST(${id} AS UUID)))`

export const nothingOf = (source: string): Tally => ({
  source,
  facts: 0,
  gone: 0,
  stored: 0,
  duplicate: 0,
  quarantined: 0,
  refused: 0,
})

/** The figures of each source, added up; sources without any are left out. */
export function addedUp(parts: Iterable<Partial<Tally> & { source: string }>): Tally[] {
  const sums = new Map<string, Tally>()
  for (const part of parts) {
    const sum = sums.get(part.source) ?? nothingOf(part.source)
    sums.set(part.source, sum)
    for (const [figure, more] of Object.entries(part))
      if (figure !== 'source') sum[figure as Exclude<keyof Tally, 'source'>] += more as number
  }
  return [...sums.values()].filter(({ source: _, ...figures }) => Object.values(figures).some(Boolean))
}
