import { AccountForm } from './account-form.tsx'
import { Frame } from './frame.tsx'
import { post } from './state.ts'

export default function SetupPage() {
  const token = new URLSearchParams(location.search).get('token') ?? ''
  return (
    <Frame
      title="The first admin"
      says="You stand at the machine, so you are the first. Everybody else comes by invitation."
    >
      <AccountForm
        says="Set up"
        onSubmit={async account => {
          await post('setup', { token, ...account })
          await post('sign-in/email', { email: account.email, password: account.password })
          location.assign('/')
        }}
      />
    </Frame>
  )
}
