import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../features/ask.ts'
import type { receiptOfMetric } from '../../features/metric/operations/receipt.ts'
import { counted, figure, moment, UNKNOWN } from '../../kit/figure.ts'
import { Failure, Section } from '../../kit/page.tsx'
import type { ReceiptOf } from '../../kit/receipt-link.ts'
import { Table } from '../../kit/table.tsx'
import type { ReceiptReading } from './receipt.tsx'

type Events = NonNullable<ReceiptReading['events']>

/** The events that a number counts, the newest first, with more of them at the press of a button. */
export function EventsBehind({ of, receipt }: { of: ReceiptOf; receipt: ReceiptReading }) {
  const first = receipt.events as Events
  const [more, setMore] = useState<{ of: Events; items: Events['items']; next: string | null } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const added = more?.of === first ? more : { items: [], next: first.next }
  const items = [...first.items, ...added.items]
  const goOn = async (cursor: string) => {
    setBusy(true)
    try {
      const { metric: name, period, segment } = of
      const input = { name, period, ...(segment ? { segment } : {}), limit: 500, cursor }
      const { events } = await ask<typeof receiptOfMetric>('metric.receipt', input)
      if (events) setMore({ of: first, items: [...added.items, ...events.items], next: events.next })
      setError(null)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const people = first.people > 0 ? ` of ${counted(first.people, 'person', 'people')}` : ''
  return (
    <Section
      title={receipt.form === 'conversion' ? 'The events of those who began' : 'The events behind it'}
      aside={
        <Text fz="sm" c="dimmed" className="figures">
          {counted(first.rows, 'event', 'events')}
          {people}
        </Text>
      }
    >
      <Table
        caption={`Events behind ${receipt.title}`}
        csv={`${of.metric} ${of.period} events`}
        rows={items}
        rowKey={event => event.id}
        empty={<Text c="dimmed">No event counts in this period.</Text>}
        columns={[
          {
            id: 'at',
            title: 'When',
            cell: event => moment(event.at, { zone: receipt.receipt.zone }),
            value: event => event.at,
          },
          {
            id: 'who',
            title: 'Who',
            cell: event => event.who ?? event.account ?? UNKNOWN,
            value: event => event.who ?? event.account ?? '',
          },
          { id: 'event', title: 'Event', cell: event => event.event ?? UNKNOWN, value: event => event.event ?? '' },
          ...(items.some(event => event.value !== null)
            ? [
                {
                  id: 'value',
                  title: 'Adds',
                  align: 'right' as const,
                  cell: (event: Events['items'][number]) => figure(event.value, '', { exact: true }),
                  value: (event: Events['items'][number]) => event.value,
                },
              ]
            : []),
          {
            id: 'said',
            title: 'Said',
            wide: true,
            cell: event => <span className="said">{wordsOf(event.said)}</span>,
            value: event => JSON.stringify(event.said),
          },
          { id: 'source', title: 'From', wide: true, cell: event => event.source ?? '', value: event => event.source },
        ]}
      />
      <Failure error={error} />
      {added.next ? (
        <Group>
          <Button variant="default" size="xs" loading={isBusy} onClick={() => void goOn(added.next as string)}>
            Show more
          </Button>
          <Text fz="xs" c="dimmed">
            {counted(items.length, 'event', 'events')} of {figure(first.rows, '', { exact: true })} shown
          </Text>
        </Group>
      ) : null}
    </Section>
  )
}

function wordsOf(said: unknown): string {
  return Object.entries((said ?? {}) as object)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
}
