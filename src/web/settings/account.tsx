import { Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { send, useChange, useReading } from '../../features/ask.ts'
import type { changeInbox, showInbox } from '../../features/inbox/operations.ts'
import { Failure, Read, Section } from '../../kit/page.tsx'
import { useMe } from '../me.ts'
import { Password } from './password.tsx'
import { Sessions } from './sessions.tsx'
import { TwoFactor } from './two-factor.tsx'

type Known = { user: { email: string; twoFactorEnabled?: boolean | null }; session: { token: string } }

/** How the reader signs in and is written to. */
export function AccountPart() {
  const me = useMe()
  const session = useQuery({
    queryKey: ['account', 'session'],
    queryFn: () => send('/api/auth/get-session') as Promise<Known>,
  })
  const accounts = useQuery({
    queryKey: ['account', 'accounts'],
    queryFn: () => send('/api/auth/list-accounts') as Promise<{ providerId: string }[]>,
  })
  return (
    <div className="settings-part">
      <Section title="Who I am">
        <Text fz="sm">
          {me.name}
          {session.data ? `, ${session.data.user.email}` : ''}. Role: {me.role}.{' '}
          {me.signsFor.length > 0 ? `Signs for ${me.signsFor.join(', ')}.` : 'Signs for no team.'}
        </Text>
      </Section>
      <Mail />
      <Read query={accounts} rows={3}>
        {known =>
          known.some(({ providerId }) => providerId === 'credential') ? (
            <>
              <Password />
              <Read query={session} rows={2}>
                {({ user }) => <TwoFactor isOn={user.twoFactorEnabled === true} email={user.email} />}
              </Read>
            </>
          ) : (
            <Section title="Password">
              <Text fz="sm">You sign in without a password here, so there is none to change and no second factor.</Text>
            </Section>
          )
        }
      </Read>
      <Read query={session} rows={3}>
        {({ session: { token } }) => <Sessions own={token} />}
      </Read>
    </div>
  )
}

/** Whether there is a mail each morning; never, until somebody says so. */
function Mail() {
  const inbox = useReading<typeof showInbox>('inbox.show', {})
  const change = useChange<typeof changeInbox>('inbox.settings')
  const mail = change.isPending ? change.variables.mail : inbox.data?.settings.mail
  return (
    <Section title="Mail">
      <Failure error={change.error} />
      <Switch
        label="A mail at seven in the morning, when something waits for me or is new"
        description="Never more than one a day. In the app you are told of at most five things a week; the rest is on Home."
        checked={mail === 'daily'}
        disabled={inbox.data === undefined}
        onChange={event => change.mutate({ mail: event.currentTarget.checked ? 'daily' : 'never' })}
      />
    </Section>
  )
}
