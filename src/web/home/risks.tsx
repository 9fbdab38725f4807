import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RiskyFinding, RiskyGoal } from '../../features/inbox/inbox.ts'
import { share } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { Some } from './some.tsx'

type RisksProps = { goals: readonly RiskyGoal[]; findings: readonly RiskyFinding[]; all: boolean }

/** Goals that are behind and findings that make a number wrong or a promise empty, of the reader’s teams. */
export function Risks({ goals, findings, all }: RisksProps) {
  const whose = all ? 'of any team' : 'of your teams'
  return (
    <Section title="At risk">
      {goals.length + findings.length === 0 ? (
        <Text fz="sm">{`No goal ${whose} is behind, and no finding is an error.`}</Text>
      ) : null}
      {goals.length > 0 ? (
        <Some
          rows={goals}
          render={({ goal, title, owner, status, progress, expected, cycle }) => (
            <li key={goal}>
              <Status of={status} />
              <span className="what">
                <ObjectLink object={`goal/${goal}`}>{title}</ObjectLink>
                <br />
                <span className="figures">
                  {owner}, {cycle}: {share(progress)} done where {share(expected)} was expected
                </span>
              </span>
            </li>
          )}
        />
      ) : null}
      {findings.length > 0 ? (
        <Some
          rows={findings}
          render={({ id, rule, message, owner, points }) => (
            <li key={id}>
              <Status of="error" />
              <span className="what">
                {message}{' '}
                <Anchor
                  component={Link}
                  to="/alignment"
                  search={{ finding: id } as never}
                  fz="inherit"
                  underline="always"
                >
                  {`Look at it (${rule})`}
                </Anchor>
              </span>
              <span className="when figures">
                {`−${points} pt`}
                {owner === null ? '' : `, ${owner}`}
              </span>
            </li>
          )}
        />
      ) : null}
    </Section>
  )
}
