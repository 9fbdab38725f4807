import './form.css'
import { Stack } from '@mantine/core'
import { useMemo } from 'react'
import type { Problem } from '../../core/problem.ts'
import { Field } from './field.tsx'
import { FieldsOf } from './fields-of.tsx'
import { FormContext } from './in-form.ts'
import type { Schema } from './schema.ts'

type FormProps = {
  /** Of an object. */
  schema: Schema
  value: Record<string, unknown>
  onChange: (value: Record<string, unknown>) => void
  problems: readonly Problem[]
  /** What there is of a kind, for fields that name one. */
  choices: (kind: string) => readonly { value: string; label: string }[]
  /** Fields that others show. */
  without?: readonly string[]
  /** Fields that cannot change any more. */
  fixed?: readonly string[]
  /** Fields that stand open from the start, besides those that must be filled in. */
  open?: readonly string[]
}

/** A form made from the schema of what is filled in, with each problem at its field. */
export function Form({ schema, value, onChange, problems, choices, without = [], fixed = [], open = [] }: FormProps) {
  const defs = schema.$defs ?? {}
  const context = useMemo(() => ({ defs, problems, choices, fixed, Field }), [defs, problems, choices, fixed])
  const shown = {
    ...schema,
    properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => !without.includes(key))),
  }
  return (
    <FormContext value={context}>
      <Stack gap="md" maw={720}>
        <FieldsOf
          schema={shown}
          value={value}
          path={[]}
          open={open}
          onChange={next => onChange(next as Record<string, unknown>)}
        />
      </Stack>
    </FormContext>
  )
}
