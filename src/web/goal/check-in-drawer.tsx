import { Button, Drawer, Group, NumberInput, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import type { FormEvent } from 'react'
import { HEALTH } from '../../features/goal/check-in.ts'
import { useKept } from '../../kit/kept.ts'
import { Failure } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { ConfidenceSlider } from './confidence-slider.tsx'
import type { GoalReading, ResultReading } from './goal-tree.ts'
import { type Draft, isByHand, spokenIn } from './spoken.ts'
import { useCheckIn } from './use-check-in.ts'

/** Saying how a goal goes, in under a minute: what is filled in is what was said last, and what is typed is kept until it is sent. */
export function CheckInDrawer({ goal, isOpen, onClose }: { goal: GoalReading; isOpen: boolean; onClose: () => void }) {
  const isNarrow = useMediaQuery('(max-width: 40em)')
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={<Text fw={600}>{`Check in: ${goal.title}`}</Text>}
      size={isNarrow ? '92%' : 480}
      position={isNarrow ? 'bottom' : 'right'}
    >
      <CheckInForm goal={goal} onDone={onClose} />
    </Drawer>
  )
}

function CheckInForm({ goal, onDone }: { goal: GoalReading; onDone: () => void }) {
  const [draft, change, forget] = useKept<Draft>(`check-in/${goal.goal}`, {
    confidence: goal.confidence === null ? null : Math.round(goal.confidence * 20) / 2,
    health: goal.health,
    note: '',
    blockers: '',
    results: {},
  })
  const saying = useCheckIn(goal.goal)
  const send = (event: FormEvent) => {
    event.preventDefault()
    saying.mutate(spokenIn(draft, goal.results), {
      onSuccess: () => {
        forget()
        onDone()
        notifications.show({ message: 'Said. It stands on the page for everybody now.' })
      },
    })
  }
  const changeResult = (name: string, part: Draft['results'][string]) =>
    change({ results: { ...draft.results, [name]: { ...draft.results[name], ...part } } })
  const byHand = goal.results.filter(isByHand)
  return (
    <form onSubmit={send}>
      <Stack gap="lg">
        <Failure error={saying.error} />
        <ConfidenceSlider
          label="How sure are you that it will be reached?"
          value={draft.confidence}
          onChange={confidence => change({ confidence })}
        />
        <Radio.Group
          label="How does it go?"
          value={draft.health ?? ''}
          onChange={health => change({ health: health as Draft['health'] })}
        >
          <Group gap="lg" mt={6}>
            {HEALTH.map(each => (
              <Radio key={each} value={each} label={<Status of={each} />} />
            ))}
          </Group>
        </Radio.Group>
        {byHand.map(result => (
          <ByHand
            key={result.name}
            result={result}
            said={draft.results[result.name] ?? {}}
            onChange={part => changeResult(result.name, part)}
          />
        ))}
        <Textarea
          label="What happened"
          description="A sentence or two, for those who were not there."
          value={draft.note}
          onChange={event => change({ note: event.currentTarget.value })}
          maxLength={5000}
        />
        <Textarea
          label="What is in the way"
          description="Leave it empty when nothing is."
          value={draft.blockers}
          onChange={event => change({ blockers: event.currentTarget.value })}
          maxLength={2000}
        />
        <Group justify="space-between">
          <Button type="submit" loading={saying.isPending}>
            Check in
          </Button>
          <Text fz="xs" c="dimmed">
            Kept here until you send it.
          </Text>
        </Group>
      </Stack>
    </form>
  )
}

type ByHandProps = {
  result: ResultReading
  said: Draft['results'][string]
  onChange: (part: Draft['results'][string]) => void
}

/** The number of a key result that no metric gives. */
function ByHand({ result: { name, form, unit, progress }, said, onChange }: ByHandProps) {
  return (
    <Stack gap={6} component="fieldset" m={0} p={0} bd={0}>
      <Text component="legend" fw={500} fz="sm" p={0}>
        {name}
      </Text>
      {form === 'milestone' ? (
        <Radio.Group
          aria-label={`Is “${name}” done?`}
          value={said.value === undefined ? '' : String(said.value)}
          onChange={value => onChange({ value: Number(value) })}
        >
          <Group gap="lg">
            <Radio value="1" label="It is done" />
            <Radio value="0" label={progress === 1 ? 'It is not done after all' : 'Not yet'} />
          </Group>
        </Radio.Group>
      ) : (
        <NumberInput
          aria-label={`${name}, now${unit ? ` in ${unit}` : ''}`}
          placeholder="Now"
          suffix={unit && unit !== '%' ? ` ${unit}` : undefined}
          value={said.value ?? ''}
          onChange={value => onChange({ value: value === '' ? undefined : Number(value) })}
          thousandSeparator=","
        />
      )}
      {said.value === undefined ? null : (
        <TextInput
          label="Where that comes from"
          description="So that others can look: a list, a ticket, a meeting."
          value={said.source ?? ''}
          onChange={event => onChange({ source: event.currentTarget.value })}
          maxLength={500}
        />
      )}
    </Stack>
  )
}
