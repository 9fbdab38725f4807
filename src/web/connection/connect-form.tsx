import { Button, Checkbox, Group, NativeSelect, PasswordInput, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useChange, useReading } from '../../features/ask.ts'
import type { createConnection } from '../../features/connection/operations/changing.ts'
import type { showConnector } from '../../features/connection/operations/gallery.ts'
import type { listTeams } from '../../features/team/operations.ts'
import { Failure } from '../../kit/page.tsx'

type Shown = Awaited<ReturnType<typeof showConnector>>

const SCHEDULES = ['every hour', 'every 15 minutes', 'every 6 hours', 'daily at 06:30', 'by hand']

/** What a system asks for before it is connected; secrets are sealed and never shown again. */
export function ConnectForm({ of }: { of: Shown }) {
  const navigate = useNavigate()
  const teams = useReading<typeof listTeams>('team.list', {})
  const create = useChange<typeof createConnection>('connection.create')
  const offered = of.presets.filter(preset => preset.api)
  const [name, setName] = useState(of.name)
  const [owner, setOwner] = useState('')
  const [schedule, setSchedule] = useState(SCHEDULES[0] ?? '')
  const [settings, setSettings] = useState<Record<string, string>>({})
  const [objects, setObjects] = useState<readonly string[]>(offered.map(preset => preset.name))
  const [query, setQuery] = useState({ object: 'rows', source: '', query: '', watermark: '' })
  const isQuery = of.ways.includes('query')
  const hasWebhook = of.ways.includes('webhook')
  const wanted = isQuery
    ? [
        {
          object: query.object,
          ...(query.source ? { source: query.source } : {}),
          query: query.query,
          watermark: query.watermark,
        },
      ]
    : hasWebhook
      ? [{ object: query.object, ...(query.source ? { source: query.source } : {}) }]
      : objects.map(object => ({ object }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const entered = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
    create.mutate(
      { name, connector: of.name, owner, settings: entered, objects: wanted, ...(hasWebhook ? {} : { schedule }) },
      { onSuccess: made => void navigate({ to: `/connections/${made.name}` as string }) },
    )
  }
  return (
    <form onSubmit={submit} className="connect-form">
      <Failure error={create.error} />
      <TextInput
        label="Name"
        description="Lower-case letters, digits and hyphens; its sources are called after it"
        value={name}
        onChange={event => setName(event.currentTarget.value)}
        required
      />
      <NativeSelect
        label="Owner"
        description="The team that is told when it fails, and that proposes what its rows mean"
        data={[
          { value: '', label: 'Choose a team' },
          ...(teams.data ?? []).map(team => ({ value: team.name, label: team.title })),
        ]}
        value={owner}
        onChange={event => setOwner(event.currentTarget.value)}
        required
      />
      {of.fields.map(field => {
        const Input = field.secret ? PasswordInput : TextInput
        return (
          <Input
            key={field.name}
            label={field.title}
            description={field.hint}
            value={settings[field.name] ?? ''}
            onChange={event => setSettings({ ...settings, [field.name]: event.currentTarget.value })}
            required={!field.optional}
            autoComplete="off"
          />
        )
      })}
      {isQuery || hasWebhook ? (
        <Group grow align="flex-start">
          <TextInput
            label="What the rows are"
            value={query.object}
            onChange={event => setQuery({ ...query, object: event.currentTarget.value })}
            required
          />
          <TextInput
            label="Source that says what they mean"
            description="One that is in force, or leave it empty and propose one later"
            value={query.source}
            onChange={event => setQuery({ ...query, source: event.currentTarget.value })}
          />
        </Group>
      ) : null}
      {isQuery ? (
        <>
          <Textarea
            label="Query"
            description="One SELECT; it is read only, and asked for what is new since the watermark"
            value={query.query}
            onChange={event => setQuery({ ...query, query: event.currentTarget.value })}
            autosize
            minRows={3}
            required
            spellCheck={false}
          />
          <TextInput
            label="Watermark"
            description="The column that grows when a row is added or changed, such as updated_at"
            value={query.watermark}
            onChange={event => setQuery({ ...query, watermark: event.currentTarget.value })}
            required
          />
        </>
      ) : null}
      {offered.length > 0 ? (
        <Checkbox.Group
          label="What to bring"
          value={[...objects]}
          onChange={setObjects}
          description="What each means is proposed as a source, which its teams sign"
        >
          <Stack gap={4} mt="xs">
            {offered.map(preset => (
              <Checkbox key={preset.name} value={preset.name} label={preset.title} size="sm" />
            ))}
          </Stack>
        </Checkbox.Group>
      ) : null}
      {hasWebhook ? null : (
        <NativeSelect
          label="When it runs"
          data={SCHEDULES}
          value={schedule}
          onChange={event => setSchedule(event.currentTarget.value)}
        />
      )}
      <Group>
        <Button type="submit" loading={create.isPending}>
          Connect
        </Button>
        <Text fz="xs" c="dimmed">
          Secrets are sealed on this server and never shown again.
        </Text>
      </Group>
    </form>
  )
}
