import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Shown } from '../../features/agreement/operations/show.ts'
import { useChange } from '../../features/ask.ts'
import type { AnyOperation } from '../../features/operation.ts'
import { Failure } from '../../kit/page.tsx'

/** Something that somebody is about to do with an agreement. */
export type Act =
  | { does: 'sign' }
  | { does: 'object' }
  | { does: 'submit' }
  | { does: 'retire' }
  | { does: 'settle'; objection: string }

type ActDialogProps = { act: Act | null; of: Shown; teams: ReadonlyMap<string, string>; onClose: () => void }

/** What is about to be done, for which team and why, before it is. What was typed stays when the server refuses it. */
export function ActDialog({ act, of, teams, onClose }: ActDialogProps) {
  return (
    <Modal opened={act !== null} onClose={onClose} title={act ? titleOf(act, of) : ''} centered>
      {act ? <Doing key={JSON.stringify(act)} act={act} of={of} teams={teams} onClose={onClose} /> : null}
    </Modal>
  )
}

function titleOf({ does }: Act, { head, may }: Shown): string {
  if (does === 'sign') return `Sign revision ${may.sign?.revision ?? head.number}`
  if (does === 'object') return `Object to revision ${may.object?.revision ?? head.number}`
  if (does === 'submit') return `Submit revision ${head.number}`
  return does === 'retire' ? 'Retire this agreement' : 'Settle the objection'
}

const SAYS: Record<Act['does'], string> = {
  sign: 'Your team stands by what it says. It is in force once every team that it binds has signed.',
  object: 'It cannot come into force while your objection is open. Only your team can settle it.',
  submit: 'Its teams are asked to sign. It cannot be changed any more; a change is the next revision.',
  retire: 'It ends, and no reading uses it from now on. Its history stays. This cannot be undone in the workspace.',
  settle: 'Signatures that are there count again.',
}

const ASKS: Partial<Record<Act['does'], string>> = {
  object: 'What is wrong with it?',
  retire: 'Why does it end?',
  settle: 'What came of it?',
}

const FIELD: Partial<Record<Act['does'], string>> = { object: 'reason', retire: 'why', settle: 'outcome' }

function Doing({ act, of, teams, onClose }: Omit<ActDialogProps, 'act'> & { act: Act }) {
  const turn = act.does === 'sign' ? of.may.sign : act.does === 'object' ? of.may.object : null
  const [team, setTeam] = useState(turn?.teams[0] ?? '')
  const [text, setText] = useState('')
  const change = useChange<AnyOperation>(`${of.kind}.${act.does}`)
  const asks = ASKS[act.does]
  const field = FIELD[act.does]
  const submit = () =>
    change.mutate(
      {
        name: of.name,
        ...(turn ? { team, revision: turn.revision } : {}),
        ...(act.does === 'submit' ? { revision: of.head.number } : {}),
        ...(act.does === 'settle' ? { objection: act.objection } : {}),
        ...(field ? { [field]: text } : {}),
      },
      { onSuccess: onClose },
    )
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack>
        <Text fz="sm">{SAYS[act.does]}</Text>
        <Failure error={change.error} />
        {turn ? (
          <Select
            label="For"
            data={turn.teams.map(each => ({ value: each, label: teams.get(each) ?? each }))}
            value={team}
            onChange={next => setTeam(next ?? team)}
            allowDeselect={false}
          />
        ) : null}
        {asks ? (
          <Textarea
            label={asks}
            value={text}
            onChange={event => setText(event.target.value)}
            maxLength={2000}
            required
            data-autofocus
          />
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending} color={act.does === 'retire' ? 'red' : undefined}>
            {{ sign: 'Sign', object: 'Object', submit: 'Submit', retire: 'Retire', settle: 'Settle' }[act.does]}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
