import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { figure, moment } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { Table } from '../../kit/table.tsx'
import type { GoalReading } from './goal-tree.ts'

/** Who contributes, with what, and the number that shows it. */
export function Contributors({ goal }: { goal: GoalReading }) {
  return (
    <Section title="Who contributes">
      <Table
        caption={`Teams that contribute to ${goal.title}`}
        csv={`contributors-${goal.goal}`}
        rows={goal.contributors}
        rowKey={row => `${row.team} ${row.with}`}
        columns={[
          { id: 'team', title: 'Team', cell: row => row.team, value: row => row.team },
          { id: 'with', title: 'With what', cell: row => row.with, value: row => row.with },
          {
            id: 'metric',
            title: 'Seen by',
            wide: true,
            cell: row =>
              row.metric === undefined ? (
                <span className="quiet">no number</span>
              ) : (
                <ObjectLink object={`metric/${row.metric}`}>{row.title ?? row.metric}</ObjectLink>
              ),
            value: row => row.metric ?? null,
          },
          {
            id: 'current',
            title: 'In the cycle so far',
            align: 'right',
            cell: row => figure(row.current, row.unit ?? ''),
            value: row => row.current,
          },
        ]}
        empty={
          <Text fz="sm" c="dimmed">
            {goal.owner} carries it alone. Where others put something in, let them say with what, and sign it.
          </Text>
        }
      />
    </Section>
  )
}

/** What the goal waits for: confirmed by whoever provides it, or whose risk it is. */
export function Dependencies({ goal, goals }: { goal: GoalReading; goals: readonly GoalReading[] }) {
  if (goal.dependencies.length === 0) return null
  return (
    <Section title="What it depends on">
      <ul className="goal-list">
        {goal.dependencies.map(({ on, for: what, by, goal: theirs, risk, confirmed }) => (
          <li key={`${on} ${what}`}>
            <strong>{on}</strong>: {what}
            {by === undefined ? '' : `, by ${moment(by)}`}
            {theirs === undefined ? null : (
              <>
                , in{' '}
                <Anchor component={Link} to={`/goals/${theirs}` as string} fz="sm" underline="always">
                  {goals.find(each => each.goal === theirs)?.title ?? theirs}
                </Anchor>
              </>
            )}
            <Text fz="xs" c="dimmed" component="div">
              {risk ? (
                <>
                  <Status of="at risk" /> Not confirmed. The risk is with {risk.owner}: {risk.plan}
                </>
              ) : confirmed ? (
                `✓ ${on} has confirmed it`
              ) : (
                `○ ${on} has not confirmed it yet`
              )}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What is left in favour of the goal. */
export function NotDoing({ what }: { what: readonly string[] }) {
  if (what.length === 0) return null
  return (
    <Section title="Left in its favour">
      <ul className="goal-list">
        {what.map(each => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </Section>
  )
}
