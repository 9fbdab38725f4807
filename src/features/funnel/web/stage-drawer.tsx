import { Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { moment, UNKNOWN } from '../../../kit/figure.ts'
import { ObjectLink } from '../../../kit/object-link.tsx'
import { Read, Section } from '../../../kit/page.tsx'
import { Table } from '../../../kit/table.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import { useReading } from '../../ask.ts'
import type { listEntries, receiptOfStage } from '../../stage/operations.ts'

/** Who entered a stage, and why one of them is in it or what is missing; the address says which stage and whom. */
export function StageDrawer({ titles }: { titles: ReadonlyMap<string, string> }) {
  const [said, set] = useUrlState()
  const { stage, person } = said
  return (
    <Drawer
      opened={stage !== undefined}
      onClose={() => set({ stage: undefined, person: undefined })}
      size="lg"
      title={stage ? `People in ${titles.get(stage) ?? stage}` : ''}
    >
      {stage ? (
        <Stack gap="lg">
          <Search key={person} person={person} onAsk={each => set({ person: each }, { push: true })} />
          {person ? <WhyIn stage={stage} person={person} /> : null}
          <Entries stage={stage} onAsk={each => set({ person: each }, { push: true })} />
          <Text fz="sm">
            <ObjectLink object={`stage/${stage}`}>See the agreement on this stage</ObjectLink>
          </Text>
        </Stack>
      ) : null}
    </Drawer>
  )
}

function Search({ person = '', onAsk }: { person: string | undefined; onAsk: (person: string) => void }) {
  const [typed, setTyped] = useState(person)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (typed.trim()) onAsk(typed.trim())
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label="User id, e-mail or anonymous id"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" variant="default">
          Why are they in it?
        </Button>
      </Group>
    </form>
  )
}

function WhyIn({ stage, person }: { stage: string; person: string }) {
  const query = useReading<typeof receiptOfStage>('stage.receipt', { name: stage, person })
  return (
    <Section title={`${person} in ${stage}`}>
      <Read query={query} rows={4}>
        {({ entered, lines, revision }) => (
          <Stack gap="sm">
            <Text fz="sm">
              {entered ? `They entered on ${moment(entered.at)}` : 'They have not entered'}, under revision {revision}.
            </Text>
            {lines.map(({ path, rule, held }) => (
              <div key={path.join('.')}>
                <Text fz="sm" fw={500}>
                  <span aria-hidden="true">{held ? '✓' : '○'}</span> {ruleWords(rule)}{' '}
                  <Text span c="dimmed" fz="sm">
                    {held ? `holds since ${moment(held.at)}` : 'does not hold'}
                  </Text>
                </Text>
                {(held?.facts ?? []).map(fact => (
                  <Text key={fact.id} fz="xs" c="dimmed" pl="md">
                    {moment(fact.at)} {fact.event ?? 'said of the person'}
                    {fact.source ? ` from ${fact.source}` : ''}:{' '}
                    <span className="said">{JSON.stringify(fact.said)}</span>
                  </Text>
                ))}
              </div>
            ))}
          </Stack>
        )}
      </Read>
    </Section>
  )
}

/** A line of an entry rule, in words as far as it has them. */
function ruleWords(rule: unknown): string {
  const { event, trait, times, where } = rule as {
    event?: string | string[]
    trait?: object
    times?: number
    where?: object
  }
  if (trait) return `the person has ${JSON.stringify(trait)}`
  const events = [event ?? []].flat().join(' or ')
  return [events, times ? `${times} times` : '', where ? `where ${JSON.stringify(where)}` : '']
    .filter(Boolean)
    .join(' ')
}

type Entry = z.output<typeof listEntries.output>['items'][number]

function Entries({ stage, onAsk }: { stage: string; onAsk: (person: string) => void }) {
  const [said] = useUrlState()
  const { from, to } = said
  const query = useReading<typeof listEntries>('stage.entries', {
    name: stage,
    limit: 100,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  })
  return (
    <Section title="Who entered last">
      <Read query={query} rows={8}>
        {({ items, next }) => (
          <>
            <Table<Entry>
              caption={`Who entered ${stage}, the newest first`}
              csv={`${stage} entries`}
              rows={items}
              rowKey={entry => `${entry.who} ${entry.at}`}
              empty={<Text c="dimmed">Nobody entered in this span.</Text>}
              columns={[
                { id: 'at', title: 'Entered', cell: entry => moment(entry.at), value: entry => entry.at },
                { id: 'who', title: 'Who', cell: entry => entry.who ?? UNKNOWN, value: entry => entry.who },
                {
                  id: 'why',
                  title: 'Receipt',
                  cell: ({ who }) =>
                    who ? (
                      <Button
                        variant="subtle"
                        size="compact-xs"
                        onClick={() => onAsk(who)}
                        aria-label={`Why is ${who} in it?`}
                      >
                        Why
                      </Button>
                    ) : null,
                },
              ]}
            />
            {next ? (
              <Text fz="xs" c="dimmed">
                The last 100. Narrow the span of the funnel to see those before.
              </Text>
            ) : null}
          </>
        )}
      </Read>
    </Section>
  )
}
