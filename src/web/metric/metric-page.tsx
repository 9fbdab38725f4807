import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import type { showAgreement } from '../../features/agreement/operations/show.ts'
import { useReading } from '../../features/ask.ts'
import type { CatalogueEntry, listCatalogue } from '../../features/metric/operations/catalogue.ts'
import { Page, Read } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { Explore } from './explore.tsx'
import { MetricAround } from './metric-around.tsx'

/** One metric: what it means, how it went and why, whatever one asks of it, and everything around it. */
export default function MetricPage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const catalogue = useReading<typeof listCatalogue>('metric.catalogue', {})
  const agreement = useReading<typeof showAgreement>('agreement.show', { kind: 'metric', name })
  const entry = catalogue.data?.metrics.find(each => each.metric === name)
  return (
    <Page
      title={entry?.title ?? name}
      path={[{ text: 'Metrics', href: '/metrics' }, { text: name }]}
      beside={
        entry ? (
          <Group gap="sm">
            <Status of={entry.state} />
            <Text c="dimmed" fz="sm">
              {entry.owner}
              {entry.class ? `, ${entry.class}` : ''}
            </Text>
          </Group>
        ) : null
      }
      action={
        <Button component={Link} to={`/agreements/metric/${name}` as string} size="xs">
          See the agreement
        </Button>
      }
    >
      <Read query={agreement} rows={12}>
        {shown => (
          <Stack gap="xl">
            {shown.inForce ? null : (
              <Alert color="yellow" variant="light" title={`This metric is ${shown.state}, not in force`}>
                It has no numbers before its teams have signed it. The agreement says whose signature is missing.
              </Alert>
            )}
            {shown.objections.some(each => each.settledAt === null) ? (
              <Alert color="red" variant="light" title="There is an open objection">
                {shown.objections.find(each => each.settledAt === null)?.reason}
              </Alert>
            ) : null}
            <Meaning entry={entry} why={(shown.inForce ?? shown.head).why} />
            {shown.inForce ? <Explore name={name} entry={entry} catalogue={catalogue.data?.metrics ?? []} /> : null}
            <MetricAround entry={entry} shown={shown} titles={catalogue.data?.metrics ?? []} />
          </Stack>
        )}
      </Read>
    </Page>
  )
}

function Meaning({ entry, why }: { entry: CatalogueEntry | undefined; why: string }) {
  if (!entry) return null
  return (
    <Stack gap={2}>
      <Text fz="lg">{entry.sentence}</Text>
      {why ? (
        <Text c="dimmed" maw="75ch">
          {why}
        </Text>
      ) : null}
    </Stack>
  )
}
