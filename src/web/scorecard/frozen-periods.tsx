import { Button, Group, Text } from '@mantine/core'
import type { z } from 'zod'
import { useChange, useReading } from '../../features/ask.ts'
import type { frozenScorecard } from '../../features/scorecard/operations/comparing.ts'
import type { Freeze, signOffScorecard } from '../../features/scorecard/operations/freezing.ts'
import { moment } from '../../kit/figure.ts'
import { Failure, Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { Table } from '../../kit/table.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { useMe } from '../me.ts'
import { AsReported } from './as-reported.tsx'
import { FreezeForm } from './freeze-form.tsx'

/** The periods that were frozen, who has signed them off, and each as it was reported beside as it is now. */
export function FrozenPeriods({ name }: { name: string }) {
  const query = useReading<typeof frozenScorecard>('scorecard.frozen', { name })
  const me = useMe()
  return (
    <Section title="Frozen periods">
      <Read query={query} rows={2}>
        {({ freezes, freezable }) => (
          <>
            {freezes.length > 0 ? (
              <Freezes name={name} freezes={freezes} />
            ) : (
              <Text fz="sm" c="dimmed" maw="75ch">
                Nothing is frozen yet. A freeze keeps the numbers of a period as they were reported, for the teams to
                sign off; when a definition or a late fact changes one of them, both stand beside each other.
              </Text>
            )}
            {me.role === 'viewer' ? null : <FreezeForm name={name} freezable={freezable} />}
          </>
        )}
      </Read>
    </Section>
  )
}

type FreezesProps = { name: string; freezes: readonly Freeze[] }

function Freezes({ name, freezes }: FreezesProps) {
  const [said, set] = useUrlState()
  const compared = said.frozen
  return (
    <>
      <Table
        caption="Freezes, and who has signed them off"
        csv={`${name} frozen periods`}
        rows={freezes.toReversed()}
        rowKey={freeze => `${freeze.period} ${freeze.number}`}
        isSelected={freeze => freeze.period === compared}
        columns={[
          { id: 'period', title: 'Period', cell: freeze => freeze.period, value: freeze => freeze.period },
          {
            id: 'number',
            title: 'Freeze',
            cell: freeze => (freeze.why ? `${freeze.number}: ${freeze.why}` : freeze.number),
            value: freeze => freeze.number,
            wide: true,
          },
          {
            id: 'on',
            title: 'Frozen on',
            cell: freeze => moment(freeze.frozenAt),
            value: freeze => freeze.frozenAt,
            wide: true,
          },
          {
            id: 'state',
            title: 'State',
            cell: freeze =>
              freeze.intact ? (
                <Status of={freeze.state} />
              ) : (
                <Status of="error" why="What is kept is not what was frozen. Restore it from a backup." />
              ),
            value: freeze => (freeze.intact ? freeze.state : 'tampered'),
          },
          {
            id: 'signed',
            title: 'Signed by',
            cell: freeze => freeze.signatures.map(({ team }) => team).join(', '),
            value: freeze => freeze.signatures.map(({ team }) => team).join(', '),
            wide: true,
          },
          {
            id: 'missing',
            title: 'Missing',
            cell: freeze => freeze.missing.join(', '),
            value: freeze => freeze.missing.join(', '),
            wide: true,
          },
          {
            id: 'does',
            title: 'Do',
            cell: freeze => (
              <Group gap="xs">
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-expanded={freeze.period === compared}
                  onClick={() => set({ frozen: freeze.period === compared ? undefined : freeze.period })}
                >
                  As reported and now
                </Button>
                <SignOff name={name} freeze={freeze} isNewest={isNewest(freeze, freezes)} />
              </Group>
            ),
          },
        ]}
      />
      {compared ? <AsReported name={name} period={compared} /> : null}
    </>
  )
}

const isNewest = (freeze: Freeze, freezes: readonly Freeze[]): boolean =>
  freezes.every(each => each.period !== freeze.period || each.number <= freeze.number)

/** A button for each team that the reader signs for and whose signature is missing. */
function SignOff({ name, freeze, isNewest }: { name: string; freeze: Freeze; isNewest: boolean }) {
  const me = useMe()
  const change = useChange<typeof signOffScorecard>('scorecard.sign-off')
  const teams = isNewest && freeze.intact ? freeze.missing.filter(team => me.signsFor.includes(team)) : []
  return (
    <>
      {teams.map(team => (
        <Button
          key={team}
          size="compact-xs"
          loading={change.isPending}
          onClick={() => change.mutate({ name, period: freeze.period, number: freeze.number, team })}
        >
          Sign off for {team}
        </Button>
      ))}
      <Failure error={change.error} />
    </>
  )
}

export type Freezable = z.output<(typeof frozenScorecard)['output']>['freezable']
