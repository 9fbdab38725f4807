import { Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, Read } from '../../kit/page.tsx'
import { Frame } from './frame.tsx'
import { after, post, type SignInState, stateOptions } from './state.ts'

export default function SignInPage() {
  const state = useQuery(stateOptions)
  return (
    <Read query={state} rows={3}>
      {known =>
        known.demo ? <DemoDoors people={known.demo} company={known.company} /> : <PasswordDoor state={known} />
      }
    </Read>
  )
}

function DemoDoors({ people, company }: { people: NonNullable<SignInState['demo']>; company: string }) {
  const [error, setError] = useState<unknown>(null)
  const enter = (person: string) =>
    post('demo', { person }).then(() => location.assign(after(location.search)), setError)
  return (
    <Frame
      title={`Look around ${company}`}
      says="This is the demonstration. Come in as any of its people, and see what each of them sees."
    >
      <Stack gap="xs">
        <Failure error={error} />
        {people.map(({ id, name, role }) => (
          <Button
            key={id}
            variant="default"
            justify="space-between"
            rightSection={
              <Text fz="xs" c="dimmed">
                {role}
              </Text>
            }
            onClick={() => void enter(id)}
          >
            {name}
          </Button>
        ))}
      </Stack>
    </Frame>
  )
}

function PasswordDoor({ state }: { state: SignInState }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [error, setError] = useState<unknown>(() => refusalIn(location.search))
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      if (asksCode)
        await post(code.includes('-') ? 'two-factor/verify-backup-code' : 'two-factor/verify-totp', { code })
      else {
        const answer = (await post('sign-in/email', { email, password })) as { twoFactorRedirect?: boolean }
        if (answer.twoFactorRedirect) return setAsksCode(true)
      }
      location.assign(after(location.search))
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  const single = async () => {
    const answer = (await post('sign-in/social', { provider: 'oidc', callbackURL: after(location.search) })) as {
      url: string
    }
    location.assign(answer.url)
  }
  if (state.setup)
    return (
      <Frame title="Nobody is here yet">
        <Text>
          Open the address that stands in the terminal in which the server was started. It makes you the first admin.
        </Text>
      </Frame>
    )
  return (
    <Frame title={`Sign in to ${state.company}`}>
      <form onSubmit={submit}>
        <Stack>
          <Failure error={error} />
          {asksCode ? (
            <TextInput
              label="Code"
              description="From your authenticator, or one of your backup codes"
              value={code}
              onChange={event => setCode(event.target.value)}
              autoComplete="one-time-code"
              inputMode="numeric"
              required
              data-autofocus
            />
          ) : (
            <>
              <TextInput
                label="E-mail"
                type="email"
                value={email}
                onChange={event => setEmail(event.target.value)}
                autoComplete="username"
                required
              />
              <PasswordInput
                label="Password"
                value={password}
                onChange={event => setPassword(event.target.value)}
                autoComplete="current-password"
                required
              />
            </>
          )}
          <Button type="submit" loading={isBusy}>
            Sign in
          </Button>
          {state.sso && !asksCode ? (
            <>
              <Divider label="or" />
              <Button variant="default" onClick={() => void single().catch(setError)}>
                Single sign-on
              </Button>
            </>
          ) : null}
        </Stack>
      </form>
    </Frame>
  )
}

/** Why single sign-on led back here without letting anybody in. */
function refusalIn(search: string): Error | null {
  return new URLSearchParams(search).has('error')
    ? new Error('Your provider knows you, but you are not one of this company yet. Ask an admin to invite you.')
    : null
}
