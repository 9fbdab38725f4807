import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { againstEach, type Finding } from '../../features/finding/finding.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Section } from '../../kit/page.tsx'
import { PlumbLine } from '../../kit/plumb-line.tsx'
import { Status } from '../../kit/status.tsx'
import type { GoalReading } from './goal-tree.ts'
import { ownLine } from './own-line.ts'

type PlumbProps = { goal: GoalReading; goals: readonly GoalReading[]; findings: readonly Finding[] | undefined }

const NONE: readonly Finding[] = []

/** The goal’s own plumb line: what carries it hangs true, or beside the line with what puts it there. */
export function GoalPlumb({ goal, goals, findings: known }: PlumbProps) {
  const findings = known ?? NONE
  const hung = useMemo(() => ownLine(goal, goals, findings), [goal, goals, findings])
  const against = useMemo(() => againstEach(findings).get(`goal/${goal.goal}`), [findings, goal.goal])
  return (
    <Section title="Its plumb line">
      <PlumbLine
        label={`What carries ${goal.title}`}
        top={
          <div>
            <Text fw={600}>{goal.title}</Text>
            <Text fz="xs" c="dimmed">
              {against
                ? `${against.says.length === 1 ? '1 finding' : `${against.says.length} findings`} about it`
                : known
                  ? 'Nothing is found against the goal itself'
                  : 'Looking …'}
            </Text>
          </div>
        }
        bobs={hung.map(({ key, kind, title, status, object, lean, says }) => ({
          key,
          lean,
          says,
          content: (
            <div>
              <Text fz="sm" component="div">
                {object === null ? title : <ObjectLink object={object}>{title}</ObjectLink>}
              </Text>
              <Text fz="xs" c="dimmed" component="div">
                {kind} {status === null ? null : <Status of={status} />}
              </Text>
            </div>
          ),
        }))}
      />
    </Section>
  )
}
