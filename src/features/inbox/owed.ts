import { type Agreement, missingSignatures } from '../agreement/agreement.ts'
import type { FailingConnection } from '../connection/connection.ts'
import type { Comment } from '../discussion/discussion.ts'
import type { Owed } from './inbox.ts'

/** A check-in that is due, as its feature tells it. */
export type DueCheckIn = { goal: string; title: string; owner: string; cycle: string; due: string; overdueDays: number }

/** A source, with what should have come from it and has not, as its feature tells it. */
export type OverdueSource = {
  source: string
  title: string
  owner: string
  overdue: readonly { event: string | null; expected: string; last: string | null; since: string | null }[]
}

type Asked = {
  /** Teams the person signs for. */
  signsFor: readonly string[]
  /** Whether agreements need signatures, by kind. */
  isSigned(kind: string): boolean
  due: readonly DueCheckIn[]
  /** What was said to them or their teams, and they have not seen. */
  mentions: readonly Comment[]
  /** Connections of their teams that fail. */
  failing: readonly FailingConnection[]
  /** Sources of their teams, with what should have come from them and has not. */
  feeds: readonly OverdueSource[]
}

/** Everything that waits for a person, what has waited longest first. */
export function owedOf(
  agreements: readonly Agreement[],
  { signsFor, isSigned, due, mentions, failing, feeds }: Asked,
): Owed[] {
  const living = agreements.filter(({ retiredAt }) => retiredAt === null)
  const owed = [
    ...living.flatMap(each => (isSigned(each.kind) ? signaturesOf(each, signsFor) : [])),
    ...living.flatMap(each => objectionsTo(each, signsFor)),
    ...living.flatMap(each => (isSigned(each.kind) ? driftsOf(each, signsFor) : [])),
    ...due.map(checkInOf),
    ...mentions.flatMap(each => mentionOf(each, living)),
    ...failing.map(connectionOf),
    ...feeds.flatMap(staleOf),
  ]
  return owed.toSorted((a, b) => compare(a.since ?? '', b.since ?? '') || compare(a.id, b.id))
}

function connectionOf({ name, title, owner, sources, since, says }: FailingConnection): Owed {
  return {
    id: `connection ${name} ${since}`,
    what: 'connection',
    object: `source/${sources[0] ?? name}`,
    title,
    team: owner,
    says,
    since,
  }
}

/** A source of which something that came before is overdue; what never came is nothing that has stopped. */
function staleOf({ source, title, owner, overdue }: OverdueSource): Owed[] {
  const [first] = overdue
    .filter(({ since }) => since !== null)
    .toSorted((a, b) => compare(a.since ?? '', b.since ?? ''))
  if (!first) return []
  const { event, expected, last, since } = first
  return [
    {
      id: `feed ${source} ${event ?? ''} ${since}`,
      what: 'feed',
      object: `source/${source}`,
      title,
      team: owner,
      says: `“${title}” should send ${event === null ? 'data' : `“${event}”`} ${expected}. Nothing has come since ${last?.slice(0, 10)}.`,
      since,
    },
  ]
}

function signaturesOf(agreement: Agreement, signsFor: readonly string[]): Owed[] {
  const { kind, name, head, inForce } = agreement
  if (!head.proposed || head.number === inForce?.number) return []
  return missingSignatures(head)
    .filter(team => signsFor.includes(team))
    .map(team => {
      const others = missingSignatures(head).filter(each => each !== team)
      const rest =
        others.length === 0
          ? 'It is the last one missing.'
          : `${list(others)} ${others.length === 1 ? 'has' : 'have'} to sign too.`
      return {
        id: `signature ${kind}/${name} ${head.number} ${team}`,
        what: 'signature',
        object: `${kind}/${name}`,
        title: head.title,
        team,
        says: `Revision ${head.number} of the ${kind} “${head.title}” waits for the signature of ${team}. ${rest}`,
        since: head.at,
      }
    })
}

function objectionsTo(agreement: Agreement, signsFor: readonly string[]): Owed[] {
  const { kind, name, head, inForce, objections } = agreement
  const spoken = [head.number, inForce?.number]
  const open = objections.filter(({ settledAt, revision }) => settledAt === null && spoken.includes(revision))
  return open.flatMap((objection): Owed[] => {
    const common = { object: `${kind}/${name}`, title: head.title, since: objection.at, what: 'objection' as const }
    if (signsFor.includes(head.owner))
      return [
        {
          ...common,
          id: `objection ${objection.id}`,
          team: head.owner,
          says: `${objection.team} objects to revision ${objection.revision} of the ${kind} “${head.title}”: “${objection.reason}”`,
        },
      ]
    if (signsFor.includes(objection.team) && objection.revision < head.number)
      return [
        {
          ...common,
          id: `settle ${objection.id} ${head.number}`,
          team: objection.team,
          says: `The ${kind} “${head.title}” changed after ${objection.team} objected. Say whether that settles it.`,
        },
      ]
    return []
  })
}

function driftsOf({ kind, name, head, inForce, drift, state }: Agreement, signsFor: readonly string[]): Owed[] {
  if (state !== 'drifted' || !inForce || !signsFor.includes(inForce.owner)) return []
  const what = list(drift.map(each => `${each.kind}/${each.name}`))
  return [
    {
      id: `drift ${kind}/${name} ${inForce.number} ${what}`,
      what: 'drift',
      object: `${kind}/${name}`,
      title: head.title,
      team: inForce.owner,
      says: `The ${kind} “${inForce.title}” rests on ${what}, which changed since it was signed. Look whether it still holds.`,
      since: null,
    },
  ]
}

function checkInOf({ goal, title, owner, cycle, due, overdueDays }: DueCheckIn): Owed {
  const late = overdueDays === 0 ? 'today' : overdueDays === 1 ? 'since yesterday' : `for ${overdueDays} days`
  return {
    id: `check-in ${goal} ${due}`,
    what: 'check-in',
    object: `goal/${goal}`,
    title,
    team: owner,
    says: `A check-in on “${title}” (${cycle}) is due ${late}.`,
    since: due,
  }
}

function mentionOf({ id, kind, name, author, text, at }: Comment, agreements: readonly Agreement[]): Owed[] {
  const about = agreements.find(each => each.kind === kind && each.name === name)
  if (text === null || !about) return []
  const { title } = about.head
  return [
    {
      id: `mention ${id}`,
      what: 'mention',
      object: `${kind}/${name}`,
      title,
      team: null,
      says: `${author} about the ${kind} “${title}”: “${shortened(text)}”`,
      since: at,
    },
  ]
}

const LONGEST = 200

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()} …` : text)

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
