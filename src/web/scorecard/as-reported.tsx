import { Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useReading } from '../../features/ask.ts'
import type { ComparedLine, frozenScorecard } from '../../features/scorecard/operations/comparing.ts'
import { counted, figure, moment, UNKNOWN } from '../../kit/figure.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { Read, Section } from '../../kit/page.tsx'
import { Table } from '../../kit/table.tsx'

/** Every number of a frozen period as it was reported, beside as it is now, with why they differ. */
export function AsReported({ name, period }: { name: string; period: string }) {
  const query = useReading<typeof frozenScorecard>('scorecard.frozen', { name, period })
  const [isOnly, setOnly] = useState(false)
  return (
    <Section
      title={`${period} as reported, and as now`}
      aside={
        <Switch
          size="xs"
          label="Only what differs"
          checked={isOnly}
          onChange={event => setOnly(event.currentTarget.checked)}
        />
      }
    >
      <Read query={query} rows={6}>
        {({ reading }) =>
          reading ? (
            <>
              <Text fz="sm">
                {reading.restated === 0
                  ? `Every number is what it was on ${moment(reading.frozenOn)}.`
                  : `${counted(reading.restated, 'number is', 'numbers are')} another one than on ${moment(reading.frozenOn)}.`}
              </Text>
              <Table
                caption={`${period} as reported and as now`}
                csv={`${name} ${period} as reported and now`}
                rows={rowsOf(reading.lines).filter(row => !isOnly || row.restated !== null)}
                rowKey={row => `${row.section} ${row.metric} ${row.label}`}
                empty={<Text c="dimmed">No number differs.</Text>}
                columns={[
                  { id: 'section', title: 'Section', cell: row => row.section, value: row => row.section, wide: true },
                  { id: 'title', title: 'Number', cell: row => row.title, value: row => row.title },
                  { id: 'label', title: 'Period', cell: row => row.label, value: row => row.label },
                  {
                    id: 'reported',
                    title: 'As reported',
                    align: 'right',
                    cell: row => figure(row.reported, row.unit),
                    value: row => row.reported,
                  },
                  {
                    id: 'now',
                    title: 'As now',
                    align: 'right',
                    cell: row => (
                      <Figure
                        metric={row.metric}
                        grain={row.grain}
                        period={row.label}
                        value={row.now}
                        unit={row.unit}
                      />
                    ),
                    value: row => row.now,
                  },
                  {
                    id: 'why',
                    title: 'Why it differs',
                    cell: row => row.restated ?? UNKNOWN,
                    value: row => row.restated ?? '',
                    wide: true,
                  },
                ]}
              />
            </>
          ) : null
        }
      </Read>
    </Section>
  )
}

const rowsOf = (lines: readonly ComparedLine[]) =>
  lines.flatMap(({ points, ...line }) =>
    points.map(({ period, reported, now, restated }) => ({
      ...line,
      label: period.label,
      reported,
      now,
      restated: restated?.reason ?? null,
    })),
  )
