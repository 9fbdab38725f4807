import { Button, Group, Menu, Text } from '@mantine/core'
import { useState } from 'react'
import { type FieldProps, useInForm } from './in-form.ts'
import { blank, controlOf, isRecord, labelOf, resolved, setAt } from './schema.ts'

/** How many fields that may stay empty are shown without being asked for. */
const FEW = 4

/** The fields of an object: what must be filled in and what is, and the others at the press of a button. */
export function FieldsOf({
  schema,
  value,
  path,
  onChange,
  open = [],
}: Omit<FieldProps, 'label'> & { open?: readonly string[] }) {
  const { defs, Field } = useInForm()
  const [added, setAdded] = useState<readonly string[]>(open)
  const { properties = {}, required = [] } = schema
  const said = isRecord(value) ? value : {}
  const optional = Object.keys(properties).filter(key => !required.includes(key))
  const isPlain = (key: string) =>
    !['fields', 'list', 'choice', 'code'].includes(controlOf(resolved(properties[key] ?? {}, defs)))
  const isShown = (key: string) =>
    required.includes(key) || key in said || added.includes(key) || (optional.length <= FEW && isPlain(key))
  const hidden = Object.keys(properties).filter(key => !isShown(key))
  const add = (key: string) => {
    setAdded([...added, key])
    const first = blank(properties[key] ?? {}, defs)
    if (first !== undefined && !isPlain(key)) onChange(setAt(said, [key], first))
  }
  const remove = (key: string) => {
    setAdded(added.filter(each => each !== key))
    onChange(setAt(said, [key], undefined))
  }
  return (
    <>
      {Object.entries(properties).map(([key, part]) =>
        isShown(key) ? (
          <div key={key} style={{ position: 'relative' }}>
            <Field
              schema={part}
              value={said[key]}
              path={[...path, key]}
              label={labelOf(key)}
              required={required.includes(key)}
              onChange={next => onChange(setAt(said, [key], next))}
            />
            {required.includes(key) || isPlain(key) ? null : (
              <Button
                variant="subtle"
                color="gray"
                size="compact-xs"
                style={{ position: 'absolute', top: 0, right: 0 }}
                aria-label={`Remove ${labelOf(key).toLowerCase()}`}
                onClick={() => remove(key)}
              >
                Remove
              </Button>
            )}
          </div>
        ) : null,
      )}
      {hidden.length > 0 ? (
        <Group>
          <Menu position="bottom-start" width={420}>
            <Menu.Target>
              <Button variant="default" size="xs">
                Add …
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
              {hidden.map(key => (
                <Menu.Item key={key} onClick={() => add(key)}>
                  <Text fz="sm" fw={600}>
                    {labelOf(key)}
                  </Text>
                  <Text fz="xs" c="dimmed">
                    {resolved(properties[key] ?? {}, defs).description}
                  </Text>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Group>
      ) : null}
    </>
  )
}
