import { Drawer, Stack, Text } from '@mantine/core'
import { useLastKnown } from '../../../kit/last-known.ts'
import { ObjectLink } from '../../../kit/object-link.tsx'
import { Status } from '../../../kit/status.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import type { Finding, Pair } from '../finding.ts'

type PairProps = { pair: Pair | undefined; findings: readonly Finding[]; onClose: () => void }

/** Two teams: what they share, and every finding that names both. */
export function PairDrawer({ pair, findings, onClose }: PairProps) {
  const shown = useLastKnown(pair)
  return (
    <Drawer opened={pair !== undefined} onClose={onClose} title={shown?.teams.join(' and ')} size="lg">
      {shown ? <Between pair={shown} findings={findings} /> : null}
    </Drawer>
  )
}

function Between({ pair, findings }: { pair: Pair; findings: readonly Finding[] }) {
  const [, say] = useUrlState()
  const { score, common, says } = pair
  const between = findings.filter(({ id }) => pair.findings.includes(id))
  return (
    <Stack gap="md">
      <Text fz="md">
        {says === 'nothing in common'
          ? 'They have nothing in common'
          : says === 'apart'
            ? 'They are apart'
            : 'They pull together'}
        {score === null ? '.' : `: findings between them leave ${score} of 100.`}
      </Text>
      <Shared title="Goals both work on" objects={common.goals.map(name => `goal/${name}`)} />
      <Shared title="Agreements both sign" objects={common.agreements} />
      <Shared title="Scorecards with numbers of both" objects={common.scorecards.map(name => `scorecard/${name}`)} />
      {common.drives.length > 0 ? (
        <div>
          <Text fw={600} fz="sm">
            Numbers of one that should move a number of the other
          </Text>
          <ul style={{ margin: 0 }}>
            {common.drives.map(({ team, metric, moves }) => (
              <li key={`${metric} ${moves}`}>
                {team}: <ObjectLink object={`metric/${metric}`}>{metric}</ObjectLink> should move{' '}
                <ObjectLink object={`metric/${moves}`}>{moves}</ObjectLink>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div>
        <Text fw={600} fz="sm">
          What stands between them
        </Text>
        {between.length === 0 ? (
          <Text fz="sm">No finding names both.</Text>
        ) : (
          <ul style={{ margin: 0, paddingLeft: '1.1rem', display: 'grid', gap: 8 }}>
            {between.map(({ id, severity, message }) => (
              <li key={id}>
                <Status of={severity} /> {message}{' '}
                <button type="button" className="word-button" onClick={() => say({ finding: id }, { push: true })}>
                  Look at it
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Stack>
  )
}

function Shared({ title, objects }: { title: string; objects: readonly string[] }) {
  if (objects.length === 0) return null
  return (
    <div>
      <Text fw={600} fz="sm">
        {title}
      </Text>
      <ul style={{ margin: 0 }}>
        {objects.map(object => (
          <li key={object}>
            <ObjectLink object={object} />
          </li>
        ))}
      </ul>
    </div>
  )
}
