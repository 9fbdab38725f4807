import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, Section } from '../../kit/page.tsx'
import { post } from '../sign-in/state.ts'

/** Changes the reader’s password, and ends their other sessions unless they say otherwise. */
export function Password() {
  const client = useQueryClient()
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const [revokeOtherSessions, setRevoke] = useState(true)
  const change = useMutation({
    mutationFn: () => post('change-password', { currentPassword, newPassword, revokeOtherSessions }),
    onSuccess: () => {
      setCurrent('')
      setNew('')
      notifications.show({ message: 'Your password is changed.' })
      return client.invalidateQueries({ queryKey: ['account'] })
    },
  })
  return (
    <Section title="Password">
      <form
        className="settings-form"
        onSubmit={event => {
          event.preventDefault()
          change.mutate()
        }}
      >
        <Failure error={change.error} />
        <PasswordInput
          label="Password now"
          value={currentPassword}
          onChange={event => setCurrent(event.currentTarget.value)}
          autoComplete="current-password"
          required
        />
        <PasswordInput
          label="New password"
          description="At least 12 characters; four words that do not belong together are good"
          value={newPassword}
          onChange={event => setNew(event.currentTarget.value)}
          autoComplete="new-password"
          minLength={12}
          required
        />
        <Checkbox
          label="Sign out everywhere else"
          checked={revokeOtherSessions}
          onChange={event => setRevoke(event.currentTarget.checked)}
        />
        <Button type="submit" w="fit-content" size="xs" loading={change.isPending}>
          Change password
        </Button>
      </form>
    </Section>
  )
}
