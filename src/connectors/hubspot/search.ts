/** A record that a search of HubSpot’s CRM found, and the instant of its last change in milliseconds. */
export type Found = { id: string; changed: number }

/** What is searched: everything changed since an instant in the order of change, or the rest of one instant in the order of ids. */
export type Search = { since: number } | { at: number; after: string }

/** The first results of a search, and whether there are more. */
export type Results = { found: Found[]; more: boolean }

/**
 * Everything that changed since an instant, the oldest change first, in portions; what shares an instant may come twice.
 *
 * Each search begins at the last instant seen and only its first results are taken, never those that follow by `after`:
 * a record that changes while pages are turned moves to the end, all that follow it move up by one, and the page after would
 * begin one record too late. It also keeps clear of the 10,000 results that a search gives at most. Since HubSpot sorts by
 * one property only, an instant shared by more records than fit into the results, as after a bulk change, is gone through by id.
 */
export async function* changedSince(
  since: number,
  search: (what: Search) => Promise<Results>,
): AsyncGenerator<Found[]> {
  for (let from = since; ; ) {
    const { found, more } = await search({ since: from })
    if (found.length) yield found
    const last = found.at(-1)
    if (!last || !more) return
    const isStuck = found[0]!.changed === last.changed
    if (isStuck) yield* changedAt(last.changed, search)
    from = isStuck ? last.changed + 1 : last.changed
  }
}

async function* changedAt(at: number, search: (what: Search) => Promise<Results>): AsyncGenerator<Found[]> {
  for (let after = '0'; ; ) {
    const { found, more } = await search({ at, after })
    if (found.length) yield found
    if (!found.length || !more) return
    after = found.at(-1)!.id
  }
}
