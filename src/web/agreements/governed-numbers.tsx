import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Shown } from '../../features/agreement/operations/show.ts'
import { useReading } from '../../features/ask.ts'
import type { measureMetric } from '../../features/metric/operations.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { Section } from '../../kit/page.tsx'
import { Sparkline } from '../../kit/sparkline.tsx'
import { pathTo } from './words.ts'

const PAGES: Readonly<Record<string, string>> = {
  metric: '/metrics',
  goal: '/goals',
  scorecard: '/scorecard',
  funnel: '/funnel',
}
const MOST = 8

/** The numbers that an agreement governs: its own, or those of the metrics it names or is used in. */
export function GovernedNumbers({ of }: { of: Shown }) {
  const { kind, name, restsOn, usedIn, inForce } = of
  const own = kind === 'metric' && inForce ? [name] : []
  const linked = (kind === 'metric' ? usedIn : [...restsOn, ...usedIn])
    .filter(each => each.kind === 'metric' && each.state !== 'proposed' && each.state !== 'draft')
    .map(each => each.name)
  const numbers = [...new Set([...own, ...linked])]
  const page = PAGES[kind]
  if (numbers.length === 0 && page === undefined) return null
  return (
    <Section
      title="Numbers it governs"
      aside={
        page ? (
          <Link to={kind === 'metric' || kind === 'goal' ? `${page}/${name}` : page} className="plain-link">
            {`Open the ${kind}’s own page`}
          </Link>
        ) : null
      }
    >
      <Stack gap="xs">
        {numbers.slice(0, MOST).map(metric => (
          <NumberLine key={metric} name={metric} />
        ))}
        {numbers.length > MOST ? (
          <Text
            fz="xs"
            c="dimmed"
          >{`And ${numbers.length - MOST} more, which stand under “Used in” and “Rests on”.`}</Text>
        ) : null}
        {numbers.length === 0 ? (
          <Text fz="sm" c="dimmed">
            None is measured under it yet.
          </Text>
        ) : null}
      </Stack>
    </Section>
  )
}

/** One number: what it is called, its last complete period, and the 13 before. */
function NumberLine({ name }: { name: string }) {
  const query = useReading<typeof measureMetric>('metric.measure', { name, last: 13 })
  const cells = query.data?.cells ?? []
  const last = cells.filter(each => each.complete).at(-1)
  return (
    <Group gap="md" wrap="nowrap" justify="space-between" maw={560}>
      <Link to={pathTo({ kind: 'metric', name })} className="plain-link">
        {query.data?.title ?? name}
      </Link>
      {query.error ? (
        <Text fz="xs" c="dimmed">
          {query.error.message}
        </Text>
      ) : last && query.data ? (
        <Group gap="md" wrap="nowrap">
          <Sparkline values={cells.map(each => each.value)} good={query.data.direction} />
          <Figure
            metric={name}
            grain={query.data.grain}
            period={last.period.label}
            value={last.value}
            unit={query.data.unit}
          />
        </Group>
      ) : null}
    </Group>
  )
}
