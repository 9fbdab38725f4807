import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Failure } from '../../../kit/page.tsx'
import { useChange, useReading } from '../../ask.ts'
import type { listTeams } from '../../team/operations.ts'
import type { Finding } from '../finding.ts'
import type { suppressionVerbs } from '../operations.ts'
import { suppressionName } from '../shown.ts'

const DAY_MS = 86_400_000
const USUALLY_DAYS = 90

type DismissProps = { finding: Finding; onDone: () => void; onCancel: () => void }

/** Proposes to live with a finding, for a reason and for a time; its team signs that like any other agreement. */
export function DismissForm({ finding, onDone, onCancel }: DismissProps) {
  const { rule, objects, owner } = finding
  const teams = useReading<typeof listTeams>('team.list', {})
  const propose = useChange<typeof suppressionVerbs.propose>('suppression.propose')
  const [about, setAbout] = useState<string>(objects[0] ?? '')
  const [team, setTeam] = useState<string | null>(owner)
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState(() => new Date(Date.now() + USUALLY_DAYS * DAY_MS).toISOString().slice(0, 10))
  const submit = () => {
    const object = about === '' ? undefined : about
    propose.mutate(
      {
        name: suppressionName(rule, object, until),
        title: `${rule}: ${object ?? 'all of it'}`,
        owner: team ?? '',
        rule,
        ...(object === undefined ? {} : { object }),
        reason,
        until,
        why: reason,
      },
      {
        onSuccess: ({ state, head }) => {
          const isThere = state === 'in force'
          notifications.show({
            message: isThere
              ? `It is lived with until ${until}.`
              : `Proposed. The finding stands until ${head.binds.join(' and ')} has signed that it may be lived with.`,
          })
          onDone()
        },
      },
    )
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
      aria-label="Live with this finding"
    >
      <Stack gap="sm">
        <Text fw={600} fz="sm">
          Live with it for a while
        </Text>
        <Failure error={propose.error} />
        <Select
          label="What is lived with"
          data={[
            ...objects.map(object => ({ value: object, label: `What “${rule}” finds about ${object}` })),
            { value: '', label: `Everything that “${rule}” finds` },
          ]}
          value={about}
          onChange={value => setAbout(value ?? '')}
          allowDeselect={false}
        />
        <Textarea
          label="Reason"
          description="For those who wonder in half a year why this is right"
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
          required
          maxLength={2000}
        />
        <Group grow align="start">
          <TextInput
            label="Until"
            description="Last day on which it holds"
            type="date"
            value={until}
            onChange={event => setUntil(event.currentTarget.value)}
            required
          />
          <Select
            label="Team"
            description="It answers for this, and signs it"
            data={(teams.data ?? []).map(each => each.name)}
            value={team}
            onChange={setTeam}
            searchable
            required
          />
        </Group>
        <Group gap="xs">
          <Button type="submit" size="xs" loading={propose.isPending}>
            Propose to live with it
          </Button>
          <Button variant="subtle" size="xs" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
