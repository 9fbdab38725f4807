import { ActionIcon, Button, Checkbox, Fieldset, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Columns, Emitted } from '../../features/source/source.ts'
import { idOf } from '../../kit/form/schema.ts'
import { CellsField, within } from './cells-field.tsx'
import { ColumnsField } from './columns-field.tsx'

type EventsFieldProps = {
  value: readonly Emitted[]
  columns: readonly string[]
  currency: string
  onChange: (value: Emitted[]) => void
}

/** What happened: each event with its name, the column that says when, and its properties. */
export function EventsField({ value, columns, currency, onChange }: EventsFieldProps) {
  const change = (at: number, event: Emitted) => onChange(value.map((each, i) => (i === at ? event : each)))
  return (
    <Stack gap="sm" id={idOf(['events'])} tabIndex={-1}>
      {value.map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: events have no identity of their own
        <Fieldset key={at} legend={legendOf(event, at)} p="sm" id={idOf(['events', at])} tabIndex={-1}>
          <Stack gap="sm">
            {event.each ? (
              <EachFields event={event} columns={columns} onChange={next => change(at, next)} />
            ) : (
              <OneFields event={event} columns={columns} onChange={next => change(at, next)} />
            )}
            {event.when ? (
              <Text fz="xs" c="dimmed">
                Only where {JSON.stringify(event.when)}; change this in “As YAML”.
              </Text>
            ) : null}
            <CellsField
              label="Properties"
              says="What else the row says about it"
              value={event.props}
              columns={columns}
              currency={currency}
              onChange={props => change(at, without({ ...event, props }))}
            />
            <Group>
              <Button
                size="compact-xs"
                variant="subtle"
                color="red"
                onClick={() => onChange(value.filter((_, i) => i !== at))}
              >
                Remove this event
              </Button>
            </Group>
          </Stack>
        </Fieldset>
      ))}
      <Group>
        <Button size="xs" variant="default" onClick={() => onChange([...value, { name: '', at: '' }])}>
          Add an event
        </Button>
      </Group>
    </Stack>
  )
}

function legendOf({ name, each }: Emitted, at: number): string {
  if (each) return `Event ${at + 1}: one for each date`
  return typeof name === 'string' && name ? `Event ${at + 1}: ${name}` : `Event ${at + 1}`
}

type FieldsProps = { event: Emitted; columns: readonly string[]; onChange: (event: Emitted) => void }

function OneFields({ event, columns, onChange }: FieldsProps) {
  const { name, at, optional } = event
  return (
    <>
      {name === undefined || typeof name === 'string' ? (
        <TextInput
          label="Name of the event"
          description="What happened, as metrics will call it, such as deal_won"
          value={name ?? ''}
          onChange={typed => onChange({ ...event, name: typed.currentTarget.value })}
        />
      ) : (
        <Text fz="xs" c="dimmed">
          Its name comes from a column; change this in “As YAML”.
        </Text>
      )}
      <ColumnsField
        label="When it happened"
        says="The column with the date"
        value={at}
        columns={columns}
        onChange={next => onChange(without({ ...event, at: next as Columns }))}
      />
      <Checkbox
        label="A row without this date simply has no such event"
        checked={optional ?? false}
        onChange={ticked => onChange(without({ ...event, optional: ticked.currentTarget.checked || undefined }))}
      />
    </>
  )
}

function EachFields({ event, columns, onChange }: FieldsProps) {
  const [pairs, setPairs] = useState<[string, string][]>(() => Object.entries(event.each ?? {}))
  const set = (next: [string, string][]) => {
    setPairs(next)
    onChange({ ...event, each: Object.fromEntries(next.filter(([column, name]) => column !== '' && name !== '')) })
  }
  const change = (at: number, pair: [string, string]) => set(pairs.map((each, i) => (i === at ? pair : each)))
  return (
    <Stack gap="xs">
      {pairs.map(([column, name], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
        <Group key={at} gap="xs" wrap="nowrap" align="end">
          <Select
            size="xs"
            flex={1}
            label="When"
            searchable
            data={within(columns, column)}
            value={column || null}
            onChange={next => change(at, [next ?? '', name])}
          />
          <TextInput
            size="xs"
            flex={1}
            label="Name of the event"
            value={name}
            onChange={typed => change(at, [column, typed.currentTarget.value])}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${name || 'this date'}`}
            onClick={() => set(pairs.filter((_, i) => i !== at))}
          >
            ✕
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button size="compact-xs" variant="default" onClick={() => setPairs([...pairs, ['', '']])}>
          Add a date
        </Button>
      </Group>
    </Stack>
  )
}

/** A value without the fields that say nothing. */
export function without<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T
}
