import { Text } from '@mantine/core'
import type { Win } from '../../features/inbox/inbox.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Section } from '../../kit/page.tsx'
import { Some } from './some.tsx'

const WORDS = { goal: '✓ Goal', metric: '↗ Target', finding: '✓ Put right' } as const

/** What went well: goals that are done, targets that are met again, findings that are gone. */
export function Wins({ wins }: { wins: readonly Win[] }) {
  return (
    <Section title="Worth celebrating">
      {wins.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Goals that are done, targets that are met after they were missed, and findings that are gone will be here.
        </Text>
      ) : (
        <Some
          rows={wins}
          render={({ what, object, says }) => (
            <li key={`${object} ${says}`}>
              <span className="word">{WORDS[what]}</span>
              <span className="what">{object === null ? says : <ObjectLink object={object}>{says}</ObjectLink>}</span>
            </li>
          )}
        />
      )}
    </Section>
  )
}
