import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Cell } from '../../features/source/source.ts'

const TYPES = [
  { value: '', label: 'as it stands' },
  { value: 'text', label: 'text' },
  { value: 'number', label: 'number' },
  { value: 'integer', label: 'whole number' },
  { value: 'money', label: 'money' },
  { value: 'boolean', label: 'yes or no' },
  { value: 'date', label: 'date' },
  { value: 'instant', label: 'date and time' },
  { value: 'list', label: 'list' },
]

type CellsFieldProps = {
  label: string
  says: string
  value: Record<string, Cell> | undefined
  columns: readonly string[]
  currency: string
  onChange: (value: Record<string, Cell> | undefined) => void
}

/** Named values and the columns they come from. What a form cannot say keeps what the YAML says. */
export function CellsField({ label, says, value, columns, currency, onChange }: CellsFieldProps) {
  const [entries, setEntries] = useState<[string, Cell][]>(() => Object.entries(value ?? {}))
  const set = (next: [string, Cell][]) => {
    setEntries(next)
    const named = next.filter(([name, cell]) => name !== '' && cell !== '')
    onChange(named.length > 0 ? Object.fromEntries(named) : undefined)
  }
  const change = (at: number, entry: [string, Cell]) => set(entries.map((each, i) => (i === at ? entry : each)))
  return (
    <Stack gap="xs" component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      <Text component="legend" fz="sm" fw={500}>
        {label}
      </Text>
      <Text fz="xs" c="dimmed">
        {says}
      </Text>
      {entries.map(([name, cell], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
        <div className="property-row" key={at}>
          <TextInput
            size="xs"
            label="Name"
            value={name}
            onChange={event => change(at, [event.currentTarget.value.trim(), cell])}
          />
          <CellFields cell={cell} columns={columns} currency={currency} onChange={next => change(at, [name, next])} />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${name || 'this value'}`}
            onClick={() => set(entries.filter((_, i) => i !== at))}
          >
            ✕
          </ActionIcon>
        </div>
      ))}
      <Group>
        <Button size="compact-xs" variant="default" onClick={() => setEntries([...entries, ['', '']])}>
          Add one
        </Button>
      </Group>
    </Stack>
  )
}

type Plain = { column: string; type?: string; currency?: string }

function plainOf(cell: Cell): Plain | undefined {
  if (typeof cell === 'string') return { column: cell }
  if (Array.isArray(cell) || !('column' in cell) || typeof cell.column !== 'string' || cell.map) return undefined
  if (cell.minor || cell.currency?.startsWith('{')) return undefined
  const { column, type, currency } = cell
  return { column, ...(type ? { type } : {}), ...(currency ? { currency } : {}) }
}

type CellFieldsProps = Pick<CellsFieldProps, 'columns' | 'currency'> & { cell: Cell; onChange: (cell: Cell) => void }

function CellFields({ cell, columns, currency, onChange }: CellFieldsProps) {
  const plain = plainOf(cell)
  if (!plain)
    return (
      <Text fz="xs" c="dimmed" style={{ gridColumn: 'span 2' }}>
        More than a form can say; see “As YAML”.
      </Text>
    )
  const say = ({ column, type, currency: of }: Plain) =>
    onChange(type ? ({ column, type, ...(type === 'money' ? { currency: of ?? currency } : {}) } as Cell) : column)
  return (
    <>
      <Select
        size="xs"
        label="Column"
        searchable
        data={within(columns, plain.column)}
        value={plain.column || null}
        onChange={column => say({ ...plain, column: column ?? '' })}
      />
      <Group gap={4} wrap="nowrap" align="end">
        <Select
          size="xs"
          label="Read as"
          data={within(TYPES, plain.type ?? '')}
          value={plain.type ?? ''}
          allowDeselect={false}
          onChange={type => say({ ...plain, type: type ?? '' })}
          flex={1}
        />
        {plain.type === 'money' ? (
          <TextInput
            size="xs"
            w={52}
            label="In"
            maxLength={3}
            value={plain.currency ?? ''}
            onChange={event => say({ ...plain, currency: event.currentTarget.value.toUpperCase() })}
          />
        ) : null}
      </Group>
    </>
  )
}

/** Choices with what is chosen among them, even when it is none of them. */
export function within<Choice extends string | { value: string; label: string }>(
  choices: readonly Choice[],
  value: string,
): (Choice | string)[] {
  const isKnown = value === '' || choices.some(each => (typeof each === 'string' ? each : each.value) === value)
  return isKnown ? [...choices] : [...choices, value]
}
