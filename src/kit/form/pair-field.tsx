import { Group, Input, NumberInput } from '@mantine/core'
import { type FieldProps, useProblemsAt } from './in-form.ts'
import { idOf } from './schema.ts'

/** Two numbers, such as the ends of a band. */
export function PairField({ schema, value, path, onChange, label, required }: FieldProps) {
  const error = useProblemsAt(path, { inside: true })
  const [low, high] = Array.isArray(value) ? value : []
  const set = (at: 0 | 1, next: number | string) => {
    const number = next === '' ? undefined : Number(next)
    const pair = at === 0 ? [number, high] : [low, number]
    onChange(pair.every(each => each === undefined) ? undefined : pair.map(each => each ?? null))
  }
  const shown = (each: unknown) => (typeof each === 'number' ? each : '')
  return (
    <Input.Wrapper
      label={label}
      description={schema.description}
      error={error}
      withAsterisk={required ?? false}
      labelElement="div"
    >
      <Group gap="sm" mt={4}>
        <NumberInput
          id={idOf(path)}
          aria-label={`${label}, from`}
          value={shown(low)}
          onChange={next => set(0, next)}
          hideControls
          w={120}
        />
        <span>to</span>
        <NumberInput
          aria-label={`${label}, to`}
          value={shown(high)}
          onChange={next => set(1, next)}
          hideControls
          w={120}
        />
      </Group>
    </Input.Wrapper>
  )
}
