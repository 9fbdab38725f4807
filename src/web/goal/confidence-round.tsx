import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useChange, useReading } from '../../features/ask.ts'
import type { listRounds, openRound, reveal, vote } from '../../features/check-in/operations/round.ts'
import { LEAST_VOTES, type Round } from '../../features/check-in/round.ts'
import type { listTeams } from '../../features/team/operations.ts'
import { moment, share } from '../../kit/figure.ts'
import { Failure, Section } from '../../kit/page.tsx'
import { useMe } from '../me.ts'
import { ConfidenceSlider } from './confidence-slider.tsx'
import type { GoalReading } from './goal-tree.ts'

/** How sure teams are, asked in private: nobody is led by who spoke first, as all answers are shown at once. */
export function ConfidenceRounds({ goal, binds }: { goal: GoalReading; binds: readonly string[] }) {
  const me = useMe()
  const teams = useReading<typeof listTeams>('team.list', {})
  const rounds = useReading<typeof listRounds>('check-in.rounds', { goal: goal.goal, limit: 20 })
  const opening = useChange<typeof openRound>('check-in.open-round')
  const items = rounds.data?.items ?? []
  const own = (teams.data ?? [])
    .filter(({ people }) => people.some(({ person }) => person === me.id))
    .map(each => each.name)
  const isOpenFor = (team: string) => items.some(each => each.team === team && each.revealedAt === null)
  const asking = me.role === 'viewer' ? [] : own.filter(team => binds.includes(team) && !isOpenFor(team))
  if (items.length === 0 && asking.length === 0) return null
  return (
    <Section title="Private confidence">
      <Failure error={opening.error} />
      {items.map(round => (
        <OneRound
          key={round.round}
          round={round}
          isMine={own.includes(round.team)}
          mayShow={me.signsFor.includes(round.team)}
        />
      ))}
      {asking.map(team => (
        <div key={team}>
          <Text fz="sm" c="dimmed" mb={6}>
            Everybody of {team} says alone how sure they are, and all see all answers at once, without names.
          </Text>
          <Button
            variant="default"
            size="xs"
            loading={opening.isPending}
            onClick={() => opening.mutate({ goal: goal.goal, team })}
          >
            Ask {team} in private
          </Button>
        </div>
      ))}
    </Section>
  )
}

type RoundProps = { round: Round; isMine: boolean; mayShow: boolean }

function OneRound({ round, isMine, mayShow }: RoundProps) {
  const { team, openedAt, revealedAt, voted, of, votes, median, spread } = round
  if (revealedAt !== null)
    return (
      <Stack gap={2}>
        <Text fz="sm">
          <strong>{team}</strong> is {share(median)} sure in the middle; the highest lies {share(spread)} above the
          lowest.
        </Text>
        <Text fz="xs" c="dimmed" className="figures">
          {`Answers, from low to high: ${(votes ?? []).map(each => Math.round(each * 10)).join(', ')} of 10. ${moment(revealedAt)}.`}
        </Text>
      </Stack>
    )
  return (
    <Stack gap="xs">
      <Text fz="sm">
        <strong>{team}</strong>: {voted} of {of} have answered since {moment(openedAt)}. Answers are shown when all are
        in.
      </Text>
      {isMine ? <Answer round={round.round} /> : null}
      {mayShow ? <Show round={round} /> : null}
    </Stack>
  )
}

function Answer({ round }: { round: string }) {
  const [confidence, setConfidence] = useState<number | null>(null)
  const voting = useChange<typeof vote>('check-in.vote')
  return (
    <div>
      <Failure error={voting.error} />
      <ConfidenceSlider label="How sure are you?" value={confidence} onChange={setConfidence} />
      <Group gap="sm">
        <Button
          size="xs"
          disabled={confidence === null}
          loading={voting.isPending}
          onClick={() => confidence !== null && voting.mutate({ round, confidence: confidence / 10 })}
        >
          Answer in private
        </Button>
        {voting.isSuccess ? (
          <Text fz="xs" c="dimmed" role="status">
            Your answer is in. You can change it until all are shown.
          </Text>
        ) : null}
      </Group>
    </div>
  )
}

function Show({ round }: { round: Round }) {
  const showing = useChange<typeof reveal>('check-in.reveal')
  const missing = LEAST_VOTES - round.voted
  return (
    <div>
      <Failure error={showing.error} />
      <Button
        size="xs"
        variant="default"
        disabled={missing > 0}
        loading={showing.isPending}
        onClick={() => showing.mutate({ round: round.round })}
      >
        Show the answers now
      </Button>
      {missing > 0 ? (
        <Text fz="xs" c="dimmed" mt={4}>
          From {LEAST_VOTES} answers on, so that nobody can tell whose is whose.
        </Text>
      ) : null}
    </div>
  )
}
