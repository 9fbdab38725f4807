import { formatShare } from '../../core/share.ts'
import type { dueCheckIns, listCheckIns } from '../../features/check-in/operations.ts'
import type { Round } from '../../features/check-in/round.ts'
import type { Form, NameOf } from '../format.ts'

type CheckIn = Awaited<ReturnType<typeof listCheckIns>>['items'][number]
type Due = Awaited<ReturnType<typeof dueCheckIns>>[number]

/** What was said, newest first: people see it in a line, programs each field. */
export function checkInsForm({ items }: { items: CheckIn[] }, nameOf: NameOf): Form {
  const fields = ['at', 'goal', 'result', 'value', 'source', 'confidence', 'health', 'note', 'blockers', 'by'] as const
  return {
    table: { columns: [...fields], rows: items.map(each => fields.map(field => each[field])) },
    read: {
      columns: ['when', 'goal', 'result', 'says', 'note', 'by'],
      rows: items.map(each => [
        each.at,
        each.goal,
        each.result ?? '',
        saying(each),
        [each.note, each.blockers && `In the way: ${each.blockers}`].filter(Boolean).join(' '),
        each.by === undefined ? '' : nameOf(each.by),
      ]),
    },
  }
}

/** One check-in, as it was stored. */
export const checkInForm = (checkIn: CheckIn, nameOf: NameOf): Form => checkInsForm({ items: [checkIn] }, nameOf)

function saying({ value, source, confidence, health }: CheckIn): string {
  const parts = [
    health,
    value === undefined ? undefined : source === undefined ? `${value}` : `${value} (${source})`,
    confidence === undefined ? undefined : `${formatShare(confidence)} sure`,
  ]
  return parts.filter(part => part !== undefined).join(', ')
}

/** What is owed, the longest overdue first. */
export function dueForm(due: Due[]): Form {
  return {
    read: {
      columns: ['goal', 'owner', 'cycle', 'said last', 'due', 'days overdue'],
      rows: due.map(each => [
        each.title,
        each.owner,
        each.cycle,
        each.last?.slice(0, 10) ?? 'never',
        each.due.slice(0, 10),
        each.overdueDays,
      ]),
    },
  }
}

/** Rounds with how many have answered and, once they are shown, the answers. */
export function roundsForm({ items }: { items: Round[] }): Form {
  const share = (value: number | null) => (value === null ? '' : formatShare(value))
  return {
    read: {
      columns: ['round', 'goal', 'team', 'answers', 'middle', 'spread', 'all of them'],
      rows: items.map(each => [
        each.round,
        each.goal,
        each.team,
        `${each.voted} of ${each.of}`,
        share(each.median),
        share(each.spread),
        each.votes?.map(share).join(', ') ?? 'private until all are in',
      ]),
    },
  }
}

/** One round. */
export const roundForm = (round: Round): Form => roundsForm({ items: [round] })
