import { Button, Checkbox, Select, Text } from '@mantine/core'
import { useState } from 'react'
import type {
  createInvitation,
  listInvitations,
  revokeInvitation,
} from '../../features/access/operations/invitations.ts'
import { useChange, useReading } from '../../features/ask.ts'
import type {
  changePerson,
  grantPerson,
  listPeople,
  listTeams,
  removePerson,
  revokeGrant,
} from '../../features/team/operations.ts'
import { moment } from '../../kit/figure.ts'
import { Empty, Failure, Read, Section } from '../../kit/page.tsx'
import { Table } from '../../kit/table.tsx'
import { useMe } from '../me.ts'
import { Invite } from './invite.tsx'
import { Once } from './once.tsx'
import { ROLES, type Role } from './roles.ts'

/** Everybody in the company with role and teams; admins invite and change roles here. */
export function PeoplePart({ isAdmin }: { isAdmin: boolean }) {
  const me = useMe()
  const people = useReading<typeof listPeople>('person.list', {})
  const teams = useReading<typeof listTeams>('team.list', {})
  const change = useChange<typeof changePerson>('person.change')
  const remove = useChange<typeof removePerson>('person.remove')
  const grant = useChange<typeof grantPerson>('person.grant')
  const revoke = useChange<typeof revokeGrant>('person.revoke-grant')
  const teamsOf = (person: string) =>
    (teams.data ?? [])
      .flatMap(({ name, people: of }) =>
        of.filter(each => each.person === person).map(({ part }) => `${name} (${part})`),
      )
      .join(', ')
  return (
    <div className="settings-part">
      {isAdmin ? <Invitations /> : null}
      <Section title="People">
        <Failure error={change.error ?? remove.error ?? grant.error ?? revoke.error} />
        <Read query={people}>
          {all => (
            <Table
              caption="Everybody here"
              csv="people"
              rows={all}
              rowKey={({ id }) => id}
              columns={[
                { id: 'name', title: 'Name', cell: each => each.name, value: each => each.name },
                { id: 'email', title: 'E-mail', wide: true, cell: each => each.email, value: each => each.email },
                {
                  id: 'teams',
                  title: 'Teams',
                  wide: true,
                  cell: each => teamsOf(each.id),
                  value: each => teamsOf(each.id),
                },
                {
                  id: 'role',
                  title: 'Role',
                  cell: each =>
                    isAdmin && each.id !== me.id && !each.leftAt ? (
                      <Select
                        aria-label={`Role of ${each.name}`}
                        data={ROLES}
                        value={each.role}
                        allowDeselect={false}
                        size="xs"
                        w={170}
                        onChange={role => role && change.mutate({ person: each.id, role: role as Role })}
                      />
                    ) : (
                      each.role
                    ),
                  value: each => each.role,
                },
                ...(isAdmin
                  ? [
                      {
                        id: 'personal',
                        title: 'Sees who customers are',
                        cell: (each: Person) =>
                          each.leftAt ? (
                            ''
                          ) : (
                            <Checkbox
                              aria-label={`${each.name} sees who customers are`}
                              size="xs"
                              checked={each.grants?.includes('personal') ?? false}
                              onChange={event =>
                                (event.currentTarget.checked ? grant : revoke).mutate({ person: each.id })
                              }
                            />
                          ),
                      },
                      {
                        id: 'remove',
                        title: 'Here',
                        cell: (each: { id: string; name: string; leftAt?: string }) =>
                          each.leftAt ? (
                            `left ${moment(each.leftAt, { day: true })}`
                          ) : each.id === me.id ? (
                            'you'
                          ) : (
                            <Remove name={each.name} onRemove={() => remove.mutate({ person: each.id })} />
                          ),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Read>
        {isAdmin ? (
          <Text fz="xs" c="dimmed">
            Your own role is changed by another admin, so that nobody locks themselves out.
          </Text>
        ) : null}
      </Section>
    </div>
  )
}

/** Removing asks once more; who was removed can be added again, and then is who they were. */
function Remove({ name, onRemove }: { name: string; onRemove: () => void }) {
  const [isAsked, setAsked] = useState(false)
  return isAsked ? (
    <Button size="compact-xs" color="red" onClick={onRemove} onBlur={() => setAsked(false)} autoFocus>
      Yes, remove {name}
    </Button>
  ) : (
    <Button size="compact-xs" variant="default" onClick={() => setAsked(true)} aria-label={`Remove ${name}`}>
      Remove
    </Button>
  )
}

type Person = Awaited<ReturnType<typeof listPeople>>[number]

type Link = { email: string; token: string }

function Invitations() {
  const [isOpen, setOpen] = useState(false)
  const [link, setLink] = useState<Link | null>(null)
  const invitations = useReading<typeof listInvitations>('invitation.list', {})
  const revoke = useChange<typeof revokeInvitation>('invitation.revoke')
  const invite = useChange<typeof createInvitation>('invitation.create')
  const now = new Date().toISOString()
  return (
    <Section
      title="Invitations"
      aside={
        isOpen ? null : (
          <Button size="xs" onClick={() => setOpen(true)}>
            Invite somebody
          </Button>
        )
      }
    >
      {link ? (
        <Once
          title={`The link for ${link.email}`}
          secret={`${location.origin}/invitation?token=${encodeURIComponent(link.token)}`}
          says="Send it to them yourself. It works once, for seven days, and is not shown again."
          onDone={() => setLink(null)}
        />
      ) : null}
      {isOpen ? (
        <Invite
          error={invite.error}
          isBusy={invite.isPending}
          onCancel={() => setOpen(false)}
          onInvite={person =>
            invite.mutate(person, {
              onSuccess: ({ email, token }) => {
                setLink({ email, token })
                setOpen(false)
              },
            })
          }
        />
      ) : null}
      <Failure error={revoke.error} />
      <Read query={invitations} rows={2}>
        {all => (
          <Table
            caption="Everybody invited"
            rows={all}
            rowKey={({ id }) => id}
            empty={
              isOpen || link ? null : (
                <Empty
                  what="Nobody is invited."
                  why="An invitation is a link for one e-mail address, with a role and teams."
                />
              )
            }
            columns={[
              { id: 'name', title: 'Name', cell: each => each.name, value: each => each.name },
              { id: 'email', title: 'E-mail', wide: true, cell: each => each.email, value: each => each.email },
              { id: 'role', title: 'Role', wide: true, cell: each => each.role, value: each => each.role },
              {
                id: 'state',
                title: 'State',
                cell: each =>
                  each.acceptedAt !== null
                    ? `came ${moment(each.acceptedAt, { day: true })}`
                    : each.expiresAt <= now
                      ? 'over'
                      : `open until ${moment(each.expiresAt, { day: true })}`,
              },
              {
                id: 'end',
                title: 'End',
                cell: each =>
                  each.acceptedAt === null && each.expiresAt > now ? (
                    <Button size="compact-xs" variant="default" onClick={() => revoke.mutate({ id: each.id })}>
                      Take back<span className="visually-hidden"> the invitation of {each.name}</span>
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Read>
    </Section>
  )
}
