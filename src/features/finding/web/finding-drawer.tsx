import { Anchor, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { figure, moment } from '../../../kit/figure.ts'
import { useLastKnown } from '../../../kit/last-known.ts'
import { ObjectLink } from '../../../kit/object-link.tsx'
import { Read } from '../../../kit/page.tsx'
import { SeriesChart } from '../../../kit/series-chart.tsx'
import { Status } from '../../../kit/status.tsx'
import { useReading } from '../../ask.ts'
import type { Finding } from '../finding.ts'
import type { findingNumbers } from '../operations/numbers.ts'
import { DismissForm } from './dismiss-form.tsx'
import { RuleForm } from './rule-form.tsx'

type DrawerProps = {
  /** Which finding is open; none, when absent. */
  id: string | undefined
  finding: Finding | undefined
  onClose: () => void
}

/** One finding with all that is known of it, and what can be done: put it right, live with it, or judge it otherwise. */
export function FindingDrawer({ id, finding, onClose }: DrawerProps) {
  const last = useLastKnown(finding)
  const shown = id === undefined ? last : finding
  return (
    <Drawer opened={id !== undefined} onClose={onClose} title={shown ? shown.rule : 'This finding is gone'} size="lg">
      {shown ? (
        <Told key={shown.id} finding={shown} onClose={onClose} />
      ) : (
        <Text fz="sm">
          Nobody finds it any more, or it never was one of this company. The list has what there is now.
        </Text>
      )}
    </Drawer>
  )
}

function Told({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const [doing, setDoing] = useState<'dismiss' | 'rule' | null>(null)
  const { severity, message, objects, teams, owner, points, numbers, firstSeen, trend, why, fix, suppressed, rule } =
    finding
  return (
    <Stack gap="md">
      <Group gap="md" fz="sm">
        <Status of={severity} />
        <span className="figures">
          {suppressed ? `suppressed, would take ${suppressed.points} points` : `takes ${points} of 100 points`}
        </span>
        {trend === null ? null : <Status of={trend} />}
      </Group>
      <Text fz="md">{message}</Text>
      {suppressed ? (
        <Text fz="sm">
          Lived with until {moment(suppressed.until)}: {suppressed.reason}{' '}
          <ObjectLink object={`suppression/${suppressed.by}`}>See the agreement</ObjectLink>
        </Text>
      ) : null}
      <Numbers objects={objects} />
      <dl className="facts">
        <Fact name="About">
          {objects.map((object, i) => (
            <span key={object}>
              {i > 0 ? ', ' : ''}
              <ObjectLink object={object} />
            </span>
          ))}
        </Fact>
        <Fact name="Teams">{teams.length > 0 ? teams.join(', ') : 'none'}</Fact>
        <Fact name="Should act">{owner ?? 'nobody in particular'}</Fact>
        <Fact name="First seen">{firstSeen === null ? 'not written down before' : moment(firstSeen)}</Fact>
        {Object.keys(numbers).length > 0 ? (
          <Fact name="Numbers">
            <span className="figures">
              {Object.entries(numbers)
                .map(([name, value]) => `${worded(name)} ${figure(value, '', { exact: true })}`)
                .join(', ')}
            </span>
          </Fact>
        ) : null}
      </dl>
      <div>
        <Text fw={600} fz="sm">
          Why it matters
        </Text>
        <Text fz="sm">{why}</Text>
      </div>
      <div>
        <Text fw={600} fz="sm">
          What would put it right
        </Text>
        <Text fz="sm">{fix}</Text>
      </div>
      {doing === 'dismiss' ? <DismissForm finding={finding} onDone={onClose} onCancel={() => setDoing(null)} /> : null}
      {doing === 'rule' ? <RuleForm rule={rule} teams={teams} onDone={() => setDoing(null)} /> : null}
      {doing === null ? (
        <Group gap="xs">
          {suppressed ? null : (
            <Button variant="default" size="xs" onClick={() => setDoing('dismiss')}>
              Live with it for a while
            </Button>
          )}
          <Button variant="default" size="xs" onClick={() => setDoing('rule')}>
            Judge it otherwise
          </Button>
          <Anchor component={Link} to={'/alignment/rules' as string} hash={rule} fz="sm">
            About this rule
          </Anchor>
        </Group>
      ) : null}
    </Stack>
  )
}

/** `counterFrom` as people would write it: counter from. */
const worded = (name: string): string => name.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The numbers among its objects side by side; nothing where it is about none. */
function Numbers({ objects }: { objects: readonly string[] }) {
  const hasNumbers = objects.some(object => object.startsWith('metric/'))
  const asked = { objects: objects.slice(0, 50) }
  const query = useReading<typeof findingNumbers>('finding.numbers', asked, { enabled: hasNumbers })
  if (!hasNumbers) return null
  return (
    <Read query={query} rows={6}>
      {({ grain, periods, series }) =>
        grain === null ? null : (
          <Stack gap="xs">
            <SeriesChart
              title={series.map(({ title }) => title).join(' beside ')}
              labels={periods.map(({ label }) => label)}
              series={series.map(({ title, unit, values }) => ({ name: `${title} (${unit})`, unit, values }))}
              target={series.length === 1 ? (series[0]?.target ?? null) : null}
            />
            {series.flatMap(({ metric, problem }) =>
              problem === null ? [] : [<Text key={metric} fz="xs" c="dimmed">{`${metric}: ${problem}`}</Text>],
            )}
          </Stack>
        )
      }
    </Read>
  )
}
