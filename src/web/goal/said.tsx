import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useReading } from '../../features/ask.ts'
import type { listCheckIns } from '../../features/check-in/operations.ts'
import type { listPeople } from '../../features/team/operations.ts'
import { figure, moment, share } from '../../kit/figure.ts'
import { Empty, Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import type { GoalReading } from './goal-tree.ts'

const FIRST = 5
export const SAID_LIMIT = 200

/** What was said of the goal, newest first. */
export function Said({ goal }: { goal: GoalReading }) {
  const said = useReading<typeof listCheckIns>('check-in.list', { goal: goal.goal, limit: SAID_LIMIT })
  const people = useReading<typeof listPeople>('person.list', {})
  const [isAll, setAll] = useState(false)
  const nameOf = (by: string | undefined) => people.data?.find(({ id }) => id === by)?.name ?? by ?? 'somebody'
  return (
    <Section title="Check-ins">
      <Read query={said} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              what="Nobody has said yet how it goes."
              why="A minute a week, by whoever knows, tells the others early enough to help."
            />
          ) : (
            <div>
              <ul className="goal-said">
                {items.slice(0, isAll ? items.length : FIRST).map(each => (
                  <li key={each.id}>
                    <Group gap="sm">
                      {each.health ? <Status of={each.health} /> : null}
                      {each.confidence === undefined ? null : (
                        <Text span fz="sm" className="figures">
                          confidence {share(each.confidence)}
                        </Text>
                      )}
                      {each.value === undefined ? null : (
                        <Text span fz="sm" className="figures">
                          {figure(each.value, goal.results.find(({ name }) => name === each.result)?.unit ?? '')}
                          {each.source ? `, from ${each.source}` : ''}
                        </Text>
                      )}
                      <Text span fz="xs" c="dimmed">
                        {moment(each.at)}, {nameOf(each.by)}
                        {each.result ? `, of “${each.result}”` : ''}
                      </Text>
                    </Group>
                    {each.note ? <Text fz="sm">{each.note}</Text> : null}
                    {each.blockers ? (
                      <Text fz="sm">
                        <Text span fw={600} fz="sm">
                          In the way:
                        </Text>{' '}
                        {each.blockers}
                      </Text>
                    ) : null}
                  </li>
                ))}
              </ul>
              {items.length > FIRST ? (
                <Button variant="subtle" size="compact-xs" onClick={() => setAll(!isAll)} aria-expanded={isAll}>
                  {isAll ? 'Fewer' : `All ${items.length}`}
                </Button>
              ) : null}
            </div>
          )
        }
      </Read>
    </Section>
  )
}
