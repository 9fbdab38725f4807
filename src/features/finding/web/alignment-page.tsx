import './alignment.css'
import { Anchor, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { moment } from '../../../kit/figure.ts'
import { Failure, Page, Read } from '../../../kit/page.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import { useChange, useReading } from '../../ask.ts'
import type { recordFindings } from '../operations/history.ts'
import type { checkFindings } from '../operations.ts'
import { FindingDrawer } from './finding-drawer.tsx'
import { FindingList } from './finding-list.tsx'
import { Matrix } from './matrix.tsx'
import { PairDrawer } from './pair-drawer.tsx'
import { ScoreHead } from './score-head.tsx'

const VIEWS = [
  { value: 'findings', label: 'Findings' },
  { value: 'teams', label: 'Between teams' },
]

/** Where agreements, facts and numbers disagree: the score and what costs most, every finding, and what lies between teams. */
export default function AlignmentPage() {
  const [said, say] = useUrlState()
  const checked = useReading<typeof checkFindings>('finding.check', {})
  const view = said.view ?? 'findings'
  return (
    <Page
      title="Alignment"
      beside={
        checked.data ? (
          <Text c="dimmed" fz="sm">
            with all facts before {moment(checked.data.asOf)}
          </Text>
        ) : null
      }
      action={
        <Group gap="xs">
          <Anchor component={Link} to={'/alignment/rules' as string} fz="sm">
            All rules
          </Anchor>
          <Record />
        </Group>
      }
    >
      <Read query={checked} rows={12}>
        {found => {
          const open = found.findings.find(({ id }) => id === said.finding)
          const pair = found.matrix.find(({ teams }) => teams.join('~') === said.pair)
          return (
            <>
              <ScoreHead found={found} />
              <SegmentedControl
                value={view}
                onChange={value => say({ view: value === 'findings' ? undefined : value })}
                data={VIEWS}
                aria-label="What is shown"
                w="fit-content"
              />
              {view === 'teams' ? <Matrix pairs={found.matrix} teams={found.teams} /> : <FindingList found={found} />}
              <FindingDrawer id={said.finding} finding={open} onClose={() => say({ finding: undefined })} />
              <PairDrawer
                pair={said.finding === undefined ? pair : undefined}
                findings={found.findings}
                onClose={() => say({ pair: undefined })}
              />
            </>
          )
        }}
      </Read>
    </Page>
  )
}

/** Writes down what is found now, so that later it can be said what is new and what got worse. */
function Record() {
  const record = useChange<typeof recordFindings>('finding.record')
  return (
    <>
      <Button
        variant="default"
        size="xs"
        loading={record.isPending}
        onClick={() =>
          record.mutate(
            {},
            {
              onSuccess: ({ score }) =>
                notifications.show({
                  message: `Written down: the score is ${score}. From now on trends are told against it.`,
                }),
            },
          )
        }
      >
        Write this state down
      </Button>
      <Failure error={record.error} />
    </>
  )
}
