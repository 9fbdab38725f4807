import './goal.css'
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { checkFindings } from '../../features/finding/operations.ts'
import type { Goal } from '../../features/goal/goal.ts'
import type { goalVerbs, measureGoal } from '../../features/goal/operations.ts'
import { counted, moment, share } from '../../kit/figure.ts'
import { Page, Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { useMe } from '../me.ts'
import { CheckInDrawer } from './check-in-drawer.tsx'
import { ConfidenceRounds } from './confidence-round.tsx'
import { GoalAdvice } from './goal-advice.tsx'
import { GoalCourse } from './goal-course.tsx'
import { Contributors, Dependencies, NotDoing } from './goal-people.tsx'
import { GoalPlumb } from './goal-plumb.tsx'
import { GoalResults } from './goal-results.tsx'
import { above, type GoalReading } from './goal-tree.ts'
import { Said } from './said.tsx'

/** One goal: its own plumb line, how far it is, by which numbers that is seen, who carries it, and what was said of it. */
export default function GoalPage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const measured = useReading<typeof measureGoal>('goal.measure', { all: true })
  const goals = Array.isArray(measured.data) ? measured.data : []
  const goal = goals.find(each => each.goal === name)
  if (measured.data !== undefined && !goal) return <NotInForce name={name} />
  return (
    <Read query={measured} rows={12}>
      {() => (goal ? <Shown key={name} goal={goal} goals={goals} /> : null)}
    </Read>
  )
}

function NotInForce({ name }: { name: string }) {
  return (
    <Page title={name} path={[{ text: 'Goals', href: '/goals' }]}>
      <Alert color="gray" title="No goal of that name is in force">
        <Text fz="sm">It may still be waiting for signatures, or have ended.</Text>
        <Anchor component={Link} to={`/agreements/goal/${name}` as string} fz="sm" underline="always">
          Look at its agreement
        </Anchor>
      </Alert>
    </Page>
  )
}

function Shown({ goal, goals }: { goal: GoalReading; goals: readonly GoalReading[] }) {
  const me = useMe()
  const [{ checkIn }, set] = useUrlState()
  const agreed = useReading<typeof goalVerbs.get>('goal.get', { name: goal.goal })
  const checked = useReading<typeof checkFindings>('finding.check', {})
  const revision = agreed.data?.inForce ?? agreed.data?.head
  const spec = revision?.spec as Goal | undefined
  return (
    <Page
      title={goal.title}
      path={[
        { text: 'Goals', href: '/goals' },
        ...above(goal, goals).map(each => ({ text: each.title, href: `/goals/${each.goal}` })),
      ]}
      beside={<Status of={goal.status} />}
      action={
        <Group gap="xs">
          <Button component={Link} to={`/agreements/goal/${goal.goal}` as string} variant="default">
            Signatures and history
          </Button>
          {me.role === 'viewer' ? null : (
            <Button onClick={() => set({ checkIn: 'open' }, { push: true })}>Check in</Button>
          )}
        </Group>
      }
    >
      <Text c="dimmed" fz="sm">
        {`${capital(goal.level)} goal of ${goal.owner}, ${goal.cycle.label}, ${moment(goal.cycle.start)} to ${moment(lastDay(goal.cycle.end))}`}
      </Text>
      {spec?.objective ? <Text maw="70ch">{spec.objective}</Text> : null}
      <Overdue goal={goal} />
      <Numbers goal={goal} />
      <div className="goal-columns">
        <Stack gap="xl">
          <GoalResults goal={goal} />
          <GoalCourse goal={goal} />
          <Contributors goal={goal} />
          <Dependencies goal={goal} goals={goals} />
          <Said goal={goal} />
        </Stack>
        <Stack gap="xl">
          <GoalPlumb goal={goal} goals={goals} findings={checked.data?.findings} />
          <ConfidenceRounds goal={goal} binds={revision?.binds ?? [goal.owner]} />
          <NotDoing what={spec?.notDoing ?? []} />
          {revision ? <GoalAdvice name={goal.goal} revision={revision} /> : null}
        </Stack>
      </div>
      <CheckInDrawer
        goal={goal}
        isOpen={checkIn === 'open' && me.role !== 'viewer'}
        onClose={() => set({ checkIn: undefined })}
      />
    </Page>
  )
}

function Overdue({ goal: { checkIn } }: { goal: GoalReading }) {
  if (checkIn.overdueDays === 0) return null
  return (
    <Text className="goal-overdue" fz="sm">
      {`▲ The check-in was due on ${moment(checkIn.due, { day: true })}, ${counted(checkIn.overdueDays, 'day', 'days')} ago. `}
      {checkIn.last === null
        ? 'Nobody has said yet how it goes.'
        : `The last was on ${moment(checkIn.last, { day: true })}.`}
    </Text>
  )
}

function Numbers({ goal }: { goal: GoalReading }) {
  const facts = [
    ['Progress', share(goal.progress), 'looking back: how much is done'],
    ['Expected by now', share(goal.expected), `${share(goal.elapsed)} of the time has passed`],
    ['Confidence', share(goal.confidence), 'looking forward: how sure people said they are'],
    ['Score', share(goal.score), goal.score === null ? 'told when the cycle is over' : 'what was reached'],
  ] as const
  return (
    <Section title="How it stands" aside={goal.health ? <SaidHealth health={goal.health} /> : null}>
      <dl className="goal-numbers">
        {facts.map(([title, value, says]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {value}
              <small>{says}</small>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function SaidHealth({ health }: { health: string }) {
  return (
    <Text fz="sm" c="dimmed">
      People said last: <Status of={health} />
    </Text>
  )
}

const capital = (text: string): string => text.replace(/^./, first => first.toUpperCase())

/** The day before, as cycles end before a day. */
function lastDay(end: string): string {
  const day = new Date(`${end}T12:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}
