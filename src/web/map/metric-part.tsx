import { Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useReading } from '../../features/ask.ts'
import type { whatIf } from '../../features/map/operations/what-if.ts'
import { change, figure, share } from '../../kit/figure.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { Read, Section } from '../../kit/page.tsx'
import { SeriesChart } from '../../kit/series-chart.tsx'
import { Status } from '../../kit/status.tsx'
import { Table } from '../../kit/table.tsx'
import type { MapReading, MetricNode } from './graph.ts'

/** What the map knows of a number: how it went, whether its parts add up, who feeds it and who does not, what would move it. */
export function MetricPart({ node, map }: { node: MetricNode; map: MapReading }) {
  const { unit, value, previous, target, attainment, period, points, problem, title } = node
  const labels = useMemo(() => points.map(each => each.period.label), [points])
  const series = useMemo(() => [{ name: title, unit, values: points.map(each => each.value) }], [points, title, unit])
  return (
    <Stack gap="lg">
      {problem ? <Text c="dimmed">{problem}</Text> : null}
      {period ? (
        <Group gap="xl" className="figures">
          <Fact says={period.label}>
            <Figure
              metric={node.metric}
              grain={node.grain}
              period={period.label}
              value={value}
              unit={unit}
              why={problem}
            />
          </Fact>
          <Fact says="against the period before">{change(previous, value, unit) || '–'}</Fact>
          <Fact says="target">{figure(target, unit)}</Fact>
          <Fact says="of the target">{share(attainment)}</Fact>
          {node.trend ? <Fact says="over 8 periods">{<Status of={node.trend} />}</Fact> : null}
        </Group>
      ) : null}
      {points.length > 1 ? (
        <SeriesChart
          title={`${title}, last ${points.length} periods`}
          labels={labels}
          series={series}
          target={target}
          height={170}
        />
      ) : null}
      <Parts node={node} />
      <Feeds node={node} teams={map.teams} />
      {node.goals.length > 0 ? (
        <Section title="Goals on it">
          <ul className="map-says">
            {node.goals.map(goal => (
              <li key={goal.goal}>
                {goal.title} <Status of={goal.status} />{' '}
                <Text span fz="xs" c="dimmed">
                  {goal.owner}, {goal.cycle}
                </Text>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {value === null ? null : <WhatIf metric={node.metric} title={title} />}
    </Stack>
  )
}

function Fact({ says, children }: { says: string; children: React.ReactNode }) {
  return (
    <div>
      <Text fw={600} fz="lg" component="div">
        {children}
      </Text>
      <Text fz="xs" c="dimmed">
        {says}
      </Text>
    </div>
  )
}

function Parts({ node: { parts, unit } }: { node: MetricNode }) {
  if (!parts) return null
  const { newest, formula } = parts
  const words =
    newest === null
      ? 'It cannot be told whether they add up.'
      : newest.ok
        ? `In ${newest.period.label} they add up to ${figure(newest.parts, unit)}.`
        : `In ${newest.period.label} they make ${figure(newest.parts, unit)}, and the number is ${figure(newest.value, unit)}: a gap of ${figure(newest.gap, unit)}${newest.share === null ? '' : `, ${share(newest.share)}`}.`
  return (
    <Section title={newest && newest.ok === false ? 'Its parts do not add up' : 'Its parts'}>
      <Text fz="sm">
        <code>{formula}</code>
      </Text>
      <Text fz="sm">{words}</Text>
    </Section>
  )
}

const WAYS = { metric: 'owns', goal: 'works on', source: 'brings data by' } as const

function Feeds({ node: { feeds, missing }, teams }: { node: MetricNode; teams: number }) {
  return (
    <Section title={`Fed by ${feeds.length} of ${teams} teams`}>
      {feeds.length === 0 ? <Text c="dimmed">No team feeds it.</Text> : null}
      <ul className="map-says">
        {feeds.map(({ team, ways }) => (
          <li key={team}>
            <Text span fw={600}>
              {team}
            </Text>{' '}
            <Text span fz="xs" c="dimmed">
              {(['metric', 'goal', 'source'] as const)
                .map(by => ({
                  by,
                  of: ways.filter(each => each.by === by).map(each => each.of.slice(each.of.indexOf('/') + 1)),
                }))
                .filter(({ of }) => of.length > 0)
                .map(({ by, of }) => `${WAYS[by]} ${of.join(', ')}`)
                .join('; ')}
            </Text>
          </li>
        ))}
      </ul>
      {missing.teams.length > 0 ? (
        <Text fz="sm">
          <Text span fw={600}>
            Not fed by
          </Text>{' '}
          {missing.teams.join(', ')}
          {missing.departments.length > 0 ? `. No team of ${missing.departments.join(', ')} feeds it` : ''}.
        </Text>
      ) : null}
    </Section>
  )
}

function WhatIf({ metric, title }: { metric: string; title: string }) {
  const trial = useReading<typeof whatIf>('map.what-if', { name: metric })
  return (
    <Section title="What if each of these were 1 % more">
      <Read query={trial} rows={3}>
        {({ levers, claims, unit, period }) => (
          <Stack gap="xs">
            {levers.length === 0 ? (
              <Text fz="sm" c="dimmed">
                Nothing is computed into it, so arithmetic cannot say what would move it.
              </Text>
            ) : (
              <Table
                caption={`What 1 % more of each input would have done to ${title} in ${period.label}`}
                csv={`what-if-${metric}`}
                rows={levers}
                rowKey={row => row.metric}
                columns={[
                  { id: 'input', title: 'Input', cell: row => row.title, value: row => row.title },
                  { id: 'team', title: 'Team', cell: row => row.owner, value: row => row.owner },
                  {
                    id: 'moves',
                    title: 'Moves it by',
                    align: 'right',
                    cell: row => signed(row.outcome.change, unit),
                    value: row => row.outcome.change,
                  },
                  {
                    id: 'target',
                    title: 'At its target',
                    align: 'right',
                    cell: row => signed(row.atTarget?.change ?? null, unit),
                    value: row => row.atTarget?.change ?? null,
                  },
                ]}
              />
            )}
            {claims.length > 0 ? (
              <Text fz="xs" c="dimmed">
                {`Said to move it, without arithmetic and therefore without a number: ${claims.map(each => each.title).join(', ')}.`}
              </Text>
            ) : null}
          </Stack>
        )}
      </Read>
    </Section>
  )
}

function signed(value: number | null, unit: string): string {
  return value === null || value <= 0 ? figure(value, unit).replace('-', '−') : `+${figure(value, unit)}`
}
