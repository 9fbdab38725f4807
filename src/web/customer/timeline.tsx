import { Anchor, Group, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { Entry } from '../../features/customer/customer.ts'
import type { timelineOfCustomer } from '../../features/customer/operations/timeline.ts'
import { figure, moment } from '../../kit/figure.ts'
import { Empty, Read, Section } from '../../kit/page.tsx'
import { UrlSelect } from '../../kit/url-fields.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { Further } from './further.tsx'
import { text } from './known.tsx'

type Line = Awaited<ReturnType<typeof timelineOfCustomer>>

/** What happened, from all teams, newest first; filters and the place stand in the address. */
export function Timeline({ id }: { id: string }) {
  const [{ team, kind, at, cursor }] = useUrlState()
  const line = useReading<typeof timelineOfCustomer>('customer.timeline', {
    id,
    ...(team ? { team } : {}),
    ...(kind ? { kind: kind as Entry['kind'] } : {}),
    ...(cursor ? { cursor } : at ? { at } : {}),
  })
  return (
    <Section title="Timeline">
      <Read query={line} rows={14}>
        {of => (
          <>
            <Filters of={of} />
            <Days of={of} />
            <Further next={of.next} newer={of.newer} older="Older" back="To the newest" />
          </>
        )}
      </Read>
    </Section>
  )
}

function Filters({ of }: { of: Line }) {
  const [{ at = '' }, set] = useUrlState()
  return (
    <Group gap="sm" align="flex-end">
      <UrlSelect
        name="kind"
        label="Kind"
        none={`All kinds (${figure(of.events.all, '', { exact: true })})`}
        choices={of.events.kinds.map(({ kind, events }) => ({
          value: kind,
          label: `${kind} (${figure(events, '', { exact: true })})`,
        }))}
      />
      <UrlSelect
        name="team"
        label="Team"
        none="All teams"
        choices={of.events.teams.flatMap(({ team, events }) =>
          team === null ? [] : [{ value: team, label: `${team} (${figure(events, '', { exact: true })})` }],
        )}
      />
      <TextInput
        type="date"
        size="xs"
        label="Jump to"
        value={at}
        onChange={event => set({ at: event.currentTarget.value, cursor: undefined })}
      />
    </Group>
  )
}

function Days({ of }: { of: Line }) {
  if (of.items.length === 0)
    return (
      <Empty
        what="Nothing here"
        why="No event of theirs fits these filters and this time. Take a filter out, or go to the newest."
      />
    )
  const days = Map.groupBy(of.items, ({ at }) => moment(at, { day: true }))
  return (
    <ol className="timeline">
      {[...days].map(([day, entries]) => (
        <li key={day}>
          <h3 className="timeline-day">{day}</h3>
          <ol className="timeline-entries">
            {entries.map(entry => (
              <Happened key={entry.id} of={entry} showWho={of.customer.startsWith('a')} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}

const SIGNS: Readonly<Record<Entry['kind'], string>> = {
  web: '◌',
  mail: '✉',
  ad: '◍',
  call: '☏',
  meeting: '◫',
  deal: '◆',
  ticket: '✚',
  invoice: '▤',
  product: '▣',
  other: '•',
  stage: '▸',
  consent: '✓',
  identity: '⇄',
}

function Happened({ of, showWho }: { of: Entry; showWho: boolean }) {
  const props = Object.entries(of.props)
  return (
    <li className="timeline-entry" data-own={of.event === null ? 'true' : undefined}>
      <span className="timeline-time figures">{of.at.length > 10 ? timeOf(of.at) : ''}</span>
      <span className="timeline-sign" aria-hidden="true">
        {SIGNS[of.kind]}
      </span>
      <div className="timeline-said">
        <details>
          <summary>
            <span className="customer-who">{of.sentence}</span>
          </summary>
          <dl className="timeline-props">
            {of.event === null ? null : <Pair name="Event" value={of.event} />}
            {of.source === null ? null : <Pair name="Source" value={of.source} />}
            <Pair name="At" value={moment(of.at)} />
            {props.map(([name, value]) => (
              <Pair key={name} name={name} value={text(value)} />
            ))}
          </dl>
          {of.about ? (
            <Anchor component={Link} to={`/agreements/${of.about.kind}/${of.about.name}` as string} fz="xs">
              Revision {of.about.revision} of the {of.about.kind}
            </Anchor>
          ) : null}
        </details>
        <Text fz="xs" c="dimmed">
          {of.kind}
          {of.team ? `, ${of.team}` : of.source ? `, ${of.source}` : ''}
          {showWho && of.person ? (
            <>
              {', '}
              <Anchor component={Link} to={`/customers/${of.person}` as string} fz="xs" c="inherit" underline="always">
                {of.who ?? of.person}
              </Anchor>
            </>
          ) : null}
        </Text>
      </div>
    </li>
  )
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

const timeOf = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(new Date(instant))
