import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { showAgreement } from '../../features/agreement/operations/show.ts'
import type { Metric } from '../../features/metric/metric.ts'
import type { CatalogueEntry } from '../../features/metric/operations/catalogue.ts'
import { moment } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { Freshness } from './catalogue-page.tsx'

type Shown = z.output<(typeof showAgreement)['output']>

type AroundProps = { entry: CatalogueEntry | undefined; shown: Shown; titles: readonly CatalogueEntry[] }

/** What a metric is meant to move and what moves it, what rests on it, what it rests on, and how fresh its data is. */
export function MetricAround({ entry, shown, titles }: AroundProps) {
  const spec = (shown.inForce ?? shown.head).spec as Metric
  const titleOf = (metric: string) => titles.find(each => each.metric === metric)?.title ?? metric
  const drivers = (entry?.drivenBy ?? []).map(metric => titles.find(each => each.metric === metric) ?? null)
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xl">
      <Section title="Meant to move">
        <Lines
          none="Nobody claims that it moves another number."
          lines={(spec.drives ?? []).map(({ metric, lag, why }) => ({
            key: metric,
            line: <ObjectLink object={`metric/${metric}`}>{titleOf(metric)}</ObjectLink>,
            says: `${why}${lag ? ` It shows after ${lag}.` : ''}`,
          }))}
        />
      </Section>
      <Section title="Moved by">
        <Lines
          none="No metric claims to move it."
          lines={drivers.flatMap(each =>
            each
              ? [
                  {
                    key: each.metric,
                    line: <ObjectLink object={`metric/${each.metric}`}>{each.title}</ObjectLink>,
                    says: `${each.owner}: ${each.sentence}`,
                  },
                ]
              : [],
          )}
        />
      </Section>
      <Section title="Used in">
        <Lines
          none="Nothing rests on it, so it can be changed freely."
          lines={shown.usedIn.map(({ kind, name, title, state }) => ({
            key: `${kind}/${name}`,
            line: <ObjectLink object={`${kind}/${name}`}>{title}</ObjectLink>,
            says: kind,
            state,
          }))}
        />
      </Section>
      <Section title="Refers to">
        <Lines
          none="Nothing: it is counted from events directly."
          lines={shown.restsOn.map(({ kind, name, title, state }) => ({
            key: `${kind}/${name}`,
            line: <ObjectLink object={`${kind}/${name}`}>{title}</ObjectLink>,
            says: kind,
            state,
          }))}
        />
      </Section>
      <Section title="Where its data comes from">
        <Lines
          none="No source is declared that brings its events."
          lines={(entry?.feed.sources ?? []).map(({ source, title, staleSince }) => ({
            key: source,
            line: <ObjectLink object={`source/${source}`}>{title}</ObjectLink>,
            says: staleSince ? `overdue since ${moment(staleSince, { day: true })}` : 'on time',
          }))}
        />
        {entry?.feed.newest ? (
          <Text fz="sm">
            Newest event: <Freshness feed={entry.feed} />
          </Text>
        ) : null}
      </Section>
      <Section title="Agreed">
        <Stack gap={4} fz="sm">
          <span>
            <Status of={shown.state} /> in revision {(shown.inForce ?? shown.head).number}
            {shown.inForce?.inForceAt ? `, since ${moment(shown.inForce.inForceAt, { day: true })}` : ''}
          </span>
          {shown.waiting.teams.length > 0 ? <span>Waits for {shown.waiting.teams.join(', ')}</span> : null}
          <Anchor component={Link} to={`/agreements/metric/${shown.name}` as string} fz="sm">
            Signatures, history, discussion
          </Anchor>
          <Anchor component={Link} to={`/agreements/metric/${shown.name}/change` as string} fz="sm">
            Try another definition on past periods
          </Anchor>
        </Stack>
      </Section>
    </SimpleGrid>
  )
}

type Line = { key: string; line: React.ReactNode; says: string; state?: string }

function Lines({ lines, none }: { lines: readonly Line[]; none: string }) {
  if (lines.length === 0)
    return (
      <Text c="dimmed" fz="sm">
        {none}
      </Text>
    )
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {lines.map(({ key, line, says, state }) => (
        <li key={key}>
          <Text component="div" fz="sm">
            {line} {state && state !== 'in force' ? <Status of={state} /> : null}
          </Text>
          <Text component="div" fz="xs" c="dimmed">
            {says}
          </Text>
        </li>
      ))}
    </Stack>
  )
}
