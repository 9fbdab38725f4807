import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Failure } from '../../kit/page.tsx'

export type Account = { email: string; name: string; password: string }

/** Name and password of a new account; the e-mail is given where it is known already. */
export function AccountForm({ email: known, name: called = '', says, onSubmit }: AccountFormProps) {
  const [email, setEmail] = useState(known ?? '')
  const [name, setName] = useState(called)
  const [password, setPassword] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    onSubmit({ email, name, password })
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Failure error={error} />
        <TextInput
          label="E-mail"
          type="email"
          value={email}
          onChange={event => setEmail(event.target.value)}
          readOnly={known !== undefined}
          autoComplete="username"
          required
        />
        <TextInput
          label="Name"
          value={name}
          onChange={event => setName(event.target.value)}
          autoComplete="name"
          required
        />
        <PasswordInput
          label="Password"
          description="At least 12 characters; four words that do not belong together are good"
          value={password}
          onChange={event => setPassword(event.target.value)}
          autoComplete="new-password"
          required
        />
        <Button type="submit" loading={isBusy}>
          {says}
        </Button>
      </Stack>
    </form>
  )
}

type AccountFormProps = { email?: string; name?: string; says: string; onSubmit: (account: Account) => Promise<void> }
