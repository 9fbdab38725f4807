import { Select, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useReading } from '../../features/ask.ts'
import type { courseOfGoal } from '../../features/goal/operations/course.ts'
import { Read, Section } from '../../kit/page.tsx'
import { SeriesChart } from '../../kit/series-chart.tsx'
import type { GoalReading } from './goal-tree.ts'

type Course = NonNullable<ReturnType<typeof useReading<typeof courseOfGoal>>['data']>

/** How the goal came to where it is: progress beside what was expected and how sure people were, or one result’s number. */
export function GoalCourse({ goal }: { goal: GoalReading }) {
  const course = useReading<typeof courseOfGoal>('goal.course', { name: goal.goal })
  return (
    <Section title="Over the cycle">
      <Read query={course} rows={5}>
        {read => <Chart course={read} goal={goal} />}
      </Read>
    </Section>
  )
}

function Chart({ course, goal }: { course: Course; goal: GoalReading }) {
  const [shown, setShown] = useState('goal')
  const labels = useMemo(() => course.days.map(({ day }) => day), [course])
  const index = Number(shown)
  const series = useMemo(() => {
    if (shown === 'goal')
      return [
        { name: 'Progress', unit: '%', values: course.days.map(each => each.progress) },
        { name: 'Expected', unit: '%', values: course.days.map(each => each.expected), dashed: true },
        { name: 'Confidence', unit: '%', values: course.days.map(each => each.confidence) },
      ]
    const result = course.results[index]
    return [
      {
        name: result?.name ?? '',
        unit: result?.unit ?? '',
        values: course.days.map(each => each.results[index]?.current ?? null),
      },
    ]
  }, [course, shown, index])
  if (course.days.length < 2) return <p className="quiet">The cycle has only begun; a line needs two days.</p>
  const result = shown === 'goal' ? undefined : goal.results[index]
  return (
    <Stack gap="xs">
      <Select
        aria-label="What the line shows"
        value={shown}
        onChange={value => setShown(value ?? 'goal')}
        allowDeselect={false}
        data={[
          { value: 'goal', label: 'The goal as a whole' },
          ...course.results.map(({ name }, i) => ({ value: String(i), label: name })),
        ]}
        w="min(100%, 26rem)"
      />
      <SeriesChart
        title={result ? result.name : 'Is it as far as it should be, and are people sure of it?'}
        labels={labels}
        series={series}
        target={result?.to ?? null}
        height={220}
      />
    </Stack>
  )
}
