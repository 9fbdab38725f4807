import './connection.css'
import { Anchor, List, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { showConnector } from '../../features/connection/operations/gallery.ts'
import { Page, Read, Section } from '../../kit/page.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { useMe } from '../me.ts'
import { ConnectForm } from './connect-form.tsx'

type Shown = Awaited<ReturnType<typeof showConnector>>

/** One system: how it is set up, what it brings, and the way to connect it. */
export default function ConnectorPage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const shown = useReading<typeof showConnector>('connector.show', { name })
  const me = useMe()
  return (
    <Read query={shown}>
      {of => (
        <Page
          title={of.title}
          path={[
            { text: 'Data', href: '/data' },
            { text: 'What can be connected', href: '/connectors' },
          ]}
        >
          <Text maw="70ch">{of.does}</Text>
          <Section title="How to set it up">
            <List type="ordered" size="sm" maw="80ch" spacing={4}>
              {of.steps.map(step => (
                <List.Item key={step}>{step}</List.Item>
              ))}
            </List>
            {of.ways.includes('file') ? (
              <Text fz="sm">
                Files are added on the page{' '}
                <Anchor component={Link} to={'/data' as string} fz="sm" underline="always">
                  Data
                </Anchor>
                ; an export of this system is recognised by its columns.
              </Text>
            ) : null}
          </Section>
          {of.fields.length > 0 ? (
            <Section title="Connect it">
              {me.role === 'admin' ? (
                <ConnectForm of={of} />
              ) : (
                <Text fz="sm">An admin connects it, because that takes its secrets.</Text>
              )}
            </Section>
          ) : null}
          {of.presets.length > 0 ? (
            <Section title="What it brings">
              <Table rows={of.presets} columns={PRESETS} rowKey={row => row.name} caption="What it brings" />
            </Section>
          ) : null}
        </Page>
      )}
    </Read>
  )
}

const PRESETS: Column<Shown['presets'][number]>[] = [
  {
    id: 'title',
    title: 'What',
    value: row => row.title,
    cell: row => (
      <>
        {row.title}
        <Text fz="xs" c="dimmed">
          {row.does}
        </Text>
      </>
    ),
  },
  { id: 'team', title: 'Usually owned by', value: row => row.team, cell: row => row.team, wide: true },
  {
    id: 'file',
    title: 'File',
    value: row => row.file.join(' '),
    cell: row => row.file.join(', '),
    wide: true,
  },
  {
    id: 'columns',
    title: 'Known by its columns',
    value: row => row.columns.join(', '),
    cell: row => <span className="connector-columns">{row.columns.join(', ')}</span>,
  },
]
