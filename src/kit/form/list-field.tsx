import { ActionIcon, Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import { FieldsOf } from './fields-of.tsx'
import { type FieldProps, problemsAt, useInForm, useProblemsAt } from './in-form.ts'
import { blank, controlOf, idOf, isRecord, resolved, type Schema } from './schema.ts'

/** Parts in an order that can be changed; each can be taken out, and more be added. */
export function ListField({ schema, value, path, onChange, label }: FieldProps) {
  const { defs, Field, problems } = useInForm()
  const error = useProblemsAt(path)
  const items: Schema = schema.items || {}
  const inside = resolved(items, defs)
  const list = Array.isArray(value) ? value : []
  const move = (from: number, to: number) => onChange(list.with(from, list[to]).with(to, list[from]))
  const change = (at: number, to: unknown) => onChange(list.with(at, to ?? ''))
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
        {list.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is all that tells items apart
          <div key={at} className="form-item" id={idOf([...path, at])} tabIndex={-1}>
            <Group justify="space-between" wrap="nowrap">
              <Text fz="xs" fw={600} c="dimmed">
                {`${at + 1}${nameIn(each)}`}
              </Text>
              <Group gap={4} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Move ${label.toLowerCase()} ${at + 1} up`}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                >
                  ↑
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Move ${label.toLowerCase()} ${at + 1} down`}
                  disabled={at === list.length - 1}
                  onClick={() => move(at, at + 1)}
                >
                  ↓
                </ActionIcon>
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  aria-label={`Remove ${label.toLowerCase()} ${at + 1}`}
                  onClick={() => onChange(list.toSpliced(at, 1))}
                >
                  Remove
                </Button>
              </Group>
            </Group>
            <Stack gap="sm">
              {controlOf(inside) === 'fields' && problemsAt(problems, [...path, at]) ? (
                <Text fz="xs" c="var(--status-bad)">
                  {problemsAt(problems, [...path, at])}
                </Text>
              ) : null}
              {controlOf(inside) === 'fields' ? (
                <FieldsOf schema={inside} value={each} path={[...path, at]} onChange={next => change(at, next)} />
              ) : (
                <Field
                  schema={items}
                  value={each}
                  path={[...path, at]}
                  label={`${label} ${at + 1}`}
                  onChange={next => change(at, next)}
                />
              )}
            </Stack>
          </div>
        ))}
        <Group>
          <Button variant="default" size="xs" onClick={() => onChange([...list, blank(items, defs) ?? ''])}>
            {list.length === 0 ? 'Add one' : 'Add another'}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}

/** What an item is called, where it says so. */
function nameIn(item: unknown): string {
  const name = isRecord(item) ? Object.values(item).find(each => typeof each === 'string' && each !== '') : undefined
  return typeof name === 'string' ? ` · ${name.slice(0, 60)}` : ''
}
