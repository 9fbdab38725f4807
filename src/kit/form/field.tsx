import { MultiSelect, NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { ChoiceField } from './choice-field.tsx'
import { CodeField } from './code-field.tsx'
import { GroupField } from './group-field.tsx'
import { type FieldProps, useInForm, useProblemsAt } from './in-form.ts'
import { ListField } from './list-field.tsx'
import { PairField } from './pair-field.tsx'
import { controlOf, idOf, resolved } from './schema.ts'

/** One field of a form, in the control that its schema asks for. */
export function Field(props: FieldProps) {
  const { defs } = useInForm()
  const schema = resolved(props.schema, defs)
  const given = { ...props, schema }
  const control = controlOf(schema)
  if (control === 'fields') return <GroupField {...given} />
  if (control === 'list') return <ListField {...given} />
  if (control === 'choice') return <ChoiceField {...given} />
  if (control === 'pair') return <PairField {...given} />
  if (control === 'code') return <CodeField {...given} />
  return <PlainField {...given} control={control} />
}

/** A field with nothing inside. */
function PlainField({
  schema,
  value,
  path,
  onChange,
  label,
  required,
  bare,
  control,
}: FieldProps & { control: ReturnType<typeof controlOf> }) {
  const { choices, fixed } = useInForm()
  const error = useProblemsAt(path, { inside: true })
  const said = (text: string) => onChange(text === '' ? undefined : text)
  const common = {
    id: idOf(path),
    label,
    description: descriptionOf(schema),
    error,
    withAsterisk: required ?? false,
    readOnly: path.length === 1 && fixed.includes(String(path[0])),
    ...(bare ? { labelProps: { className: 'visually-hidden' } } : {}),
  }
  const text = value === undefined || value === null ? '' : String(value)
  if (control === 'one of')
    return (
      <Select
        {...common}
        data={(schema.enum ?? []).map(String)}
        value={text === '' ? null : text}
        onChange={next => said(next ?? '')}
        clearable={!required}
      />
    )
  if (control === 'name')
    return (
      <Select
        {...common}
        data={withValues(choices(schema['x-kind'] ?? ''), [text])}
        value={text === '' ? null : text}
        onChange={next => said(next ?? '')}
        searchable
        clearable={!required}
        limit={200}
        nothingFoundMessage={`There is no ${schema['x-kind']} called like that`}
      />
    )
  const list = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String)
  const many = (next: string[]) => onChange(next.length > 0 ? next : undefined)
  if (control === 'names') {
    const kind = (schema.items ? schema.items['x-kind'] : undefined) ?? ''
    return (
      <MultiSelect
        {...common}
        data={withValues(choices(kind), list)}
        value={list}
        onChange={many}
        searchable
        clearable
      />
    )
  }
  if (control === 'words') return <TagsInput {...common} value={list} onChange={many} />
  if (control === 'one or more')
    return (
      <TagsInput
        {...common}
        value={list}
        onChange={next => onChange(next.length === 1 ? next[0] : next.length > 0 ? next : undefined)}
      />
    )
  if (control === 'yes or no')
    return (
      <Switch
        id={common.id}
        label={label}
        description={schema.description}
        error={error}
        checked={value === true}
        onChange={event => onChange(event.target.checked ? true : schema.const === true ? undefined : false)}
      />
    )
  if (control === 'number')
    return (
      <NumberInput
        {...common}
        value={typeof value === 'number' ? value : ''}
        onChange={next => onChange(next === '' ? undefined : Number(next))}
        allowDecimal={schema.type !== 'integer'}
        hideControls
        maw={240}
      />
    )
  if (control === 'date')
    return <TextInput {...common} type="date" value={text} onChange={event => said(event.target.value)} maw={240} />
  if (control === 'long text') return <Textarea {...common} value={text} onChange={event => said(event.target.value)} />
  return <TextInput {...common} value={text} onChange={event => said(event.target.value)} />
}

function descriptionOf({ description, examples }: FieldProps['schema']): string | undefined {
  if (!examples?.length) return description
  return `${description ? `${description}. ` : ''}Such as ${examples.map(String).join(', ')}`
}

/** What can be chosen, with what is there already and cannot be any more. */
function withValues(data: readonly { value: string; label: string }[], values: readonly string[]) {
  const known = new Set(data.map(each => each.value))
  return [
    ...data,
    ...values.filter(each => each !== '' && !known.has(each)).map(each => ({ value: each, label: each })),
  ]
}
