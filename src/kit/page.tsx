import { Alert, Anchor, Breadcrumbs, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { ProductError } from '../core/error.ts'

/** The frame of a page: its path, its title with what stands beside it, one primary action, then its content. */
export function Page({ title, path = [], beside, action, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Plumbline`
  }, [title])
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        {path.length > 0 ? (
          <Breadcrumbs separator="›" fz="xs">
            {path.map(each =>
              each.href ? (
                <Anchor key={each.text} component={Link} to={each.href} fz="xs">
                  {each.text}
                </Anchor>
              ) : (
                <Text key={each.text} fz="xs" c="dimmed">
                  {each.text}
                </Text>
              ),
            )}
          </Breadcrumbs>
        ) : null}
        <Group justify="space-between" align="flex-start" gap="md">
          <Group gap="sm" align="baseline">
            <Title order={1}>{title}</Title>
            {beside}
          </Group>
          {action}
        </Group>
      </Stack>
      {children}
    </Stack>
  )
}

type PageProps = {
  title: string
  path?: readonly { text: string; href?: string }[]
  beside?: ReactNode
  action?: ReactNode
  children?: ReactNode
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Group justify="space-between">
        <Title order={2}>{title}</Title>
        {aside}
      </Group>
      {children}
    </Stack>
  )
}

/** What stands where there is nothing yet: what will be here, why it is worth it, and one thing to do. */
export function Empty({ what, why, action }: { what: string; why: string; action?: ReactNode }) {
  return (
    <Stack gap={4} py="xl" align="center" ta="center">
      <Text fw={600}>{what}</Text>
      <Text c="dimmed" maw={520}>
        {why}
      </Text>
      {action ? <Group mt="sm">{action}</Group> : null}
    </Stack>
  )
}

/** What went wrong, what was kept and what to do; with everything that is wrong, where there is more than one thing. */
export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  if (!error) return null
  const problems = error instanceof ProductError ? (error.details.problems ?? []) : []
  const says = error instanceof Error ? error.message : String(error)
  return (
    <Alert
      color="red"
      variant="light"
      title={problems.length > 1 ? `${problems.length} things have to be put right` : undefined}
      role="alert"
    >
      {problems.length > 1 ? (
        <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
          {problems.map(problem => (
            <li key={`${problem.path.join('.')} ${problem.message}`}>{problem.message}</li>
          ))}
        </ul>
      ) : (
        <Text fz="sm">{says}</Text>
      )}
      {again ? (
        <Button mt="sm" variant="default" size="xs" onClick={again}>
          Try again
        </Button>
      ) : null}
    </Alert>
  )
}

/** Rows in the shape of what is coming. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <Stack gap="xs" role="status" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, i) => i).map(row => (
        <Skeleton key={row} height={22} radius="sm" />
      ))}
    </Stack>
  )
}

type Query<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }

/** A reading as it stands: its rows while they load, what went wrong, or the page made of it. */
export function Read<T>({
  query,
  rows,
  children,
}: {
  query: Query<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failure error={query.error} again={() => void query.refetch()} />
  return <Loading rows={rows} />
}
