import { Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { type FieldProps, useProblemsAt } from './in-form.ts'
import { idOf } from './schema.ts'
import { readYaml, writeYaml } from './yaml-text.ts'

/** A part that is quicker written than clicked, such as a filter: a few lines of YAML, read while they are typed. */
export function CodeField({ schema, value, path, onChange, label, required }: FieldProps) {
  const problem = useProblemsAt(path, { inside: true })
  const [text, setText] = useState(() => writeYaml(value))
  const [mistake, setMistake] = useState<string | undefined>()
  const said = useRef(value)
  useEffect(() => {
    if (said.current === value) return
    said.current = value
    setText(writeYaml(value))
    setMistake(undefined)
  }, [value])
  const type = (next: string) => {
    setText(next)
    const read = readYaml(next)
    setMistake(read.mistake)
    if (read.mistake !== undefined) return
    said.current = read.value
    onChange(read.value)
  }
  return (
    <Textarea
      id={idOf(path)}
      label={label}
      description={[schema.description, 'As YAML, such as “country: DE”'].filter(Boolean).join('. ')}
      error={mistake ?? problem}
      withAsterisk={required ?? false}
      value={text}
      onChange={event => type(event.target.value)}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      spellCheck={false}
    />
  )
}
