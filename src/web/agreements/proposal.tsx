import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Shown } from '../../features/agreement/operations/show.ts'
import { useReading } from '../../features/ask.ts'
import { moment } from '../../kit/figure.ts'
import { Read } from '../../kit/page.tsx'
import type { Act } from './act-dialog.tsx'
import { Difference } from './difference.tsx'
import { Impact, MEASURED } from './impact.tsx'
import type { DiffOfKind } from './verbs.ts'
import { waitingWords } from './words.ts'

type ProposalProps = { of: Shown; teams: ReadonlyMap<string, string>; onAct: (act: Act) => void }

/** A change that waits beside what is in force: what would change, why, what it does to past periods, and whose turn it is. */
export function Proposal({ of, teams, onAct }: ProposalProps) {
  const { kind, name, head, may, people } = of
  const [showsImpact, setShowsImpact] = useState(false)
  const diff = useReading<DiffOfKind>(`${kind}.diff`, { name })
  const waits = waitingWords(of, teams)
  return (
    <Paper withBorder p="md" component="section" aria-label={`Proposed change, revision ${head.number}`}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title
            order={2}
          >{`${head.proposed ? 'Proposed change' : 'Draft of a change'} (revision ${head.number})`}</Title>
          <Text fz="xs" c="dimmed">
            {people[head.author] ? `${people[head.author]}, ` : ''}
            {moment(head.at)}
          </Text>
        </Group>
        <Read query={diff} rows={2}>
          {({ changes }) => <Difference changes={changes} />}
        </Read>
        {head.why ? (
          <Text fz="sm">
            <span className="quiet">Why: </span>
            {head.why}
          </Text>
        ) : null}
        {showsImpact ? <Impact kind={kind} name={name} spec={head.spec as Record<string, unknown>} /> : null}
        <Group justify="space-between">
          <Text fz="sm" c="dimmed">
            {waits ? `Waits for ${waits}.` : ''}
          </Text>
          <Group gap="xs">
            {MEASURED.includes(kind) && !showsImpact ? (
              <Button variant="default" size="xs" onClick={() => setShowsImpact(true)}>
                Show what it does to past periods
              </Button>
            ) : null}
            {may.object ? (
              <Button variant="default" size="xs" onClick={() => onAct({ does: 'object' })}>
                Object
              </Button>
            ) : null}
            {may.sign ? (
              <Button size="xs" onClick={() => onAct({ does: 'sign' })}>
                {`Sign revision ${may.sign.revision}`}
              </Button>
            ) : null}
          </Group>
        </Group>
      </Stack>
    </Paper>
  )
}
