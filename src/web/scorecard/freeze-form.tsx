import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useId, useState } from 'react'
import { useChange } from '../../features/ask.ts'
import type { freezeScorecard } from '../../features/scorecard/operations/freezing.ts'
import { Failure } from '../../kit/page.tsx'
import type { Freezable } from './frozen-periods.tsx'

/** Freezes a period that is over; a second time only with a reason, beside the first. */
export function FreezeForm({ name, freezable }: { name: string; freezable: Freezable }) {
  const first = freezable.find(each => each.frozen === 0) ?? freezable[0]
  const [period, setPeriod] = useState(first?.period ?? '')
  const [why, setWhy] = useState('')
  const id = useId()
  const change = useChange<typeof freezeScorecard>('scorecard.freeze')
  const isAgain = (freezable.find(each => each.period === period)?.frozen ?? 0) > 0
  const submit = () =>
    change.mutate(
      { name, period, ...(isAgain ? { again: true, why } : {}) },
      {
        onSuccess: freeze => {
          setWhy('')
          notifications.show({
            message:
              freeze.missing.length > 0
                ? `${freeze.period} is frozen. It waits for ${freeze.missing.join(', ')} to sign it off.`
                : `${freeze.period} is frozen.`,
          })
        },
      },
    )
  if (freezable.length === 0) return null
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <Group gap="sm" align="flex-end">
        <NativeSelect
          size="xs"
          label="Freeze a period that is over"
          value={period}
          onChange={event => setPeriod(event.currentTarget.value)}
          data={freezable.map(each => ({
            value: each.period,
            label: each.frozen > 0 ? `${each.period} (frozen already)` : each.period,
          }))}
        />
        {isAgain ? (
          <TextInput
            size="xs"
            label="Why again"
            required
            miw={260}
            value={why}
            onChange={event => setWhy(event.currentTarget.value)}
          />
        ) : null}
        <Button type="submit" size="xs" variant="default" loading={change.isPending} aria-describedby={id}>
          Freeze {period}
        </Button>
      </Group>
      <Text fz="xs" c="dimmed" id={id} mt={4}>
        It keeps the numbers exactly as they are now, and cannot be undone; a mistake is put right by a second freeze.
      </Text>
      <Failure error={change.error} />
    </form>
  )
}
