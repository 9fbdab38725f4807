import { Alert, Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { dueCheckIns } from '../../features/check-in/operations.ts'
import { counted } from '../../kit/figure.ts'

/** Goals of which one’s own teams should say now how it goes. */
export function DueCheckIns() {
  const { data: due = [] } = useReading<typeof dueCheckIns>('check-in.due', { zone: ownZone() })
  if (due.length === 0) return null
  return (
    <Alert variant="light" color="gray" title={`${counted(due.length, 'goal waits', 'goals wait')} for a check-in`}>
      <ul className="goal-list">
        {due.map(({ goal, title, owner, overdueDays }) => (
          <li key={goal}>
            <Anchor
              component={Link}
              to={`/goals/${goal}` as string}
              search={{ checkIn: 'open' } as never}
              fz="sm"
              underline="always"
            >
              {title}
            </Anchor>
            , {owner}
            {overdueDays > 0 ? `, ${counted(overdueDays, 'day', 'days')} overdue` : ', today'}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
