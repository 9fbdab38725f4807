import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Owed as OwedItem } from '../../features/inbox/inbox.ts'
import { moment } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Empty, Section } from '../../kit/page.tsx'
import { Some } from './some.tsx'

const WORDS = {
  signature: '✎ To sign',
  objection: '▲ Objection',
  'check-in': '◷ Check-in',
  mention: '@ Mention',
  drift: '↝ Drifted',
  connection: '✕ Connection',
  feed: '◌ Feed',
} as const

type OwedProps = { owed: readonly OwedItem[]; teams: readonly string[]; isAdmin: boolean }

/** What waits for the reader, each with a sentence and a link to where it is done. */
export function Owed({ owed, teams, isAdmin }: OwedProps) {
  return (
    <Section title={owed.length > 0 ? `What waits for you (${owed.length})` : 'What waits for you'}>
      {owed.length === 0 ? (
        <Empty
          what="Nothing waits for you."
          why={
            teams.length > 0
              ? 'Signatures, objections and check-ins of your teams will be here, the oldest first.'
              : 'You belong to no team. Signatures, objections and check-ins of your teams will be here once you do.'
          }
          action={
            isAdmin && teams.length === 0 ? (
              <Button component={Link} to="/settings" search={{ part: 'teams' } as never} variant="default" size="xs">
                Set up teams and people
              </Button>
            ) : (
              <Button component={Link} to="/agreements" variant="default" size="xs">
                See all agreements
              </Button>
            )
          }
        />
      ) : (
        <Some
          rows={owed}
          first={8}
          render={({ id, what, object, title, says, since }) => (
            <li key={id}>
              <span className="word">{WORDS[what]}</span>
              <span className="what">
                <ObjectLink object={object} agreement={what !== 'check-in'}>
                  {title}
                </ObjectLink>
                <br />
                {says}
              </span>
              <span className="when">{since === null ? '' : moment(since, { day: true })}</span>
            </li>
          )}
        />
      )}
    </Section>
  )
}
