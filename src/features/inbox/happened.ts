import type { Agreement } from '../agreement/agreement.ts'
import type { Happened } from './inbox.ts'

/** A goal and the word for how it stood then and stands now. */
export type Moved = { goal: string; title: string; owner: string; before: string; after: string }

/** What happened after an instant, the newest first; what was taken over from files at one instant is one entry. */
export function happenedSince(since: string, agreements: readonly Agreement[], moved: readonly Moved[]): Happened[] {
  const single: Happened[] = []
  const takenOver = new Map<string, number>()
  for (const { kind, name, head, inForce, retiredAt, retiredWhy } of agreements) {
    const about = { object: `${kind}/${name}`, title: head.title, team: head.owner }
    const thing = `The ${kind} “${head.title}”`
    if (retiredAt !== null) {
      if (retiredAt > since)
        single.push({ ...about, what: 'retired', at: retiredAt, says: `${thing} ended: ${retiredWhy}` })
      continue
    }
    const begun = inForce?.inForceAt
    if (inForce && begun && begun > since) {
      if (inForce.adopted === 'reviewed') takenOver.set(begun, (takenOver.get(begun) ?? 0) + 1)
      else
        single.push({ ...about, what: 'in force', at: begun, says: `${thing} came into force. ${inForce.why}`.trim() })
    }
    if (head.proposed && head.number !== inForce?.number && head.at > since)
      single.push({
        ...about,
        what: 'proposed',
        at: head.at,
        says: `${inForce ? `${thing}: a change was proposed.` : `${thing} was proposed.`} ${head.why}`.trim(),
      })
  }
  const many = [...takenOver].map(([at, count]): Happened => {
    const things = count === 1 ? 'An agreement was' : `${count} agreements were`
    return {
      what: 'taken over',
      object: null,
      title: 'Files',
      team: null,
      at,
      says: `${things} taken over from reviewed files.`,
    }
  })
  const goals = moved.map(
    ({ goal, title, owner, before, after }): Happened => ({
      what: 'status',
      object: `goal/${goal}`,
      title,
      team: owner,
      at: null,
      says: `“${title}” was ${before} and is ${after} now.`,
    }),
  )
  return [...goals, ...[...single, ...many].toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))]
}
