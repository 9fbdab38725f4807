import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../features/ask.ts'
import type { undoIdentity } from '../../features/identity/operations/deciding.ts'
import { Failure } from '../../kit/page.tsx'

/** Takes back what somebody decided about two ids, with the reason. */
export function TakeBack({ id }: { id: string }) {
  const [isOpen, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const undo = useChange<typeof undoIdentity>('identity.undo')
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        Undo
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Undo what was decided">
        <form
          onSubmit={event => {
            event.preventDefault()
            undo.mutate({ id, why }, { onSuccess: () => setOpen(false) })
          }}
        >
          <Stack>
            <Failure error={undo.error} />
            <TextInput
              label="Why"
              description="It is kept for good, so do not name the person"
              value={why}
              onChange={event => setWhy(event.currentTarget.value)}
              required
              data-autofocus
            />
            <Group justify="flex-end">
              <Button type="submit" loading={undo.isPending}>
                Undo it
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
