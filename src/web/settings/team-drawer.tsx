import { Button, Drawer, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../features/ask.ts'
import type { changeTeam, joinTeam, leaveTeam } from '../../features/team/operations.ts'
import type { Part, Person, Team } from '../../features/team/team.ts'
import { useLastKnown } from '../../kit/last-known.ts'
import { Failure } from '../../kit/page.tsx'

const PARTS = [
  { value: 'lead', label: 'lead: signs' },
  { value: 'delegate', label: 'delegate: signs too' },
  { value: 'member', label: 'member' },
]

type Whole = Team & { people: { person: string; part: Part }[] }
type DrawerProps = {
  /** Name of the team that is open, or a plus for a new one; none, when absent. */
  name: string | undefined
  team: Whole | undefined
  people: readonly Person[]
  isAdmin: boolean
  onClose: () => void
}

/** One team, or a new one: what it is called, where it belongs, and who speaks for it. */
export function TeamDrawer({ name, team, people, isAdmin, onClose }: DrawerProps) {
  const last = useLastKnown(team)
  const shown = name === undefined ? last : team
  return (
    <Drawer opened={name !== undefined} onClose={onClose} title={shown?.title ?? 'A new team'} size="md">
      <Stack gap="lg" key={name}>
        {isAdmin ? (
          <Fields team={shown} onDone={onClose} />
        ) : (
          <Text fz="sm">
            {shown?.name}, {shown?.department}. Admins change teams.
          </Text>
        )}
        {shown ? <Members team={shown} people={people} isAdmin={isAdmin} /> : null}
      </Stack>
    </Drawer>
  )
}

function Fields({ team, onDone }: { team: Whole | undefined; onDone: () => void }) {
  const change = useChange<typeof changeTeam>('team.change')
  const [name, setName] = useState(team?.name ?? '')
  const [title, setTitle] = useState(team?.title ?? '')
  const [department, setDepartment] = useState(team?.department ?? '')
  return (
    <form
      className="settings-form"
      onSubmit={event => {
        event.preventDefault()
        const said = { name, ...(title ? { title } : {}), ...(department ? { department } : {}) }
        change.mutate(said, { onSuccess: onDone })
      }}
    >
      <Failure error={change.error} />
      {team ? null : (
        <TextInput
          label="Name in files"
          description="Small letters, digits and hyphens, such as customer-success; it stays"
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          required
        />
      )}
      <TextInput label="What people call it" value={title} onChange={event => setTitle(event.currentTarget.value)} />
      <TextInput
        label="Department"
        description="Its own, when nothing is said"
        value={department}
        onChange={event => setDepartment(event.currentTarget.value)}
      />
      <Button type="submit" w="fit-content" size="xs" loading={change.isPending}>
        {team ? 'Save' : 'Add the team'}
      </Button>
    </form>
  )
}

function Members({ team, people, isAdmin }: { team: Whole; people: readonly Person[]; isAdmin: boolean }) {
  const join = useChange<typeof joinTeam>('team.join')
  const leave = useChange<typeof leaveTeam>('team.leave')
  const [who, setWho] = useState<string | null>(null)
  const nameOf = (id: string) => people.find(person => person.id === id)?.name ?? id
  const others = people.filter(({ id }) => !team.people.some(({ person }) => person === id))
  return (
    <Stack gap="xs">
      <Text fw={600} fz="sm">
        Who belongs to it
      </Text>
      <Failure error={join.error ?? leave.error} />
      {team.people.length === 0 ? <Text fz="sm">Nobody yet. Without a lead nobody can sign for it.</Text> : null}
      {team.people.map(({ person, part }) => (
        <Group key={person} justify="space-between" wrap="nowrap">
          <Text fz="sm">{nameOf(person)}</Text>
          {isAdmin ? (
            <Group gap="xs" wrap="nowrap">
              <Select
                aria-label={`Part of ${nameOf(person)}`}
                data={PARTS}
                value={part}
                size="xs"
                w={150}
                allowDeselect={false}
                onChange={chosen => chosen && join.mutate({ team: team.name, person, part: chosen as Part })}
              />
              <Button size="compact-xs" variant="default" onClick={() => leave.mutate({ team: team.name, person })}>
                Remove<span className="visually-hidden"> {nameOf(person)}</span>
              </Button>
            </Group>
          ) : (
            <Text fz="sm" c="dimmed">
              {part}
            </Text>
          )}
        </Group>
      ))}
      {isAdmin ? (
        <Group gap="xs" align="end">
          <Select
            label="Add somebody"
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={who}
            onChange={setWho}
            searchable
            clearable
            flex={1}
          />
          <Button
            size="sm"
            variant="default"
            disabled={who === null}
            onClick={() =>
              who && join.mutate({ team: team.name, person: who, part: 'member' }, { onSuccess: () => setWho(null) })
            }
          >
            Add
          </Button>
        </Group>
      ) : null}
    </Stack>
  )
}
