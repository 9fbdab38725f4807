import { Button, CopyButton, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, Section } from '../../kit/page.tsx'
import { post } from '../sign-in/state.ts'

type Begun = { totpURI: string; backupCodes: string[] }

/** A second factor: an app on the phone that shows a code, and ten codes for the day the phone is gone. */
export function TwoFactor({ isOn, email }: { isOn: boolean; email: string }) {
  const client = useQueryClient()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: ['account'] })
  return (
    <Section title="Second factor">
      {begun ? (
        <Verify
          begun={begun}
          email={email}
          onDone={() => {
            setCodes(begun.backupCodes)
            setBegun(null)
            notifications.show({ message: 'From now on you are asked for a code when you sign in.' })
            return refresh()
          }}
        />
      ) : (
        <Switching isOn={isOn} onBegun={setBegun} onCodes={setCodes} onOff={refresh} />
      )}
      {codes ? <Codes codes={codes} onDone={() => setCodes(null)} /> : null}
    </Section>
  )
}

type SwitchingProps = {
  isOn: boolean
  onBegun: (begun: Begun) => void
  onCodes: (codes: string[]) => void
  onOff: () => void
}

function Switching({ isOn, onBegun, onCodes, onOff }: SwitchingProps) {
  const [password, setPassword] = useState('')
  const begin = useMutation({
    mutationFn: () => post('two-factor/enable', { password }) as Promise<Begun>,
    onSuccess: onBegun,
  })
  const renew = useMutation({
    mutationFn: () => post('two-factor/generate-backup-codes', { password }) as Promise<{ backupCodes: string[] }>,
    onSuccess: ({ backupCodes }) => onCodes(backupCodes),
  })
  const end = useMutation({
    mutationFn: () => post('two-factor/disable', { password }),
    onSuccess: () => {
      notifications.show({ message: 'You sign in with your password alone again.' })
      onOff()
    },
  })
  return (
    <form
      className="settings-form"
      onSubmit={event => {
        event.preventDefault()
        if (isOn) renew.mutate()
        else begin.mutate()
      }}
    >
      <Text fz="sm">
        {isOn
          ? 'It is on: you are asked for a code when you sign in.'
          : 'It is off: whoever knows your password is you. An app that shows codes makes it two things to know.'}
      </Text>
      <Failure error={begin.error ?? renew.error ?? end.error} />
      <PasswordInput
        label="Password, to be sure that it is you"
        value={password}
        onChange={event => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        required
      />
      <Group gap="xs">
        <Button type="submit" size="xs" loading={begin.isPending || renew.isPending}>
          {isOn ? 'New backup codes' : 'Set it up'}
        </Button>
        {isOn ? (
          <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            Switch it off
          </Button>
        ) : null}
      </Group>
    </form>
  )
}

function Verify({ begun, email, onDone }: { begun: Begun; email: string; onDone: () => void }) {
  const [code, setCode] = useState('')
  const secret = new URL(begun.totpURI).searchParams.get('secret') ?? ''
  const verify = useMutation({ mutationFn: () => post('two-factor/verify-totp', { code }), onSuccess: onDone })
  return (
    <form
      className="settings-form"
      onSubmit={event => {
        event.preventDefault()
        verify.mutate()
      }}
    >
      <Text fz="sm">
        Add Plumbline ({email}) to your app by typing this secret into it, or open the link on the phone itself. Then
        type the code it shows.
      </Text>
      <div className="secret">{secret.match(/.{1,4}/g)?.join(' ')}</div>
      <Group gap="sm">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy the secret'}
            </Button>
          )}
        </CopyButton>
        <Button size="xs" variant="default" component="a" href={begun.totpURI}>
          Open in an app on this device
        </Button>
      </Group>
      <Failure error={verify.error} />
      <TextInput
        label="Code"
        description="Six digits"
        value={code}
        onChange={event => setCode(event.currentTarget.value.trim())}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]{6}"
        required
      />
      <Button type="submit" w="fit-content" size="xs" loading={verify.isPending}>
        Switch it on
      </Button>
    </form>
  )
}

function Codes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <Stack gap="xs" maw={480} role="status">
      <Text fz="sm">
        Keep these backup codes where your phone is not. Each lets you in once without it; they are not shown again.
      </Text>
      <ul className="codes">
        {codes.map(code => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button size="xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy all'}
            </Button>
          )}
        </CopyButton>
        <Button size="xs" variant="default" onClick={onDone}>
          I have kept them
        </Button>
      </Group>
    </Stack>
  )
}
