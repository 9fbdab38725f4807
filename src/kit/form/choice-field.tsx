import { Fieldset, Select, Stack, Text } from '@mantine/core'
import { CodeField } from './code-field.tsx'
import { FieldsOf } from './fields-of.tsx'
import { type FieldProps, useInForm, useProblemsAt } from './in-form.ts'
import { blank, branchesOf, branchFor, branchLabel, controlOf, idOf, resolved } from './schema.ts'

/** Something that can be said in several ways: which one, then what it needs. */
export function ChoiceField(props: FieldProps) {
  const { schema, value, path, onChange, label, required } = props
  const { defs, Field } = useInForm()
  const error = useProblemsAt(path)
  const branches = (branchesOf(schema) ?? []).map(each => resolved(each, defs))
  const at = value === undefined ? 0 : branchFor(value, branches, defs)
  const branch = branches[at]
  const isPlain = branch !== undefined && controlOf(branch) !== 'fields'
  const legend = `${label}${required ? ' *' : ''}`
  return (
    <Fieldset className="form-part" legend={legend} p="sm">
      <Stack gap="sm">
        <Select
          id={isPlain ? `${idOf(path)}-how` : idOf(path)}
          aria-label={`How ${label.toLowerCase()} is said`}
          description={schema.description}
          data={[
            ...branches.map((each, i) => ({ value: String(i), label: branchLabel(each, defs) })),
            ...(at < 0 ? [{ value: '-1', label: 'In another way' }] : []),
          ]}
          value={String(at)}
          allowDeselect={false}
          onChange={next => {
            const to = branches[Number(next)]
            if (to && Number(next) !== at)
              onChange(blank(to, defs) ?? (to.enum ? to.enum[0] : to.type === 'number' ? 0 : ''))
          }}
        />
        {error ? (
          <Text fz="xs" c="var(--status-bad)">
            {error}
          </Text>
        ) : null}
        {branch === undefined ? (
          <CodeField {...props} label="As YAML" />
        ) : controlOf(branch) === 'fields' ? (
          <FieldsOf schema={branch} value={value} path={path} onChange={onChange} />
        ) : (
          <Field
            schema={{ ...branch, description: '' }}
            value={value}
            path={path}
            label={branchLabel(branch, defs)}
            onChange={onChange}
            bare
          />
        )}
      </Stack>
    </Fieldset>
  )
}
