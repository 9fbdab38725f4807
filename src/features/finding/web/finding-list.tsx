import { Button, Group, Select, Switch, Text, TextInput } from '@mantine/core'
import { counted, moment } from '../../../kit/figure.ts'
import { Empty } from '../../../kit/page.tsx'
import { Status } from '../../../kit/status.tsx'
import { Table } from '../../../kit/table.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import type { Findings } from '../finding.ts'
import { isShown } from '../shown.ts'

const SEVERITIES = ['error', 'warning', 'info']
const TRENDS = ['new', 'worse', 'better', 'same']

/** Every finding in a row of its own, the gravest first, narrowed by what the address says. */
export function FindingList({ found: { findings, teams, counts } }: { found: Findings }) {
  const [said, say] = useUrlState()
  const { severity, team, rule, trend, text } = said
  const suppressed = said.suppressed !== undefined
  const rows = findings.filter(each => isShown(each, { severity, team, rule, trend, text, suppressed }))
  const rules = [...new Set(findings.map(each => each.rule))].toSorted()
  const isNarrowed = [severity, team, rule, trend, text].some(each => each !== undefined)
  const clear = () => say({ severity: undefined, team: undefined, rule: undefined, trend: undefined, text: undefined })
  return (
    <>
      <Group gap="xs" align="end">
        <Pick label="Severity" value={severity} data={SEVERITIES} onChange={value => say({ severity: value })} />
        <Pick label="Team" value={team} data={teams.map(each => each.team)} onChange={value => say({ team: value })} />
        <Pick label="Rule" value={rule} data={rules} onChange={value => say({ rule: value })} wide />
        <Pick label="Trend" value={trend} data={TRENDS} onChange={value => say({ trend: value })} />
        <TextInput
          label="Words"
          defaultValue={text}
          onChange={event => say({ text: event.currentTarget.value || undefined })}
          w={160}
        />
        {counts.suppressed > 0 ? (
          <Switch
            label={`Suppressed (${counts.suppressed})`}
            checked={suppressed}
            onChange={event => say({ suppressed: event.currentTarget.checked ? '1' : undefined })}
            pb={6}
          />
        ) : null}
        {isNarrowed ? (
          <Button variant="subtle" size="xs" onClick={clear}>
            Show all
          </Button>
        ) : null}
        <Text fz="sm" c="dimmed" ml="auto" aria-live="polite">
          {counted(rows.length, 'finding', 'findings')}
        </Text>
      </Group>
      <Table
        caption="Findings"
        csv="findings"
        rows={rows}
        rowKey={({ id }) => id}
        isSelected={({ id }) => id === said.finding}
        onOpen={({ id }) => say({ finding: id }, { push: true })}
        empty={
          <Empty
            what={
              findings.length > 0
                ? 'No finding is like that.'
                : teams.length > 0
                  ? 'Everything hangs true.'
                  : 'Nothing is declared yet, so nothing can disagree.'
            }
            why={
              findings.length === 0
                ? 'Where agreements, facts and numbers disagree, it will be said here, with what would put it right.'
                : 'Take a filter away to see more of them.'
            }
            action={
              isNarrowed ? (
                <Button variant="default" size="xs" onClick={clear}>
                  Show all
                </Button>
              ) : null
            }
          />
        }
        columns={[
          {
            id: 'severity',
            title: 'Severity',
            cell: each => <Status of={each.severity} />,
            value: each => each.severity,
          },
          {
            id: 'finding',
            title: 'Finding',
            cell: each => (
              <div className="finding-row">
                {each.message}
                <div className="quiet">{each.rule}</div>
              </div>
            ),
            value: each => each.message,
          },
          { id: 'rule', title: 'Rule', wide: true, cell: each => each.rule, value: each => each.rule },
          {
            id: 'teams',
            title: 'Teams',
            wide: true,
            cell: each => each.teams.join(', '),
            value: each => each.teams.join(' '),
          },
          {
            id: 'points',
            title: 'Points',
            align: 'right',
            cell: each => (each.suppressed ? 'suppressed' : `−${each.points}`),
            value: each => (each.suppressed ? 0 : -each.points),
          },
          {
            id: 'trend',
            title: 'Trend',
            wide: true,
            cell: each => (each.trend === null ? <span className="quiet">–</span> : <Status of={each.trend} />),
            value: each => each.trend,
          },
          {
            id: 'first',
            title: 'First seen',
            wide: true,
            cell: each => moment(each.firstSeen),
            value: each => each.firstSeen,
          },
        ]}
      />
    </>
  )
}

type PickProps = {
  label: string
  value: string | undefined
  data: readonly string[]
  onChange: (value: string | undefined) => void
  wide?: boolean
}

function Pick({ label, value, data, onChange, wide = false }: PickProps) {
  return (
    <Select
      label={label}
      placeholder="All"
      data={[...data]}
      value={value ?? null}
      onChange={chosen => onChange(chosen ?? undefined)}
      clearable
      searchable={data.length > 8}
      w={wide ? 220 : 140}
    />
  )
}
