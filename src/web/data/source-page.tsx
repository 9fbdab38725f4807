import { Anchor, Button, Group, Menu, Stack, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { checkFindings } from '../../features/finding/operations.ts'
import type { fedBy } from '../../features/map/operations/fed-by.ts'
import type { measureFreshness, sourceVerbs } from '../../features/source/operations/ledger.ts'
import type { Source } from '../../features/source/source.ts'
import { figure, moment } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Empty, Page, Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { Table } from '../../kit/table.tsx'
import { useMe } from '../me.ts'
import { AddButton, Adding, useAddData } from './add-data.tsx'
import { Freshness } from './data-page.tsx'
import { Imports } from './imports.tsx'
import { MappingWords } from './mapping-words.tsx'
import { Rejected } from './rejected.tsx'

/** One source: what its rows mean, what came in and what became of each row, and what rests on it. */
export default function SourcePage() {
  const { source: name = '' } = useParams({ strict: false }) as { source?: string }
  const mayWrite = useMe().role !== 'viewer'
  const source = useReading<typeof sourceVerbs.get>('source.get', { name })
  const fresh = useReading<typeof measureFreshness>('source.freshness', {})
  const adding = useAddData({ source: name, enabled: mayWrite })
  const agreement = source.data
  const said = agreement?.inForce ?? agreement?.head
  const found = fresh.data?.find(each => each.source === name)
  return (
    <Page
      title={said?.title ?? name}
      path={[{ text: 'Data', href: '/data' }, { text: name }]}
      beside={agreement ? <Status of={agreement.state} /> : undefined}
      action={
        <Group gap="xs">
          {mayWrite ? <AddButton adding={adding}>Add a file</AddButton> : null}
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default">More</Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item component={Link} to={`/agreements/source/${name}` as string}>
                The agreement, its signatures and history
              </Menu.Item>
              <Menu.Item component={Link} to={`/agreements/source/${name}/change` as string}>
                Propose a change
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      }
    >
      <Adding adding={adding} />
      <Read query={source}>
        {({ head, inForce }) => {
          const { owner, spec, number } = inForce ?? head
          return (
            <>
              <Group gap="xl" component="dl" m={0}>
                <Fact says="Owner">{owner}</Fact>
                <Fact says="Freshness">
                  <Freshness of={found} />
                </Fact>
                <Fact says="Events">{figure(found?.events, '', { exact: true })}</Fact>
                <Fact says="Newest event">{moment(found?.lastEvent)}</Fact>
                <Fact says="Last import">{moment(found?.lastImport)}</Fact>
              </Group>
              <Section
                title="What its rows mean"
                aside={
                  <Anchor component={Link} to={`/agreements/source/${name}` as string} fz="sm">
                    Revision {number}
                  </Anchor>
                }
              >
                {(spec as Source).feeds ? <Text>{(spec as Source).feeds}</Text> : null}
                <MappingWords of={spec as Source} />
              </Section>
            </>
          )
        }}
      </Read>
      <Imports source={name} mayWrite={mayWrite} />
      {mayWrite ? <Rejected source={name} /> : null}
      <Resting source={name} isInForce={agreement?.inForce != null} />
    </Page>
  )
}

function Fact({ says, children }: { says: string; children: React.ReactNode }) {
  return (
    <Stack gap={0}>
      <Text component="dt" fz="xs" c="dimmed">
        {says}
      </Text>
      <Text component="dd" m={0} className="figures">
        {children}
      </Text>
    </Stack>
  )
}

const FINDINGS_SHOWN = 5

/** Stages and numbers that have nothing to count without this source, and findings about any of them. */
function Resting({ source, isInForce }: { source: string; isInForce: boolean }) {
  const fed = useReading<typeof fedBy>('map.fed-by', { source }, { enabled: isInForce })
  const checked = useReading<typeof checkFindings>('finding.check', {}, { enabled: isInForce })
  if (!isInForce) return null
  const objects = new Set([`source/${source}`, ...(fed.data ?? []).map(each => `${each.kind}/${each.name}`)])
  const findings = checked.data?.findings.filter(each => each.objects.some(object => objects.has(object)))
  return (
    <Section title="What rests on it">
      <Read query={fed}>
        {lines => (
          <Table
            rows={lines}
            rowKey={row => `${row.kind}/${row.name}`}
            caption="Stages and numbers that rest on this source"
            csv={`${source}-rests`}
            columns={[
              {
                id: 'title',
                title: 'Stage or number',
                value: row => row.title,
                cell: row => <ObjectLink object={`${row.kind}/${row.name}`}>{row.title}</ObjectLink>,
              },
              { id: 'kind', title: 'Kind', value: row => row.kind, cell: row => row.kind },
              { id: 'owner', title: 'Owner', value: row => row.owner, cell: row => row.owner, wide: true },
              {
                id: 'through',
                title: 'Counts its events',
                value: row => row.through ?? 'itself',
                cell: row => (row.through ? <>through {row.through.replace('/', ' ')}</> : 'itself'),
                wide: true,
              },
            ]}
            empty={
              <Empty
                what="Nothing rests on it yet"
                why="Once a stage or a metric counts one of its events, it stands here."
              />
            }
          />
        )}
      </Read>
      <Read query={checked} rows={2}>
        {() =>
          findings && findings.length > 0 ? (
            <Stack gap={4}>
              <Text fz="sm" fw={600}>
                Findings about these
              </Text>
              {findings.slice(0, FINDINGS_SHOWN).map(each => (
                <Group key={each.id} gap="xs" wrap="nowrap" align="flex-start">
                  <Status of={each.severity} bare />
                  <Text fz="sm">{each.message}</Text>
                </Group>
              ))}
              <Anchor component={Link} to={'/alignment' as string} fz="sm">
                {findings.length > FINDINGS_SHOWN
                  ? `All ${findings.length} and what would put them right`
                  : 'What would put them right'}
              </Anchor>
            </Stack>
          ) : (
            <Text fz="sm" c="dimmed">
              No finding is about these.
            </Text>
          )
        }
      </Read>
    </Section>
  )
}
