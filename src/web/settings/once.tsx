import { Alert, Button, CopyButton, Group, Text } from '@mantine/core'

/** A secret that is shown this once, with a button that copies it. */
export function Once({ title, secret, says, onDone }: OnceProps) {
  return (
    <Alert color="plumb" variant="light" title={title} role="status">
      <Text fz="sm" mb="xs">
        {says}
      </Text>
      <div className="secret">{secret}</div>
      <Group gap="xs" mt="sm">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button size="xs" variant="default" onClick={onDone}>
          I have kept it
        </Button>
      </Group>
    </Alert>
  )
}

type OnceProps = { title: string; secret: string; says: string; onDone: () => void }
