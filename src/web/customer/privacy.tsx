import { Alert, Button, Group, Menu, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useChange } from '../../features/ask.ts'
import type { consentOfCustomer } from '../../features/customer/operations/consenting.ts'
import type { eraseCustomer } from '../../features/customer/operations/erasing.ts'
import type { exportCustomer } from '../../features/customer/operations/exporting.ts'
import { counted } from '../../kit/figure.ts'
import { Failure } from '../../kit/page.tsx'
import { save } from '../../kit/save.ts'
import { useMe } from '../me.ts'

type Open = 'consent' | 'erase' | null

/** What a person may ask for by law, each by one click: everything that is kept, consent, and to be erased. */
export function Privacy({ id, who }: { id: string; who: string }) {
  const me = useMe()
  const [open, setOpen] = useState<Open>(null)
  const [failure, setFailure] = useState<unknown>(null)
  if (me.role === 'viewer') return null
  const give = async () => {
    try {
      const everything = await ask<typeof exportCustomer>('customer.export', { id })
      save(`customer-${id}.json`, `${JSON.stringify(everything, null, 2)}\n`, 'application/json')
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <Stack gap="xs" align="flex-end">
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">What they may ask for</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('consent')}>Consent …</Menu.Item>
          {me.role === 'admin' ? (
            <>
              <Menu.Item onClick={() => void give()}>Save everything about them</Menu.Item>
              <Menu.Item c="var(--status-bad)" onClick={() => setOpen('erase')}>
                Erase them …
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Failure error={failure} />
      <Modal opened={open === 'consent'} onClose={() => setOpen(null)} title={`Consent of ${who}`}>
        <Consent id={id} onDone={() => setOpen(null)} />
      </Modal>
      <Modal opened={open === 'erase'} onClose={() => setOpen(null)} title={`Erase ${who}?`}>
        <Erase id={id} onClose={() => setOpen(null)} />
      </Modal>
    </Stack>
  )
}

function Consent({ id, onDone }: { id: string; onDone: () => void }) {
  const [purpose, setPurpose] = useState('analytics')
  const [state, setState] = useState<'given' | 'withdrawn'>('withdrawn')
  const change = useChange<typeof consentOfCustomer>('customer.consent')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        change.mutate({ id, purpose, state }, { onSuccess: onDone })
      }}
    >
      <Stack>
        <Failure error={change.error} />
        <TextInput
          label="For what"
          description="Such as analytics or newsletter; without analytics nothing new of them is stored"
          value={purpose}
          onChange={event => setPurpose(event.currentTarget.value)}
          required
        />
        <NativeSelect
          label="They"
          data={[
            { value: 'withdrawn', label: 'withdraw it' },
            { value: 'given', label: 'give it' },
          ]}
          value={state}
          onChange={event => setState(event.currentTarget.value === 'given' ? 'given' : 'withdrawn')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending}>
            Write it down
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Erase({ id, onClose }: { id: string; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const erase = useChange<typeof eraseCustomer>('customer.erase')
  if (erase.data)
    return (
      <Stack>
        <Alert color="green" role="status">
          They are erased: {counted(erase.data.events, 'event', 'events')},{' '}
          {counted(erase.data.identifiers, 'identifier', 'identifiers')}. Nothing new of them is stored.
        </Alert>
        {erase.data.left.length > 0 ? (
          <Alert color="gray" title="What still names them">
            {erase.data.left.map(({ table, column }) => `${table} (${column})`).join(', ')}. That is signed or chained,
            so it stays: propose a revision that does not name them.
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button onClick={() => void navigate({ to: '/customers' as string })} data-autofocus>
            To the customers
          </Button>
        </Group>
      </Stack>
    )
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        erase.mutate({ id })
      }}
    >
      <Stack>
        <Text fz="sm">
          Everything they did and everything said of them is removed from every file, and nothing new of them is stored.
          Numbers of the past change with it. It cannot be undone; save everything about them first, if they asked for
          it.
        </Text>
        <Failure error={erase.error} />
        <TextInput
          label={`Type ${id} to say that you mean it`}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep them
          </Button>
          <Button type="submit" color="red" disabled={typed.trim() !== id} loading={erase.isPending}>
            Erase for good
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
