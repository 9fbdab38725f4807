import { Fieldset, Stack, Text } from '@mantine/core'
import { FieldsOf } from './fields-of.tsx'
import { type FieldProps, useProblemsAt } from './in-form.ts'
import { idOf } from './schema.ts'

/** Fields that belong together, under one heading. */
export function GroupField({ schema, value, path, onChange, label }: FieldProps) {
  const error = useProblemsAt(path)
  return (
    <Fieldset className="form-part" legend={label} id={idOf(path)} tabIndex={-1} p="sm">
      <Stack gap="sm">
        {schema.description ? (
          <Text fz="xs" c="dimmed">
            {schema.description}
          </Text>
        ) : null}
        {error ? (
          <Text fz="xs" c="var(--status-bad)">
            {error}
          </Text>
        ) : null}
        <FieldsOf schema={schema} value={value} path={path} onChange={onChange} />
      </Stack>
    </Fieldset>
  )
}
