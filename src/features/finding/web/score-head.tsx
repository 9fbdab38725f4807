import { Group, Stack, Text } from '@mantine/core'
import { counted } from '../../../kit/figure.ts'
import { Read, Section } from '../../../kit/page.tsx'
import { SeriesChart } from '../../../kit/series-chart.tsx'
import { Status } from '../../../kit/status.tsx'
import { Table } from '../../../kit/table.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import { useReading } from '../../ask.ts'
import { costsByRule } from '../cost.ts'
import type { Findings } from '../finding.ts'
import type { findingHistory } from '../operations/history.ts'

const COSTLIEST = 5

/** The alignment score, what costs most of it, how it went, and the score of each team. */
export function ScoreHead({ found }: { found: Findings }) {
  const [, say] = useUrlState()
  const { score, counts, findings, teams } = found
  return (
    <div className="score-head">
      <Stack gap="xs">
        <div>
          <Text c="dimmed" fz="sm">
            Alignment score
          </Text>
          <span className="score figures">{score}</span>
          <Text span c="dimmed">
            {' '}
            of 100
          </Text>
        </div>
        <Group gap="sm" fz="sm">
          {(['error', 'warning', 'info'] as const).map(severity => (
            <span key={severity}>
              <Status of={severity} bare /> {counts[severity]} {severity}
            </span>
          ))}
          {counts.suppressed > 0 ? <span className="quiet">{counts.suppressed} suppressed</span> : null}
        </Group>
        {costsByRule(findings).length > 0 ? (
          <Text fw={600} fz="sm" mt="xs">
            What costs most
          </Text>
        ) : null}
        <ul style={{ margin: 0, padding: 0, listStyle: 'none', fontSize: 'var(--mantine-font-size-sm)' }}>
          {costsByRule(findings)
            .slice(0, COSTLIEST)
            .map(({ rule, points, count }) => (
              <li key={rule} style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}>
                <button type="button" className="word-button" onClick={() => say({ rule, view: undefined })}>
                  {rule}
                </button>
                <span className="figures quiet">
                  −{points} pt, {counted(count, 'finding', 'findings')}
                </span>
              </li>
            ))}
        </ul>
      </Stack>
      <History />
      <Section title="Teams">
        <Table
          caption="The score of each team"
          csv="alignment-teams"
          rows={teams}
          rowKey={({ team }) => team}
          empty={<Text fz="sm">There is no team yet. Each will have a score of its own here.</Text>}
          onOpen={({ team }) => say({ team, view: undefined })}
          columns={[
            { id: 'team', title: 'Team', cell: ({ team }) => team, value: ({ team }) => team },
            { id: 'score', title: 'Score', align: 'right', cell: each => each.score, value: each => each.score },
            {
              id: 'findings',
              title: 'Findings',
              align: 'right',
              cell: each => each.findings,
              value: each => each.findings,
            },
          ]}
        />
      </Section>
    </div>
  )
}

function History() {
  const history = useReading<typeof findingHistory>('finding.history', {})
  return (
    <Read query={history} rows={8}>
      {({ runs, basis }) =>
        runs.length < 2 ? (
          <Text fz="sm" c="dimmed">
            How the score went will be drawn here once it was written down twice.
          </Text>
        ) : (
          <div>
            <SeriesChart
              title="How the score went"
              labels={runs.map(({ day }) => day)}
              series={[{ name: 'Score', unit: '', values: runs.map(({ score }) => score) }]}
              height={210}
            />
            <Text fz="xs" c="dimmed">
              {basis === 'computed'
                ? 'Nothing was written down yet, so these are past month-ends: the facts of then under the agreements of today.'
                : 'As it was written down, each morning or by hand.'}
            </Text>
          </div>
        )
      }
    </Read>
  )
}
