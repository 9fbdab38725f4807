import './scorecard.css'
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useReading } from '../../features/ask.ts'
import { againstEach } from '../../features/finding/finding.ts'
import type { checkFindings } from '../../features/finding/operations.ts'
import type { measureScorecard, scorecardVerbs } from '../../features/scorecard/operations.ts'
import type { ScorecardReading } from '../../features/scorecard/reading.ts'
import { counted, moment } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Empty, Page, Read, Section } from '../../kit/page.tsx'
import { UrlSelect } from '../../kit/url-fields.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { FrozenPeriods } from './frozen-periods.tsx'
import { notesOf } from './notes.ts'
import { ScorecardSection } from './scorecard-section.tsx'

/** Each local number beside the shared outcome it is meant to move, for each of those it is for. */
export default function ScorecardPage() {
  const { name } = useParams({ strict: false }) as { name?: string }
  const [said] = useUrlState()
  const grain = (['week', 'month', 'quarter'] as const).find(each => each === said.grain)
  const periods = Number(said.periods)
  const query = useReading<typeof measureScorecard>('scorecard.measure', {
    ...(name ? { name } : {}),
    ...(grain ? { grain } : {}),
    ...(Number.isInteger(periods) && periods >= 2 && periods <= 60 ? { periods } : {}),
  })
  const cards = useReading<typeof scorecardVerbs.list>('scorecard.list', {})
  const others = (cards.data?.items ?? []).filter(each => each.name !== query.data?.scorecard && each.inForce !== null)
  const own = query.data?.scorecard
  return (
    <Page
      title={query.data?.title ?? 'Scorecard'}
      path={name ? [{ text: 'Scorecard', href: '/scorecard' }, { text: name }] : []}
      action={
        own ? (
          <Button component={Link} to={`/agreements/scorecard/${own}` as string} size="xs" variant="default">
            See the agreement
          </Button>
        ) : (
          <Button component={Link} to={'/agreements/scorecard/new' as string} size="xs">
            Propose a scorecard
          </Button>
        )
      }
    >
      <Group gap="sm" align="flex-end">
        <UrlSelect name="grain" label="Periods of" none="As agreed" choices={['week', 'month', 'quarter']} />
        <UrlSelect name="periods" label="How many" none="As agreed" choices={['6', '8', '13', '26', '52']} />
        {others.length > 0 ? (
          <Text fz="sm" pb={6}>
            Also:{' '}
            {others.map(each => (
              <Anchor key={each.name} component={Link} to={`/scorecard/${each.name}` as string} fz="sm" mr="xs">
                {each.head.title}
              </Anchor>
            ))}
          </Text>
        ) : null}
      </Group>
      <Read query={query} rows={14}>
        {reading => <Reading reading={reading} />}
      </Read>
    </Page>
  )
}

function Reading({ reading }: { reading: ScorecardReading }) {
  const checked = useReading<typeof checkFindings>('finding.check', {})
  const against = useMemo(() => againstEach(checked.data?.findings ?? []), [checked.data])
  const notes = useMemo(() => notesOf(reading), [reading])
  const { sections, without, objections, annotations, receipt, scorecard } = reading
  if (sections.length === 0)
    return (
      <Empty
        what="Here each team’s number will hang under the shared outcome it is meant to move."
        why="Declare an outcome metric, and let other metrics say that they drive it; or propose a scorecard of your own."
        action={
          <Button component={Link} to={'/agreements/scorecard/new' as string}>
            Propose a scorecard
          </Button>
        }
      />
    )
  return (
    <Stack gap="xl">
      {objections.map(({ id, team, reason }) => (
        <Text key={id} className="bad" fz="sm">
          ▲ {team} objects: {reason}
        </Text>
      ))}
      {sections.map((section, i) => (
        <ScorecardSection
          key={`${section.title} ${section.stakeholder}`}
          section={section}
          place={i}
          against={against}
          notes={notes}
        />
      ))}
      <Notes notes={notes} annotations={annotations} />
      {without.length > 0 ? (
        <Text fz="sm">
          Without a line: {without.join(', ')}.{' '}
          <Text span c="dimmed" fz="sm">
            No team of these departments answers for a number here.
          </Text>
        </Text>
      ) : null}
      <Text fz="xs" c="dimmed">
        Known until {moment(receipt.asOf)}, days of {receipt.zone}.{' '}
        {checked.data
          ? `${counted(checked.data.findings.length, 'finding', 'findings')} weighed: what stands against a number moves it off the line.`
          : 'Findings are being weighed.'}{' '}
        <Anchor component={Link} to={'/alignment' as string} fz="xs" underline="always">
          See them all
        </Anchor>
      </Text>
      {scorecard ? <FrozenPeriods name={scorecard} /> : null}
    </Stack>
  )
}

function Notes({
  notes,
  annotations,
}: {
  notes: ReturnType<typeof notesOf>
  annotations: ScorecardReading['annotations']
}) {
  if (annotations.length === 0 && notes.size === 0) return null
  return (
    <Section title="Notes">
      <ul className="notes">
        {annotations.map(({ mark, on, until, title, text, name }) => (
          <li key={name}>
            <sup>{mark}</sup> <ObjectLink object={`annotation/${name}`}>{title}</ObjectLink>, {moment(on)}
            {until ? ` to ${moment(until)}` : ''}: {text}
          </li>
        ))}
        {[...notes].map(([text, letter]) => (
          <li key={letter}>
            <sup>{letter}</sup> {text}
          </li>
        ))}
      </ul>
    </Section>
  )
}
