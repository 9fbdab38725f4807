import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Owed as OwedItem } from '../../features/inbox/inbox.ts'
import { moment } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Empty, Section } from '../../kit/page.tsx'
import { Some } from './some.tsx'

const WORDS = { signature: 'To sign', objection: 'Objection', 'check-in': 'Check-in', drift: 'Drifted' } as const
const SIGNS = { signature: '✎', objection: '▲', 'check-in': '◷', drift: '↝' } as const

/** What waits for the reader, each with a sentence and a link to where it is done. */
export function Owed({ owed, teams }: { owed: readonly OwedItem[]; teams: readonly string[] }) {
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
            <Button component={Link} to="/agreements" variant="default" size="xs">
              See all agreements
            </Button>
          }
        />
      ) : (
        <Some
          rows={owed}
          first={8}
          render={({ id, what, object, title, says, since }) => (
            <li key={id}>
              <span className="word">
                <span aria-hidden="true">{SIGNS[what]} </span>
                {WORDS[what]}
              </span>
              <span className="what">
                <ObjectLink object={object}>{title}</ObjectLink>
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
