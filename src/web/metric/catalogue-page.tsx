import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useReading } from '../../features/ask.ts'
import type { CatalogueEntry, listCatalogue } from '../../features/metric/operations/catalogue.ts'
import { change, counted, figure, moment, UNKNOWN } from '../../kit/figure.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { Empty, Page, Read } from '../../kit/page.tsx'
import { Sparkline } from '../../kit/sparkline.tsx'
import { Status } from '../../kit/status.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { UrlSelect, UrlText } from '../../kit/url-fields.tsx'
import { type UrlState, useUrlState } from '../../kit/url-state.ts'

/** Every metric there is: what it says now and how it went, whose it is, how it stands, and how fresh its data is. */
export default function CataloguePage() {
  const query = useReading<typeof listCatalogue>('metric.catalogue', {})
  return (
    <Page
      title="Metrics"
      action={
        <Button component={Link} to={'/agreements/metric/new' as string} size="xs">
          Propose a metric
        </Button>
      }
    >
      <Read query={query} rows={14}>
        {({ metrics }) => <Catalogue metrics={metrics} />}
      </Read>
    </Page>
  )
}

function Catalogue({ metrics }: { metrics: readonly CatalogueEntry[] }) {
  const [said, set] = useUrlState()
  const shown = metrics.filter(each => isWanted(each, said))
  const choices = (of: (entry: CatalogueEntry) => string | null) =>
    [...new Set(metrics.flatMap(each => of(each) ?? []))].toSorted()
  if (metrics.length === 0)
    return (
      <Empty
        what="Here will be every number that your teams agree on."
        why="One definition for each, signed by whoever it binds, ends the argument about whose number is right."
        action={
          <Button component={Link} to={'/agreements/metric/new' as string}>
            Propose the first metric
          </Button>
        }
      />
    )
  return (
    <>
      <Group gap="sm" align="flex-end" role="search" aria-label="Filter the metrics">
        <UrlText name="text" label="Words" placeholder="Name or sentence" />
        <UrlSelect name="owner" label="Owner" none="All teams" choices={choices(each => each.owner)} />
        <UrlSelect name="class" label="Class" none="All classes" choices={choices(each => each.class)} />
        <UrlSelect name="state" label="State" none="All states" choices={choices(each => each.state)} />
        <Text fz="xs" c="dimmed" pb={6} aria-live="polite">
          {counted(shown.length, 'metric', 'metrics')} of {metrics.length}
        </Text>
      </Group>
      <Table
        caption="Metrics"
        csv="metrics"
        rows={shown}
        rowKey={each => each.metric}
        columns={COLUMNS}
        empty={
          <Empty
            what="No metric is like that."
            why="Take a filter away to see the others."
            action={
              <Button
                variant="default"
                onClick={() => set({ text: undefined, owner: undefined, class: undefined, state: undefined })}
              >
                Show all metrics
              </Button>
            }
          />
        }
      />
    </>
  )
}

function isWanted({ metric, title, sentence, owner, class: tier, state }: CatalogueEntry, said: UrlState): boolean {
  const words = (said.text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const text = `${metric} ${title} ${sentence}`.toLowerCase()
  return (
    words.every(word => text.includes(word)) &&
    (said.owner ?? owner) === owner &&
    (said.class ?? tier) === tier &&
    (said.state ?? state) === state
  )
}

const COLUMNS: readonly Column<CatalogueEntry>[] = [
  {
    id: 'title',
    title: 'Metric',
    cell: each => (
      <Link to={`/metrics/${each.metric}` as string} className="row-link" title={each.sentence}>
        {each.title}
      </Link>
    ),
    value: each => each.title,
  },
  {
    id: 'value',
    title: 'Last value',
    align: 'right',
    cell: each =>
      each.period && each.grain ? (
        <Figure
          metric={each.metric}
          grain={each.grain}
          period={each.period.label}
          value={each.value}
          unit={each.unit}
          why={each.problem}
        />
      ) : (
        <span title="It is not in force.">{UNKNOWN}</span>
      ),
    value: each => each.value,
  },
  { id: 'unit', title: 'Unit', cell: () => null, value: each => each.unit, hidden: true },
  {
    id: 'change',
    title: 'Change',
    align: 'right',
    cell: each => change(each.previous, each.value, each.unit),
    value: each => (each.value === null || each.previous === null ? null : each.value - each.previous),
  },
  {
    id: 'course',
    title: 'Last 13 periods',
    cell: each => <Sparkline values={each.points} good={each.direction} />,
    wide: true,
  },
  {
    id: 'period',
    title: 'Period',
    cell: each => <span className="quiet nowrap">{each.period?.label ?? UNKNOWN}</span>,
    value: each => each.period?.label ?? '',
    wide: true,
  },
  {
    id: 'target',
    title: 'Target',
    align: 'right',
    cell: each => (each.target === null ? '' : figure(each.target, each.unit)),
    value: each => each.target,
    wide: true,
  },
  {
    id: 'owner',
    title: 'Owner',
    cell: each => <span className="nowrap">{each.owner}</span>,
    value: each => each.owner,
    wide: true,
  },
  { id: 'class', title: 'Class', cell: each => each.class ?? UNKNOWN, value: each => each.class, wide: true },
  { id: 'state', title: 'State', cell: each => <Status of={each.state} />, value: each => each.state, wide: true },
  {
    id: 'revision',
    title: 'Rev.',
    align: 'right',
    cell: each => each.revision,
    value: each => each.revision,
    wide: true,
  },
  {
    id: 'used',
    title: 'Used in',
    align: 'right',
    cell: each => (
      <span title={each.usedIn.map(({ kind, name }) => `${kind} ${name}`).join(', ')}>{each.usedIn.length}</span>
    ),
    value: each => each.usedIn.length,
    wide: true,
  },
  {
    id: 'fresh',
    title: 'Newest data',
    cell: each => <Freshness feed={each.feed} />,
    value: each => each.feed.newest,
    wide: true,
  },
]

/** When the newest event that counts happened, and which of its sources are overdue. */
export function Freshness({ feed: { newest, sources } }: { feed: CatalogueEntry['feed'] }) {
  const stale = sources.filter(source => source.staleSince !== null)
  if (stale.length === 0) return <span className="nowrap">{moment(newest, { day: true })}</span>
  const why = stale.map(({ title, staleSince }) => `${title} since ${moment(staleSince, { day: true })}`).join(', ')
  return (
    <span className="nowrap" title={`Overdue: ${why}`}>
      {moment(newest, { day: true })} <span className="warn">▲ overdue</span>
    </span>
  )
}
