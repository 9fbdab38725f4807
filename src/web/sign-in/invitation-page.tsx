import { useQuery } from '@tanstack/react-query'
import { send } from '../../features/ask.ts'
import { Read } from '../../kit/page.tsx'
import { AccountForm } from './account-form.tsx'
import { Frame } from './frame.tsx'
import { post } from './state.ts'

type Invited = { email: string; name: string; company: string }

export default function InvitationPage() {
  const token = new URLSearchParams(location.search).get('token') ?? ''
  const invited = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => send(`/api/auth/invitation?token=${encodeURIComponent(token)}`) as Promise<Invited>,
    retry: false,
  })
  return (
    <Frame title="You are invited">
      <Read query={invited} rows={3}>
        {({ email, name, company }) => (
          <AccountForm
            email={email}
            name={name}
            says={`Join ${company}`}
            onSubmit={async account => {
              await post('invitation', { token, name: account.name, password: account.password })
              await post('sign-in/email', { email, password: account.password })
              location.assign('/')
            }}
          />
        )}
      </Read>
    </Frame>
  )
}
