import { Text } from '@mantine/core'

/** What a message is called; opened, everything that it says. */
export function Said({ title, aside, fields }: { title: string; aside?: string; fields: Record<string, unknown> }) {
  const pairs = Object.entries(fields)
  return (
    <details className="said">
      <summary>
        {title}
        {aside ? (
          <Text span fz="xs" c="dimmed" ml={6}>
            {aside}
          </Text>
        ) : null}
      </summary>
      <dl>
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)}</dd>
          </div>
        ))}
      </dl>
      {pairs.length === 0 ? (
        <Text fz="xs" c="dimmed">
          It says nothing besides.
        </Text>
      ) : null}
    </details>
  )
}
