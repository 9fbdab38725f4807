import './agreements.css'
import { Button, Grid, Group, Menu, Stack, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { schemaOfKind } from '../../features/agreement/operations/schema.ts'
import type { Shown, showAgreement } from '../../features/agreement/operations/show.ts'
import { useReading } from '../../features/ask.ts'
import { Discussion } from '../../features/discussion/web/discussion.tsx'
import type { Schema } from '../../kit/form/schema.ts'
import { Page, Read, Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { useMe } from '../me.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import { Attention } from './attention.tsx'
import { GovernedNumbers } from './governed-numbers.tsx'
import { History } from './history.tsx'
import { useTitles } from './list-page.tsx'
import { Proposal } from './proposal.tsx'
import { Signatures } from './signatures.tsx'
import { Statement } from './statement.tsx'
import { pathTo } from './words.ts'

/** One agreement as a document: what stands in its way, what it says, its numbers, who signed, what people say, its past. */
export default function AgreementPage() {
  const { kind = '', name = '' } = useParams({ strict: false }) as { kind?: string; name?: string }
  const shown = useReading<typeof showAgreement>('agreement.show', { kind, name })
  const schema = useReading<typeof schemaOfKind>('agreement.schema', { kind })
  if (shown.data)
    return <Document key={`${kind}/${name}`} of={shown.data} schema={(schema.data?.schema ?? {}) as Schema} />
  return (
    <Page title={name} path={[{ text: 'Agreements', href: '/agreements' }, { text: kind }]}>
      <Read query={shown} rows={12}>
        {() => null}
      </Read>
    </Page>
  )
}

function Document({ of, schema }: { of: Shown; schema: Schema }) {
  const [act, setAct] = useState<Act | null>(null)
  const navigate = useNavigate()
  const me = useMe()
  const teams = useTitles()
  const { kind, name, head, inForce, may } = of
  const spoken = inForce ?? head
  const titles = new Map([
    ...[...teams].map(([team, title]) => [`team/${team}`, title] as const),
    ...of.restsOn.map(each => [`${each.kind}/${each.name}`, each.title] as const),
  ])
  const isChange = inForce !== null && head.number !== inForce.number
  const change = () => void navigate({ to: `${pathTo(of)}/change` })
  useHotkeys([
    ['e', () => may.propose && change()],
    ['s', () => may.sign && setAct({ does: 'sign' })],
    ['c', () => document.getElementById('say')?.focus()],
  ])
  return (
    <Page
      title={spoken.title}
      path={[
        { text: 'Agreements', href: '/agreements' },
        { text: kind, href: `/agreements?kind=${kind}` },
      ]}
      beside={
        <Group gap="sm">
          <Status of={of.state} />
          <Text fz="sm" c="dimmed">
            {`${teams.get(spoken.owner) ?? spoken.owner}, revision ${spoken.number}${inForce ? '' : ', not in force yet'}`}
          </Text>
        </Group>
      }
      action={<Actions of={of} onAct={setAct} isChange={isChange} />}
    >
      <Attention of={of} teams={teams} onAct={setAct} />
      {isChange ? <Proposal of={of} teams={teams} onAct={setAct} /> : null}
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="xl">
            <Section title={isChange ? `What is in force (revision ${spoken.number})` : 'What it says'}>
              <Statement
                kind={kind}
                name={name}
                revision={spoken}
                schema={schema}
                titles={titles}
                isInForce={inForce !== null}
              />
            </Section>
            <GovernedNumbers of={of} />
            <Section title="Discussion">
              <Discussion kind={kind} name={name} me={me.id} canSpeak={me.role !== 'viewer'} newest={head.number} />
            </Section>
            <History of={of} teams={teams} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="xl">
            <Signatures of={of} teams={teams} />
            <Links title="Rests on" links={of.restsOn} empty="It rests on no other agreement." />
            <Links title="Used in" links={of.usedIn} empty="No other agreement rests on it." />
          </Stack>
        </Grid.Col>
      </Grid>
      <ActDialog act={act} of={of} teams={teams} onClose={() => setAct(null)} />
    </Page>
  )
}

/** The one thing to do first, and the rest in a menu. */
function Actions({ of, onAct, isChange }: { of: Shown; onAct: (act: Act) => void; isChange: boolean }) {
  const { may } = of
  const signs = may.sign !== null && !isChange
  const change = (variant: 'filled' | 'default') =>
    may.propose ? (
      <Button component={Link} to={`${pathTo(of)}/change`} variant={variant}>
        Propose a change
      </Button>
    ) : null
  return (
    <Group gap="xs">
      {may.submit !== null ? <Button onClick={() => onAct({ does: 'submit' })}>Submit the draft</Button> : null}
      {signs ? <Button onClick={() => onAct({ does: 'sign' })}>Sign</Button> : null}
      {change(may.sign !== null || may.submit !== null ? 'default' : 'filled')}
      {may.object || may.retire ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" aria-label="More actions">
              …
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {may.object ? <Menu.Item onClick={() => onAct({ does: 'object' })}>Object, with a reason</Menu.Item> : null}
            {may.retire ? <Menu.Item onClick={() => onAct({ does: 'retire' })}>Retire, with a reason</Menu.Item> : null}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </Group>
  )
}

function Links({ title, links, empty }: { title: string; links: Shown['restsOn']; empty: string }) {
  return (
    <Section title={title}>
      {links.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <Stack gap={4}>
          {links.map(each => (
            <Group key={pathTo(each)} gap="xs" wrap="nowrap" justify="space-between">
              <Link to={pathTo(each)} className="plain-link">
                {each.title} <span className="quiet">{each.kind}</span>
              </Link>
              <Status of={each.state} bare />
            </Group>
          ))}
        </Stack>
      )}
    </Section>
  )
}
