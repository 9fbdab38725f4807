import { Button, Text } from '@mantine/core'
import { useChange } from '../../features/ask.ts'
import type { Happened } from '../../features/inbox/inbox.ts'
import type { seeInbox } from '../../features/inbox/operations.ts'
import { moment } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Failure, Section } from '../../kit/page.tsx'
import { Some } from './some.tsx'

const WORDS = {
  'in force': '✓ In force',
  proposed: '◐ Proposed',
  retired: '○ Ended',
  status: '⇄ Status',
  'taken over': '✓ Taken over',
} as const

type ChangesProps = { happened: readonly Happened[]; since: string; seen: boolean; mentions: boolean }

/** What happened since the reader last said that they have seen it. */
export function Changes({ happened, since, seen, mentions }: ChangesProps) {
  const see = useChange<typeof seeInbox>('inbox.seen')
  return (
    <Section
      title="What changed"
      aside={
        happened.length > 0 || mentions ? (
          <Button variant="default" size="compact-xs" loading={see.isPending} onClick={() => see.mutate({})}>
            I have seen it
          </Button>
        ) : null
      }
    >
      <Text fz="xs" c="dimmed">
        {seen ? `Since you last looked, ${moment(since)}` : 'In the last seven days'}
      </Text>
      <Failure error={see.error} />
      {happened.length === 0 ? (
        <Text fz="sm">Nothing came into force, was proposed or changed its status.</Text>
      ) : (
        <Some
          rows={happened}
          first={6}
          render={({ what, object, title, says, at }) => (
            <li key={`${what} ${object} ${at}`}>
              <span className="word">{WORDS[what]}</span>
              <span className="what">
                {object === null ? null : (
                  <>
                    <ObjectLink object={object} agreement={what !== 'status'}>
                      {title}
                    </ObjectLink>
                    <br />
                  </>
                )}
                {says}
              </span>
              <span className="when">{at === null ? '' : moment(at, { day: true })}</span>
            </li>
          )}
        />
      )}
    </Section>
  )
}
