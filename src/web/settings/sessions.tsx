import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { send } from '../../features/ask.ts'
import { moment } from '../../kit/figure.ts'
import { Failure, Read, Section } from '../../kit/page.tsx'
import { Table } from '../../kit/table.tsx'
import { post } from '../sign-in/state.ts'

type Session = {
  id: string
  token: string
  createdAt: string
  updatedAt: string
  expiresAt: string
  userAgent?: string | null
  ipAddress?: string | null
}

/** Where the reader is signed in, and a way to end each of those. */
export function Sessions({ own }: { own: string }) {
  const client = useQueryClient()
  const sessions = useQuery({
    queryKey: ['account', 'sessions'],
    queryFn: () => send('/api/auth/list-sessions') as Promise<Session[]>,
  })
  const refresh = () => client.invalidateQueries({ queryKey: ['account', 'sessions'] })
  const revoke = useMutation({ mutationFn: (token: string) => post('revoke-session', { token }), onSuccess: refresh })
  const others = useMutation({ mutationFn: () => post('revoke-other-sessions', {}), onSuccess: refresh })
  return (
    <Section
      title="Where I am signed in"
      aside={
        (sessions.data?.length ?? 0) > 1 ? (
          <Button size="compact-xs" variant="default" loading={others.isPending} onClick={() => others.mutate()}>
            Sign out everywhere else
          </Button>
        ) : null
      }
    >
      <Failure error={revoke.error ?? others.error} />
      <Read query={sessions} rows={3}>
        {all => (
          <Table
            caption="My sessions"
            rows={all}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'where',
                title: 'Browser',
                cell: each => browserOf(each.userAgent),
                value: each => browserOf(each.userAgent),
              },
              {
                id: 'address',
                title: 'Address',
                wide: true,
                cell: each => each.ipAddress || '–',
                value: each => each.ipAddress ?? null,
              },
              { id: 'since', title: 'Since', cell: each => moment(each.createdAt), value: each => each.createdAt },
              {
                id: 'until',
                title: 'Until',
                wide: true,
                cell: each => moment(each.expiresAt),
                value: each => each.expiresAt,
              },
              {
                id: 'end',
                title: 'End',
                cell: each =>
                  each.token === own ? (
                    'this one'
                  ) : (
                    <Button
                      size="compact-xs"
                      variant="default"
                      loading={revoke.isPending && revoke.variables === each.token}
                      onClick={() => revoke.mutate(each.token)}
                    >
                      End<span className="visually-hidden"> the session in {browserOf(each.userAgent)}</span>
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Read>
    </Section>
  )
}

const BROWSERS = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari']
const SYSTEMS = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux']

/** `Firefox on Windows`: what a browser says of itself, shortened. */
function browserOf(agent: string | null | undefined): string {
  if (!agent) return 'A browser that did not say'
  const named = (names: readonly string[]) => names.find(name => agent.includes(name))
  const browser = { Edg: 'Edge', OPR: 'Opera' }[named(BROWSERS) ?? ''] ?? named(BROWSERS) ?? 'A program'
  const system = named(SYSTEMS)
  return system === undefined ? browser : `${browser} on ${system}`
}
