import { Button, Group, TextInput } from '@mantine/core'
import { UrlSelect, UrlText } from '../../../kit/url-fields.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import { askedIn, spanBefore } from './asked.ts'

/** Who counts, how they are grouped, and what they are compared with; all of it stands in the address. */
export function FunnelFilters({ by }: { by: readonly string[] }) {
  const [said, set] = useUrlState()
  const { from, to } = askedIn(said).question
  const dimensions = [...new Set([...by, 'channel'])]
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label="What to show">
      <Day name="from" label="Entered from" />
      <Day name="to" label="and before" />
      <UrlSelect
        name="split"
        label="Split by"
        none={by.length > 0 ? `${by.join(', ')}, as agreed` : 'Nothing'}
        choices={[
          ...(by.length > 0 ? [{ value: 'none', label: 'Nothing' }] : []),
          ...dimensions.map(each => ({ value: each, label: each })),
        ]}
      />
      <UrlSelect
        name="cohort"
        label="Group by entry"
        none="All together"
        choices={['week', 'month', 'quarter'].map(each => ({ value: each, label: `by ${each}` }))}
      />
      <UrlText name="property" label="Only where" placeholder="Property of step 1" />
      <UrlText name="is" label="is" placeholder="Value" />
      <Day name="thenFrom" label="Compared with, from" />
      <Day name="thenTo" label="and before" />
      {from && to ? (
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            const span = spanBefore(from, to)
            set({ thenFrom: span.from, thenTo: span.to })
          }}
        >
          The span before
        </Button>
      ) : null}
      {Object.keys(said).some(key => key !== 'receipt') ? (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => set(Object.fromEntries(Object.keys(said).map(key => [key, undefined])))}
        >
          Clear
        </Button>
      ) : null}
    </Group>
  )
}

function Day({ name, label }: { name: string; label: string }) {
  const [said, set] = useUrlState()
  return (
    <TextInput
      size="xs"
      type="date"
      label={label}
      value={said[name] ?? ''}
      onChange={event => set({ [name]: event.currentTarget.value })}
    />
  )
}
