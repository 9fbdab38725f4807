import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Shown } from '../../features/agreement/operations/show.ts'
import { moment } from '../../kit/figure.ts'
import type { Act } from './act-dialog.tsx'
import { Notice } from './notice.tsx'
import { list, pathTo, waitingWords } from './words.ts'

type AttentionProps = { of: Shown; teams: ReadonlyMap<string, string>; onAct: (act: Act) => void }

/** What stands in the way of an agreement, above everything else: its end, objections, drift, missing signatures. */
export function Attention({ of, teams, onAct }: AttentionProps) {
  const { objections, drift, again, retiredAt, retiredWhy, head, inForce, may, people } = of
  const open = objections.filter(each => each.settledAt === null)
  const title = (team: string) => teams.get(team) ?? team
  const isFirst = inForce === null && retiredAt === null
  return (
    <>
      {retiredAt === null ? null : (
        <Notice tone="quiet" title={`Retired on ${moment(retiredAt, { day: true })}`}>
          <Text fz="sm">{retiredWhy}</Text>
        </Notice>
      )}
      {open.map(each => (
        <Notice key={each.id} title={`${title(each.team)} objects to revision ${each.revision}`}>
          <Stack gap="xs">
            <Text fz="sm">{each.reason}</Text>
            <Group justify="space-between">
              <Text fz="xs" c="dimmed">
                {people[each.person] ? `${people[each.person]}, ` : ''}
                {moment(each.at)}
              </Text>
              {may.settle.includes(each.id) ? (
                <Button size="xs" variant="default" onClick={() => onAct({ does: 'settle', objection: each.id })}>
                  Settle it
                </Button>
              ) : (
                <Text fz="xs" c="dimmed">{`${title(each.team)} can settle it, or answer a new revision.`}</Text>
              )}
            </Group>
          </Stack>
        </Notice>
      ))}
      {again.length > 0 && retiredAt === null ? (
        <Notice title="What it rests on has changed since it was agreed">
          <Text fz="sm">
            {drift.map((to, at) => (
              <span key={pathTo(to)}>
                {at > 0 ? ', ' : ''}
                <Anchor component={Link} to={pathTo(to)} fz="sm" underline="always">
                  {`${to.kind} ${to.name}`}
                </Anchor>
              </span>
            ))}
            {`. ${list(again.map(title))} should look at it and sign again, or propose a change.`}
          </Text>
        </Notice>
      ) : null}
      {isFirst ? (
        <Notice title={head.proposed ? 'Not in force yet' : 'A draft'}>
          <Text fz="sm">
            {head.proposed
              ? `It waits for ${waitingWords(of, teams)}. Until then no number uses it.`
              : 'Only who reads this page sees it. Nobody is asked to sign before it is submitted.'}
          </Text>
        </Notice>
      ) : null}
    </>
  )
}
