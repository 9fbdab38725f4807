import './funnel.css'
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import type { z } from 'zod'
import { Empty, Page, Read } from '../../../kit/page.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import { useReading } from '../../ask.ts'
import type { stageVerbs } from '../../stage/operations.ts'
import type { Funnel } from '../funnel.ts'
import type { funnelVerbs, measureFunnel } from '../operations.ts'
import { askedIn } from './asked.ts'
import { FunnelBars } from './funnel-bars.tsx'
import { FunnelFilters } from './funnel-filters.tsx'
import { FunnelTable } from './funnel-table.tsx'
import { StageDrawer } from './stage-drawer.tsx'

type Listed = z.output<typeof funnelVerbs.list.output>['items'][number]

/** How many people get from step to step of a funnel, how long they take, and who they are. */
export default function FunnelPage() {
  const { name } = useParams({ strict: false }) as { name?: string }
  const list = useReading<typeof funnelVerbs.list>('funnel.list', { limit: 200 })
  return (
    <Read query={list} rows={10}>
      {({ items }) => {
        const inForce = items.filter(each => each.inForce !== null)
        const shown = name === undefined ? inForce.toSorted(byLength)[0] : items.find(each => each.name === name)
        return shown ? (
          <OneFunnel key={shown.name} funnel={shown} others={inForce} isNamed={name !== undefined} />
        ) : (
          <None name={name} />
        )
      }}
    </Read>
  )
}

/** The longest way comes first: it shows the whole of it. */
const byLength = (a: Listed, b: Listed): number => specOf(b).steps.length - specOf(a).steps.length

const specOf = (funnel: Listed): Funnel => (funnel.inForce ?? funnel.head).spec as Funnel

function None({ name }: { name: string | undefined }) {
  return (
    <Page title="Funnel">
      <Empty
        what={name === undefined ? 'Here people will go from step to step.' : `There is no funnel “${name}”.`}
        why="A funnel is an agreement of marketing and sales on the steps between a first visit and a customer, so that both count the same people."
        action={
          <Button component={Link} to={'/agreements/funnel/new' as string}>
            Propose a funnel
          </Button>
        }
      />
    </Page>
  )
}

function OneFunnel({ funnel, others, isNamed }: { funnel: Listed; others: readonly Listed[]; isNamed: boolean }) {
  const [said] = useUrlState()
  const { name } = funnel
  const spec = specOf(funnel)
  const { question, before } = askedIn(said)
  const query = useReading<typeof measureFunnel>('funnel.measure', { name, ...question })
  const compared = useReading<typeof measureFunnel>(
    'funnel.measure',
    { name, ...question, by: [], ...before },
    { enabled: before !== undefined },
  )
  const stages = useReading<typeof stageVerbs.list>('stage.list', { limit: 500 })
  const titles = new Map((stages.data?.items ?? []).map(each => [each.name, (each.inForce ?? each.head).title]))
  const rest = others.filter(each => each.name !== name)
  return (
    <Page
      title={(funnel.inForce ?? funnel.head).title}
      path={isNamed ? [{ text: 'Funnel', href: '/funnel' }, { text: name }] : []}
      beside={
        <Text c="dimmed" fz="sm">
          {spec.within ? `within ${spec.within}` : 'however long it takes'}, {ORDERS[spec.order ?? 'ordered']}
        </Text>
      }
      action={
        <Button component={Link} to={`/agreements/funnel/${name}` as string} size="xs" variant="default">
          See the agreement
        </Button>
      }
    >
      {rest.length > 0 ? (
        <Text fz="sm">
          Also:{' '}
          {rest.map(each => (
            <Anchor
              key={each.name}
              component={Link}
              to={`/funnel/${each.name}` as string}
              fz="sm"
              mr="sm"
              underline="always"
            >
              {(each.inForce ?? each.head).title}
            </Anchor>
          ))}
        </Text>
      ) : null}
      <FunnelFilters by={spec.by ?? []} />
      <Read query={query} rows={10}>
        {reading => (
          <Stack gap="xl">
            <FunnelBars reading={reading} compared={before ? compared.data : undefined} spec={spec} titles={titles} />
            <FunnelTable reading={reading} titles={titles} />
            <Group gap="xs">
              <Text fz="xs" c="dimmed">
                Known until {reading.receipt.asOf}, days of {reading.receipt.zone}. Rests on{' '}
                {reading.receipt.uses.map(each => `${each.kind} ${each.name} revision ${each.revision}`).join(', ')}.
              </Text>
            </Group>
          </Stack>
        )}
      </Read>
      <StageDrawer titles={titles} />
    </Page>
  )
}

const ORDERS = {
  ordered: 'each step after the one before',
  strict: 'nothing else between the steps',
  any: 'steps in any order',
} as const
