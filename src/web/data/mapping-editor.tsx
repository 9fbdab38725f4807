import { Grid, SegmentedControl, Stack, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { readYaml, writeYaml } from '../../kit/form/yaml-text.ts'
import { type Mapping, MappingForm } from './mapping-form.tsx'

type MappingEditorProps = {
  value: Mapping
  columns: readonly string[]
  currency: string
  onChange: (value: Mapping) => void
  /** What comes of it, beside what is typed. */
  beside: ReactNode
}

/** A mapping as a form or as YAML, whichever is quicker, with what comes of it beside. */
export function MappingEditor({ value, columns, currency, onChange, beside }: MappingEditorProps) {
  const [way, setWay] = useState<'form' | 'yaml'>('form')
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack>
          <SegmentedControl
            aria-label="How the mapping is shown"
            data={[
              { value: 'form', label: 'As a form' },
              { value: 'yaml', label: 'As YAML' },
            ]}
            value={way}
            onChange={next => setWay(next as 'form')}
          />
          {way === 'form' ? (
            <MappingForm value={value} columns={columns} currency={currency} onChange={onChange} />
          ) : (
            <AsYaml value={value} onChange={onChange} />
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <div className="beside">{beside}</div>
      </Grid.Col>
    </Grid>
  )
}

function AsYaml({ value, onChange }: Pick<MappingEditorProps, 'value' | 'onChange'>) {
  const [text, setText] = useState(() => writeYaml(value))
  const [mistake, setMistake] = useState<string>()
  const type = (next: string) => {
    setText(next)
    const read = readYaml(next)
    const isMapping = 'value' in read && typeof read.value === 'object' && !Array.isArray(read.value)
    setMistake(read.mistake ?? (isMapping ? undefined : 'A mapping is fields and what they say, such as “key: id”.'))
    if (read.mistake === undefined && isMapping) onChange((read.value ?? {}) as Mapping)
  }
  return (
    <Textarea
      label="The mapping as YAML"
      description="As it stands in a company’s files"
      value={text}
      error={mistake}
      onChange={event => type(event.currentTarget.value)}
      autosize
      minRows={16}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
    />
  )
}
