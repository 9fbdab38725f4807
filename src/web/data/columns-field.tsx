import { MultiSelect } from '@mantine/core'
import type { Columns } from '../../features/source/source.ts'
import { within } from './cells-field.tsx'

type ColumnsFieldProps = {
  id?: string
  label: string
  says: string
  value: Columns | undefined
  columns: readonly string[]
  onChange: (value: Columns | undefined) => void
}

/** One column or several of a file. */
export function ColumnsField({ id, label, says, value, columns, onChange }: ColumnsFieldProps) {
  const chosen = [value ?? []].flat().filter(each => each !== '')
  const data = chosen.reduce<string[]>((known, each) => within(known, each), [...columns])
  return (
    <MultiSelect
      {...(id === undefined ? {} : { id })}
      size="sm"
      label={label}
      description={says}
      data={data}
      value={chosen}
      searchable
      clearable
      hidePickedOptions
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
      onChange={next => onChange(next.length === 0 ? undefined : next.length === 1 ? next[0] : next)}
    />
  )
}
