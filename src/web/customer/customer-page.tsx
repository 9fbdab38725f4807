import './customer.css'
import { Badge, Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { showAccount, showCustomer } from '../../features/customer/operations/showing.ts'
import { counted, moment } from '../../kit/figure.ts'
import { Failure, Page, Read } from '../../kit/page.tsx'
import { Masked } from './customers-page.tsx'
import { AccountsOf, Identifiers, Members, Stages, Teams, Traits } from './known.tsx'
import { Privacy } from './privacy.tsx'
import { Timeline } from './timeline.tsx'

/** One person or one account: everything that all teams together know, on one timeline. */
export default function CustomerPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  return /^a\d+$/.test(id) ? <Account key={id} id={id} /> : <Person key={id} id={id} />
}

function Person({ id }: { id: string }) {
  const shown = useReading<typeof showCustomer>('customer.show', { id })
  if (shown.error) return <Unknown id={id} error={shown.error} />
  return (
    <Read query={shown} rows={12}>
      {of => (
        <Frame of={of} is="Person" id={id} action={<Privacy id={of.id} who={of.who || id} />}>
          <AccountsOf accounts={of.accounts} />
          <Stages stages={of.stages} />
        </Frame>
      )}
    </Read>
  )
}

function Account({ id }: { id: string }) {
  const shown = useReading<typeof showAccount>('customer.account', { id })
  if (shown.error) return <Unknown id={id} error={shown.error} />
  return (
    <Read query={shown} rows={12}>
      {of => (
        <Frame of={of} is="Account" id={id}>
          <Members id={id} count={of.people} />
        </Frame>
      )}
    </Read>
  )
}

type Known = Omit<Awaited<ReturnType<typeof showAccount>>, 'people'>

/** Codes go when profiles become one, or somebody is erased; who it was may be found by what is known of them. */
function Unknown({ id, error }: { id: string; error: unknown }) {
  return (
    <Page title={id} path={[{ text: 'Customers', href: '/customers' }]}>
      <Failure error={error} />
      <Text fz="sm">
        Profiles get another code when two turn out to be one, and none when somebody is erased. Search for them by
        anything else that is known.
      </Text>
    </Page>
  )
}

type FrameProps = { of: Known; is: string; id: string; action?: React.ReactNode; children: React.ReactNode }

function Frame({ of, is, id, action, children }: FrameProps) {
  const { who, masked, events, lastSeen, firstSeen, owner } = of
  return (
    <Page
      title={who || id}
      path={[{ text: 'Customers', href: '/customers' }]}
      action={action}
      beside={
        <Badge variant="default" tt="none" fw={500}>
          {is} {of.id}
        </Badge>
      }
    >
      <Stack gap={4}>
        <Text fz="sm" c="dimmed">
          {counted(events, 'event', 'events')}, first seen {moment(firstSeen, { day: true })}, last seen{' '}
          {moment(lastSeen)}
          {owner ? `. ${owner.name} looks after them, says ${owner.source}.` : '.'}
        </Text>
        {masked ? <Masked /> : null}
      </Stack>
      <div className="customer-columns">
        <Timeline id={of.id} />
        <Stack gap="lg" component="aside" aria-label="What is known">
          {children}
          <Identifiers identifiers={of.identifiers} />
          <Traits traits={of.traits} />
          <Teams teams={of.teams} />
        </Stack>
      </div>
    </Page>
  )
}

export type { Known }
