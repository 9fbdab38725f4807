import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Revision } from '../../features/agreement/agreement.ts'
import type { Shown } from '../../features/agreement/operations/show.ts'
import { useReading } from '../../features/ask.ts'
import { moment } from '../../kit/figure.ts'
import { Read, Section } from '../../kit/page.tsx'
import { Difference } from './difference.tsx'
import type { DiffOfKind } from './verbs.ts'
import { list } from './words.ts'

/** Every revision, newest first: who wrote it, why, when it came into force, and what it changed. */
export function History({ of, teams }: { of: Shown; teams: ReadonlyMap<string, string> }) {
  const settled = of.objections.filter(each => each.settledAt !== null)
  return (
    <Section title="History">
      <Stack gap="md">
        {of.revisions.map(revision => (
          <Entry key={revision.number} of={of} revision={revision} teams={teams} />
        ))}
        {settled.map(each => (
          <Text key={each.id} fz="sm" c="dimmed">
            {`${teams.get(each.team) ?? each.team} objected to revision ${each.revision}: “${each.reason}” Settled ${moment(each.settledAt)}: “${each.outcome}”`}
          </Text>
        ))}
      </Stack>
    </Section>
  )
}

function Entry({ of, revision, teams }: { of: Shown; revision: Revision; teams: ReadonlyMap<string, string> }) {
  const [isOpen, setOpen] = useState(false)
  const { number, why, author, at, inForceAt, signatures, proposed } = revision
  const signers = [...new Set(signatures.map(each => teams.get(each.team) ?? each.team))]
  const stands =
    inForceAt !== null ? `in force since ${moment(inForceAt)}` : proposed ? 'was never in force' : 'a draft'
  const isOpenProposal = number === of.head.number && inForceAt === null && proposed
  return (
    <Stack gap={4}>
      <Group gap="sm" justify="space-between">
        <Text fz="sm">
          <strong>{`Revision ${number}`}</strong>
          <span className="quiet">
            {` ${of.people[author] ? `by ${of.people[author]}, ` : ''}${moment(at)}, ${isOpenProposal ? 'proposed' : stands}`}
            {signers.length > 0 ? `, signed by ${list(signers)}` : ''}
          </span>
        </Text>
        {number > 1 ? (
          <Button variant="subtle" size="compact-xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide what changed' : 'What changed'}
          </Button>
        ) : null}
      </Group>
      {why ? <Text fz="sm">{why}</Text> : null}
      {isOpen ? <Changed of={of} number={number} /> : null}
    </Stack>
  )
}

function Changed({ of, number }: { of: Shown; number: number }) {
  const diff = useReading<DiffOfKind>(`${of.kind}.diff`, { name: of.name, from: number - 1, to: number })
  return (
    <Read query={diff} rows={1}>
      {({ changes }) => <Difference changes={changes} />}
    </Read>
  )
}
