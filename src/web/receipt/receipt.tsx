import { Alert, Anchor, Button, CopyButton, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { addDays } from '../../core/plain-date.ts'
import { useReading } from '../../features/ask.ts'
import type { receiptOfMetric } from '../../features/metric/operations/receipt.ts'
import type { reportedNumber } from '../../features/scorecard/operations/reported.ts'
import { change, figure, moment, UNKNOWN } from '../../kit/figure.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { Section } from '../../kit/page.tsx'
import type { ReceiptOf } from '../../kit/receipt-link.ts'
import { Table } from '../../kit/table.tsx'
import { EventsBehind } from './events-behind.tsx'

export type ReceiptReading = z.output<(typeof receiptOfMetric)['output']>

/** What one number rests on: its sentence, the revision in force, what it is made of, what was reported, the events behind. */
export function Receipt({ of, receipt }: { of: ReceiptOf; receipt: ReceiptReading }) {
  const { title, unit, value, previous, period, problem, parts, events } = receipt
  return (
    <Stack gap="lg">
      <Stack gap={2}>
        <Title order={2}>{title}</Title>
        <Group gap="sm" align="baseline">
          <Text fz={28} fw={650} className="figures" lh={1.2}>
            {figure(value, unit, { exact: true })}
          </Text>
          <Text c="dimmed" className="figures">
            {change(previous, value, unit)} {previous === null ? '' : `from ${figure(previous, unit)}`}
          </Text>
        </Group>
        <Text fz="sm" c="dimmed">
          {period.label}: {moment(period.start)} to {moment(addDays(period.end, -1))}
          {receipt.complete ? '' : ', not over yet'}
        </Text>
      </Stack>
      {problem ? (
        <Alert color="yellow" variant="light" title="There is no number">
          {problem}
        </Alert>
      ) : null}
      <Definition of={of} receipt={receipt} />
      <AsReported of={of} unit={unit} />
      {parts.length > 0 ? <Parts of={of} receipt={receipt} /> : null}
      {events ? <EventsBehind of={of} receipt={receipt} /> : null}
    </Stack>
  )
}

function Definition({ of, receipt: { receipt, filter, owner, revision, since, why, target, unit } }: Parts) {
  const segment = Object.entries(of.segment ?? {})
  const rows: [string, React.ReactNode][] = [
    ['Counted', receipt.sentence],
    ...(filter ? [['Only where', filter] as [string, string]] : []),
    ...segment.map(([dimension, value]): [string, string] => [dimension, value ?? 'missing']),
    [
      'Agreed as',
      <span key="agreed">
        <Anchor component={Link} to={`/agreements/metric/${of.metric}` as string}>
          revision {revision}
        </Anchor>
        , in force since {moment(since, { day: true })}, answered for by {owner}
      </span>,
    ],
    ...(why ? [['Why', why] as [string, string]] : []),
    ...(target === null ? [] : [['Target', figure(target, unit)] as [string, string]]),
    ['Rests on', receipt.uses.map(({ kind, name, revision }) => `${kind} ${name}, revision ${revision}`).join('; ')],
    ['Days of', `${receipt.zone}; known until ${moment(receipt.asOf)}`],
  ]
  return (
    <Section
      title="What it means"
      aside={
        <CopyButton value={location.href}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy the link'}
            </Button>
          )}
        </CopyButton>
      }
    >
      <dl className="facts">
        {rows.map(([term, says]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <Text fz="sm">
        <Anchor component={Link} to={`/metrics/${of.metric}` as string} search={{} as never}>
          Explore this metric
        </Anchor>
      </Text>
    </Section>
  )
}

type Parts = { of: ReceiptOf; receipt: ReceiptReading }

function Parts({ of, receipt: { parts, title } }: Parts) {
  return (
    <Section title="Made of">
      <Table
        caption={`Numbers that ${title} is made of`}
        csv={`${of.metric} ${of.period} parts`}
        rows={parts}
        rowKey={part => part.metric}
        columns={[
          { id: 'title', title: 'Number', cell: part => part.title, value: part => part.title },
          { id: 'sentence', title: 'Counted', cell: part => part.sentence, value: part => part.sentence, wide: true },
          {
            id: 'value',
            title: 'Value',
            align: 'right',
            cell: part => <Figure {...of} metric={part.metric} value={part.value} unit={part.unit} />,
            value: part => part.value,
          },
        ]}
      />
    </Section>
  )
}

/** What the number was each time it was frozen; nothing where it never was. */
function AsReported({ of, unit }: { of: ReceiptOf; unit: string }) {
  const query = useReading<typeof reportedNumber>(
    'scorecard.reported',
    { metric: of.metric, period: of.period },
    { enabled: of.segment === undefined },
  )
  const freezes = query.data?.freezes ?? []
  if (freezes.length === 0) return null
  return (
    <Section title="As reported, and as now">
      <Table
        caption="What the number was when it was frozen, and what it is now"
        csv={`${of.metric} ${of.period} reported`}
        rows={freezes}
        rowKey={each => `${each.scorecard} ${each.freeze} ${each.number}`}
        columns={[
          {
            id: 'where',
            title: 'Reported in',
            cell: each => `${each.title}, ${each.freeze}, frozen on ${each.frozenOn}`,
            value: each => `${each.title} ${each.freeze}`,
          },
          {
            id: 'reported',
            title: 'Then',
            align: 'right',
            cell: each => figure(each.reported, unit),
            value: each => each.reported,
          },
          { id: 'now', title: 'Now', align: 'right', cell: each => figure(each.now, unit), value: each => each.now },
          {
            id: 'why',
            title: 'Why it differs',
            cell: each => each.restated ?? UNKNOWN,
            value: each => each.restated ?? '',
          },
        ]}
      />
    </Section>
  )
}
