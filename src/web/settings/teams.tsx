import { Button } from '@mantine/core'
import { useReading } from '../../features/ask.ts'
import type { listPeople, listTeams } from '../../features/team/operations.ts'
import { Empty, Read, Section } from '../../kit/page.tsx'
import { Table } from '../../kit/table.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { TeamDrawer } from './team-drawer.tsx'

/** The teams with who speaks for them; a team opens to be changed. */
export function TeamsPart({ isAdmin }: { isAdmin: boolean }) {
  const [said, say] = useUrlState()
  const teams = useReading<typeof listTeams>('team.list', {})
  const people = useReading<typeof listPeople>('person.list', {})
  const nameOf = (id: string) => people.data?.find(person => person.id === id)?.name ?? id
  return (
    <Section
      title="Teams"
      aside={
        isAdmin ? (
          <Button size="xs" onClick={() => say({ team: '+' }, { push: true })}>
            Add a team
          </Button>
        ) : null
      }
    >
      <Read query={teams}>
        {all => {
          const named = (row: (typeof all)[number], parts: readonly string[]) =>
            row.people
              .filter(({ part }) => parts.includes(part))
              .map(({ person }) => nameOf(person))
              .join(', ')
          const open = all.find(({ name }) => name === said.team)
          return (
            <>
              <Table
                caption="All teams"
                csv="teams"
                rows={all}
                rowKey={({ name }) => name}
                onOpen={({ name }) => say({ team: name }, { push: true })}
                empty={
                  <Empty
                    what="There is no team yet."
                    why="Goals, numbers and agreements belong to teams, and teams sign them."
                  />
                }
                columns={[
                  { id: 'team', title: 'Team', cell: each => each.title, value: each => each.title },
                  { id: 'name', title: 'Name in files', wide: true, cell: each => each.name, value: each => each.name },
                  {
                    id: 'department',
                    title: 'Department',
                    wide: true,
                    cell: each => each.department,
                    value: each => each.department,
                  },
                  {
                    id: 'lead',
                    title: 'Lead',
                    cell: each => named(each, ['lead']) || '–',
                    value: each => named(each, ['lead']),
                  },
                  {
                    id: 'delegates',
                    title: 'Delegates',
                    wide: true,
                    cell: each => named(each, ['delegate']) || '–',
                    value: each => named(each, ['delegate']),
                  },
                  {
                    id: 'people',
                    title: 'People',
                    align: 'right',
                    cell: each => each.people.length,
                    value: each => each.people.length,
                  },
                ]}
              />
              <TeamDrawer
                name={open || said.team === '+' ? said.team : undefined}
                team={open}
                people={people.data ?? []}
                isAdmin={isAdmin}
                onClose={() => say({ team: undefined })}
              />
            </>
          )
        }}
      </Read>
    </Section>
  )
}
