import './goal.css'
import { Anchor, Button, Group, Select, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useReading } from '../../features/ask.ts'
import { LEVELS } from '../../features/goal/goal.ts'
import type { measureGoal } from '../../features/goal/operations.ts'
import { STATUSES } from '../../features/goal/progress.ts'
import { counted, moment, share } from '../../kit/figure.ts'
import { Empty, Page, Read } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { Way } from '../../kit/way.tsx'
import { useMe } from '../me.ts'
import { DueCheckIns } from './due-check-ins.tsx'
import { type GoalReading, type InTree, treeOf } from './goal-tree.ts'
import { ImportGoals } from './import-dialog.tsx'

/** Every goal in force, under the one it serves: how far, how far it should be, how sure people are, and what was reached. */
export default function GoalsPage() {
  const me = useMe()
  const measured = useReading<typeof measureGoal>('goal.measure', { all: true })
  return (
    <Page
      title="Goals"
      action={
        me.role === 'viewer' ? null : (
          <Group gap="xs">
            <ImportGoals />
            <Button component={Link} to={'/agreements/goal/new' as string}>
              New goal
            </Button>
          </Group>
        )
      }
    >
      {me.role === 'viewer' ? null : <DueCheckIns />}
      <Read query={measured} rows={12}>
        {goals => <Goals goals={Array.isArray(goals) ? goals : [goals]} />}
      </Read>
    </Page>
  )
}

function Goals({ goals }: { goals: readonly GoalReading[] }) {
  const [{ level, cycle, team, status, q = '' }, set] = useUrlState()
  const options = useMemo(() => optionsOf(goals), [goals])
  const rows = useMemo(() => {
    const wanted = goals.filter(
      each =>
        (level === undefined || each.level === level) &&
        (cycle === undefined || each.cycle.label === cycle) &&
        (team === undefined || teamsOf(each).includes(team)) &&
        (status === undefined || each.status === status) &&
        each.title.toLowerCase().includes(q.toLowerCase()),
    )
    return treeOf(wanted)
  }, [goals, level, cycle, team, status, q])
  if (goals.length === 0)
    return (
      <Empty
        what="Here will be what the company and its teams want to reach."
        why="A goal that everybody who carries it has signed is worth more than ten that were announced."
        action={
          <Button component={Link} to={'/agreements/goal/new' as string}>
            Write the first goal
          </Button>
        }
      />
    )
  const choice = (name: 'level' | 'cycle' | 'team' | 'status', all: string, value: string | undefined) => (
    <Select
      aria-label={name}
      placeholder={all}
      data={options[name]}
      value={value ?? null}
      onChange={chosen => set({ [name]: chosen ?? undefined })}
      clearable
      w={{ base: 'calc(50% - 0.25rem)', sm: 165 }}
    />
  )
  return (
    <>
      <Group gap="sm">
        <TextInput
          aria-label="Find a goal"
          placeholder="Find a goal"
          value={q}
          onChange={event => set({ q: event.currentTarget.value })}
          w={{ base: '100%', sm: 180 }}
        />
        {choice('level', 'Every level', level)}
        {choice('cycle', 'Every cycle', cycle)}
        {choice('team', 'Every team', team)}
        {choice('status', 'Every status', status)}
      </Group>
      <Table
        caption="Goals"
        csv="goals"
        rows={rows}
        rowKey={row => row.goal.goal}
        columns={COLUMNS}
        empty={
          <Empty
            what="No goal is like that."
            why="Take a filter away to see more."
            action={
              <Button
                variant="default"
                onClick={() =>
                  set({ level: undefined, cycle: undefined, team: undefined, status: undefined, q: undefined })
                }
              >
                Show all goals
              </Button>
            }
          />
        }
      />
      <Text fz="xs" c="dimmed">
        Progress looks back, confidence looks forward, and a score stands only when the cycle is over. They are never
        mixed.
        {goals[0] ? ` Numbers are known until ${moment(goals[0].receipt.asOf)}.` : ''}
      </Text>
    </>
  )
}

const COLUMNS: readonly Column<InTree>[] = [
  {
    id: 'goal',
    title: 'Goal',
    value: ({ goal }) => goal.title,
    cell: ({ goal, depth }) => (
      <div className="goal-name" style={{ paddingLeft: depth * 18 }}>
        <Anchor component={Link} to={`/goals/${goal.goal}` as string} fz="sm">
          {goal.title}
        </Anchor>
        <Text fz="xs" c="dimmed">
          {goal.level}, {goal.owner}
          {goal.contributors.length > 0 ? ` with ${goal.contributors.map(each => each.team).join(', ')}` : ''}
        </Text>
      </div>
    ),
  },
  {
    id: 'cycle',
    title: 'Cycle',
    wide: true,
    value: ({ goal }) => goal.cycle.label,
    cell: ({ goal }) => goal.cycle.label,
  },
  { id: 'status', title: 'Status', value: ({ goal }) => goal.status, cell: ({ goal }) => <Status of={goal.status} /> },
  {
    id: 'way',
    title: 'Progress',
    align: 'right',
    value: ({ goal }) => goal.progress,
    cell: ({ goal }) => (
      <div className="goal-way">
        {share(goal.progress)}
        <Way done={goal.progress} expected={goal.expected} what={goal.title} />
      </div>
    ),
  },
  {
    id: 'expected',
    title: 'Expected by now',
    align: 'right',
    wide: true,
    value: ({ goal }) => goal.expected,
    cell: ({ goal }) => share(goal.expected),
  },
  {
    id: 'confidence',
    title: 'Confidence',
    align: 'right',
    wide: true,
    value: ({ goal }) => goal.confidence,
    cell: ({ goal }) => share(goal.confidence),
  },
  {
    id: 'score',
    title: 'Score',
    align: 'right',
    wide: true,
    value: ({ goal }) => goal.score,
    cell: ({ goal }) => (goal.score === null ? <span title="Told when the cycle is over">–</span> : share(goal.score)),
  },
  {
    id: 'said',
    title: 'People say',
    wide: true,
    value: ({ goal }) => goal.health,
    cell: ({ goal }) => (goal.health === null ? <span className="quiet">–</span> : <Status of={goal.health} />),
  },
  {
    id: 'last',
    title: 'Last check-in',
    wide: true,
    value: ({ goal }) => goal.checkIn.last,
    cell: ({ goal: { checkIn } }) => (
      <>
        {moment(checkIn.last, { day: true })}
        {checkIn.overdueDays > 0 ? (
          <Text fz="xs" className="goal-overdue">
            {counted(checkIn.overdueDays, 'day', 'days')} overdue
          </Text>
        ) : null}
      </>
    ),
  },
]

const teamsOf = ({ owner, contributors }: GoalReading): string[] => [owner, ...contributors.map(({ team }) => team)]

function optionsOf(goals: readonly GoalReading[]) {
  return {
    level: LEVELS.filter(each => goals.some(({ level }) => level === each)),
    cycle: [...new Set(goals.map(each => each.cycle.label))].toSorted(),
    team: [...new Set(goals.flatMap(teamsOf))].toSorted(),
    status: STATUSES.filter(each => goals.some(({ status }) => status === each)),
  }
}
