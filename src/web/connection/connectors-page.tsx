import '../data/data.css'
import './connection.css'
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { listConnectors } from '../../features/connection/operations/gallery.ts'
import { Page, Read, Section } from '../../kit/page.tsx'
import { UrlText } from '../../kit/url-fields.tsx'
import { useUrlState } from '../../kit/url-state.ts'

type Listed = Awaited<ReturnType<typeof listConnectors>>[number]

const WAYS: Readonly<Record<string, string>> = {
  file: 'by its export files',
  api: 'by its API',
  query: 'by query',
  webhook: 'by webhook',
}

/** Every system that Plumbline knows, by what it is for. */
export default function ConnectorsPage() {
  const [{ q = '' }] = useUrlState()
  const all = useReading<typeof listConnectors>('connector.list', {})
  const asked = q.trim().toLowerCase()
  return (
    <Page
      title="What can be connected"
      path={[
        { text: 'Data', href: '/data' },
        { text: 'Connections', href: '/connections' },
      ]}
    >
      <UrlText name="q" label="Find" placeholder="Name, or what it is for" />
      <Read query={all}>
        {connectors => {
          const shown = connectors.filter(each =>
            `${each.title} ${each.category} ${each.does}`.toLowerCase().includes(asked),
          )
          return (
            <>
              {[...Map.groupBy(shown, ({ category }) => category)].map(([category, of]) => (
                <Section key={category} title={titleOf(category)}>
                  <ul className="gallery">
                    {of.map(each => (
                      <Card key={each.name} of={each} />
                    ))}
                  </ul>
                </Section>
              ))}
              {shown.length === 0 ? (
                <Text fz="sm">
                  Nothing is called like that. Whatever exports CSV, JSON, Excel or Parquet can be added as a file;
                  whatever sends JSON can use the webhook.
                </Text>
              ) : null}
            </>
          )
        }}
      </Read>
    </Page>
  )
}

function Card({ of }: { of: Listed }) {
  return (
    <li>
      <Anchor component={Link} to={`/connectors/${of.name}` as string} fz="sm" fw={600}>
        {of.title}
      </Anchor>
      <Text fz="sm">{of.does}</Text>
      <Text fz="xs" c="dimmed">
        {of.ways.map(way => WAYS[way] ?? way).join(', ')}
      </Text>
    </li>
  )
}

const titleOf = (category: string): string =>
  category === 'crm' ? 'CRM' : category.charAt(0).toUpperCase() + category.slice(1)
