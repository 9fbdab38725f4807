import { Tabs, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '../../core/problem.ts'
import { Form } from '../../kit/form/form.tsx'
import { isRecord, type Schema } from '../../kit/form/schema.ts'
import { readYaml, writeYaml } from '../../kit/form/yaml-text.ts'

type EditStepProps = {
  kind: string
  schema: Schema
  value: Record<string, unknown>
  onChange: (value: Record<string, unknown>) => void
  problems: readonly Problem[]
  choices: (kind: string) => readonly { value: string; label: string }[]
  isNew: boolean
  /** Told whether what stands in the YAML can be read. */
  onReadable: (isReadable: boolean) => void
}

/** Fields that most declarations of a kind fill in, though they may stay empty. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  metric: ['grain', 'measure', 'of'],
  goal: ['results', 'contributors', 'parent'],
  stage: ['means'],
  scorecard: ['grain'],
  annotation: ['about'],
}

/** What a declaration says, as a form or as the YAML of its file; both hold the same. */
export function EditStep({ kind, schema, value, onChange, problems, choices, isNew, onReadable }: EditStepProps) {
  const [isReadable, setReadable] = useState(true)
  const tell = (next: boolean) => {
    setReadable(next)
    onReadable(next)
  }
  return (
    <Tabs defaultValue="form" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="form" disabled={!isReadable}>
          As a form
        </Tabs.Tab>
        <Tabs.Tab value="yaml">As YAML</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="form">
        <Form
          schema={schema}
          value={value}
          onChange={onChange}
          problems={problems}
          choices={choices}
          without={['why']}
          fixed={isNew ? [] : ['name']}
          open={isNew ? (USUAL[kind] ?? []) : []}
        />
      </Tabs.Panel>
      <Tabs.Panel value="yaml">
        <AsYaml value={value} onChange={onChange} onReadable={tell} />
      </Tabs.Panel>
    </Tabs>
  )
}

function AsYaml({ value, onChange, onReadable }: Pick<EditStepProps, 'value' | 'onChange' | 'onReadable'>) {
  const [text, setText] = useState(() => writeYaml(value))
  const [mistake, setMistake] = useState<string | undefined>()
  const type = (next: string) => {
    setText(next)
    const read = readYaml(next)
    const said = read.mistake === undefined ? (read.value ?? {}) : undefined
    const wrong =
      read.mistake ?? (isRecord(said) ? undefined : 'Write fields, each with its value, such as “owner: sales”.')
    setMistake(wrong)
    onReadable(wrong === undefined)
    if (wrong === undefined && isRecord(said)) onChange(said)
  }
  return (
    <>
      <Textarea
        label="The declaration as its file would have it"
        value={text}
        onChange={event => type(event.target.value)}
        error={mistake}
        minRows={16}
        maw={720}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      {mistake ? (
        <Text fz="xs" c="dimmed" mt={4}>
          Put this right to go on; the form and the next step wait for it.
        </Text>
      ) : null}
    </>
  )
}
