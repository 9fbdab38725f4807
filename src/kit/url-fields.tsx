import { NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useUrlState } from './url-state.ts'

type Choice = string | { value: string; label: string }

type SelectProps = {
  /** Word of the address that it sets. */
  name: string
  label: string
  /** What is chosen while the address says nothing. */
  none: string
  choices: readonly Choice[]
  disabled?: boolean
}

/** A choice that stands in the address; choosing the first line takes it out again. */
export function UrlSelect({ name, label, none, choices, disabled = false }: SelectProps) {
  const [said, set] = useUrlState()
  const value = said[name] ?? ''
  const known = choices.map(choice => (typeof choice === 'string' ? { value: choice, label: choice } : choice))
  const unknown = value === '' || known.some(choice => choice.value === value) ? [] : [{ value, label: value }]
  return (
    <NativeSelect
      size="xs"
      label={label}
      disabled={disabled}
      data={[{ value: '', label: none }, ...known, ...unknown]}
      value={value}
      onChange={event => set({ [name]: event.currentTarget.value })}
    />
  )
}

const QUIET_MS = 200

/** Words that stand in the address as they are typed. */
export function UrlText({ name, label, placeholder }: { name: string; label: string; placeholder?: string }) {
  const [said, set] = useUrlState()
  const value = said[name] ?? ''
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => set({ [name]: typed }), QUIET_MS)
    return () => clearTimeout(timer)
  }, [typed, value, name, set])
  return (
    <TextInput
      size="xs"
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={event => setTyped(event.currentTarget.value)}
      data-filter
    />
  )
}
