import { Button, Group, MultiSelect, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useReading } from '../../features/ask.ts'
import type { listTeams } from '../../features/team/operations.ts'
import { Failure } from '../../kit/page.tsx'
import { ROLES, type Role } from './roles.ts'

type Invited = { email: string; name: string; role: Role; teams: string[] }
type InviteProps = { error: unknown; isBusy: boolean; onInvite: (person: Invited) => void; onCancel: () => void }

/** Who is invited, as what, and into which teams. */
export function Invite({ error, isBusy, onInvite, onCancel }: InviteProps) {
  const known = useReading<typeof listTeams>('team.list', {})
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('member')
  const [teams, setTeams] = useState<string[]>([])
  return (
    <form
      className="settings-form"
      onSubmit={event => {
        event.preventDefault()
        onInvite({ email, name, role, teams })
      }}
    >
      <Failure error={error} />
      <TextInput
        label="E-mail"
        type="email"
        value={email}
        onChange={event => setEmail(event.currentTarget.value)}
        required
      />
      <TextInput label="Name" value={name} onChange={event => setName(event.currentTarget.value)} required />
      <Select
        label="Role"
        description="What they may do; it can be changed later"
        data={ROLES}
        value={role}
        onChange={value => setRole((value ?? 'member') as Role)}
        allowDeselect={false}
      />
      <MultiSelect
        label="Teams"
        description="They join as members; make them lead or delegate under Teams"
        data={(known.data ?? []).map(each => each.name)}
        value={teams}
        onChange={setTeams}
        searchable
      />
      <Group gap="xs">
        <Button type="submit" size="xs" loading={isBusy}>
          Make the link
        </Button>
        <Button variant="subtle" size="xs" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  )
}
