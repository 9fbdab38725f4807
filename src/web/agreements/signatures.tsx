import { Stack, Text } from '@mantine/core'
import type { Revision } from '../../features/agreement/agreement.ts'
import type { Shown } from '../../features/agreement/operations/show.ts'
import { moment } from '../../kit/figure.ts'
import { Section } from '../../kit/page.tsx'

type SignaturesProps = { of: Shown; teams: ReadonlyMap<string, string> }

const ADOPTED = {
  signed: 'In force by the signatures of its teams',
  reviewed: 'Taken over from reviewed files',
  unsigned: 'In force without signatures',
}

/** Who signed which revision and when, and who has not. */
export function Signatures({ of, teams }: SignaturesProps) {
  const { head, inForce, signed } = of
  const revisions = [head, ...(inForce && inForce.number !== head.number ? [inForce] : [])]
  if (!signed && head.signatures.length === 0)
    return (
      <Section title="Signatures">
        <Text fz="sm" c="dimmed">
          Nobody signs this; it is in force as soon as it is proposed.
        </Text>
      </Section>
    )
  return (
    <Section title="Signatures">
      {revisions.map(revision => (
        <Signed key={revision.number} revision={revision} of={of} teams={teams} />
      ))}
    </Section>
  )
}

function Signed({ revision, of, teams }: SignaturesProps & { revision: Revision }) {
  const { people, inForce } = of
  const isInForce = revision.number === inForce?.number
  return (
    <Stack gap={4}>
      <Text fz="sm" fw={600}>
        {`Revision ${revision.number}${isInForce ? ', in force' : revision.proposed ? ', proposed' : ', a draft'}`}
      </Text>
      {isInForce && revision.adopted ? (
        <Text fz="xs" c="dimmed">
          {`${ADOPTED[revision.adopted]}, ${moment(revision.inForceAt, { day: true })}`}
        </Text>
      ) : null}
      <ul className="signatures">
        {revision.binds.map(team => {
          const given = revision.signatures.filter(each => each.team === team)
          return (
            <li key={team}>
              <span aria-hidden="true">{given.length > 0 ? '✓' : '○'}</span>
              <span>
                {teams.get(team) ?? team}
                <span className="quiet">
                  {given.length > 0
                    ? ` signed: ${given.map(each => `${nameOf(people, each.person)}${moment(each.at)}`).join('; ')}`
                    : isInForce
                      ? ' has not signed by name'
                      : ' has not signed yet'}
                </span>
              </span>
            </li>
          )
        })}
      </ul>
    </Stack>
  )
}

function nameOf(people: Shown['people'], person: string): string {
  if (person === 'review') return 'in the files, '
  return people[person] ? `${people[person]}, ` : ''
}
