import { Text } from '@mantine/core'
import { useReading } from '../../features/ask.ts'
import type { Goal } from '../../features/goal/goal.ts'
import type { adviseGoal } from '../../features/goal/operations/advise.ts'
import { Section } from '../../kit/page.tsx'

type AdviceProps = { name: string; revision: { title: string; owner: string; spec: unknown } }

/** What could be better about the goal as it is written, with how people often write it and how it says more. */
export function GoalAdvice({ name, revision: { title, owner, spec } }: AdviceProps) {
  const { data } = useReading<typeof adviseGoal>('goal.advise', { name, title, owner, ...(spec as Goal) })
  if (!data || data.advice.length === 0) return null
  return (
    <Section title="What could be clearer">
      <ul className="goal-list">
        {data.advice.map(({ rule, path, sentence, weak, strong }) => (
          <li key={`${rule} ${path.join('.')}`}>
            {sentence}
            {weak && strong ? (
              <Text fz="xs" c="dimmed">
                Rather than “{weak}”: “{strong}”
              </Text>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}
