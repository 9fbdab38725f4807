import { Button, Group } from '@mantine/core'
import { useUrlState } from '../../kit/url-state.ts'

type FurtherProps = { next: string | null; newer?: string | null; older?: string; back?: string }

/** Leads to the next page of something long, and back; where a page begins stands in the address. */
export function Further({ next, newer = null, older = 'Further', back = 'Back to the beginning' }: FurtherProps) {
  const [{ cursor }, set] = useUrlState()
  if (next === null && cursor === undefined && newer === null) return null
  return (
    <Group gap="xs" mt="xs">
      {newer === null ? null : (
        <Button variant="default" size="xs" onClick={() => set({ cursor: newer }, { push: true })}>
          Newer
        </Button>
      )}
      {next === null ? null : (
        <Button variant="default" size="xs" onClick={() => set({ cursor: next }, { push: true })}>
          {older}
        </Button>
      )}
      {cursor === undefined ? null : (
        <Button variant="subtle" size="xs" onClick={() => set({ cursor: undefined }, { push: true })}>
          {back}
        </Button>
      )}
    </Group>
  )
}
