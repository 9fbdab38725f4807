import type { Contribution, Feed } from './catalogue.ts'

export type Member = { name: string; title: string; department: string }

/** What a team reads a number for: it answers for it, aims at it, or signs a scorecard with it. */
export type Use = { team: string; metric: string }

/**
 * What each team puts into the common store beside what it takes from it, those first that take and put nothing in. `now` is
 * epoch milliseconds.
 */
export function contributionsOf(
  feeds: readonly Feed[],
  teams: readonly Member[],
  uses: readonly Use[],
  now: number,
): Contribution[] {
  const all = feeds.filter(came).length
  return teams
    .map(({ name, title, department }) => {
      const own = feeds.filter(({ owner }) => owner === name)
      const fed = new Set(own.filter(came).flatMap(feed => numbersOf(feed)))
      const used = [...new Set(uses.filter(({ team }) => team === name).map(({ metric }) => metric))].sort()
      const part = {
        team: name,
        title,
        department,
        feeds: own.filter(came).map(({ source }) => source),
        waits: own.filter(feed => !came(feed)).map(({ source }) => source),
        lastArrival: newestOf(own.map(({ lastArrival }) => lastArrival)),
        uses: used,
        unfed: used.filter(metric => !fed.has(metric)),
      }
      return { ...part, says: sentenceOf(part, all, now) }
    })
    .sort((a, b) => rank(a) - rank(b) || b.unfed.length - a.unfed.length || (a.team < b.team ? -1 : 1))
}

/** Metrics that would have nothing to count without a feed. */
export const numbersOf = ({ rests }: Feed): string[] =>
  rests.flatMap(({ kind, name }) => (kind === 'metric' ? [name] : []))

/** Whether anything ever came. */
export const came = ({ events, traits }: Feed): boolean => events > 0 || traits > 0

const rank = ({ feeds, uses }: Contribution): number => (feeds.length > 0 ? 2 : uses.length > 0 ? 0 : 1)

function sentenceOf(part: Omit<Contribution, 'says'>, all: number, now: number): string {
  const { feeds, waits, uses, unfed, lastArrival } = part
  const waiting = waits.length > 0 ? ` Nothing has come from ${count(waits.length, 'source')} it answers for.` : ''
  const others = `${count(unfed.length, 'number')} that others feed`
  if (feeds.length === 0) {
    const takes = uses.length > 0 ? ` and uses ${others}` : ''
    return `It contributes 0 of ${count(all, 'source')}${takes}.${waiting}`
  }
  const since = lastArrival === null ? '' : `; something last came ${ago(Date.parse(lastArrival), now)}`
  const takes = unfed.length > 0 ? ` It also uses ${others}.` : ''
  return `It contributes ${feeds.length} of ${count(all, 'source')}${since}.${takes}${waiting}`
}

const DAY_MS = 86_400_000

function ago(at: number, now: number): string {
  const days = Math.floor((now - at) / DAY_MS)
  return days <= 0 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`
}

const count = (many: number, word: string): string => `${many} ${many === 1 ? word : `${word}s`}`

export function newestOf(instants: readonly (string | null | undefined)[]): string | null {
  const known = instants.filter(at => typeof at === 'string').sort()
  return known.at(-1) ?? null
}
