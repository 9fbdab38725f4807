import { Button, Text } from '@mantine/core'
import type { Against } from '../../features/finding/finding.ts'
import type { Section as Content, Line } from '../../features/scorecard/reading.ts'
import { Section } from '../../kit/page.tsx'
import { PlumbLine } from '../../kit/plumb-line.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { LineRow, RowHeads } from './line-row.tsx'
import { PeriodsTable } from './periods-table.tsx'

type SectionProps = {
  section: Content
  place: number
  against: ReadonlyMap<string, Against>
  notes: ReadonlyMap<string, string>
}

/** One outcome with its local numbers under it on the plumb line, and all periods of them at the press of a button. */
export function ScorecardSection({ section, place, against, notes }: SectionProps) {
  const { title, stakeholder, why, outcome, lines, grain, periods } = section
  const [said, set] = useUrlState()
  const open = new Set((said.cells ?? '').split(',').filter(Boolean))
  const isOpen = open.has(String(place))
  const toggle = () => {
    const after = new Set(open)
    if (isOpen) after.delete(String(place))
    else after.add(String(place))
    set({ cells: [...after].toSorted().join(',') })
  }
  const row = (line: Line) => <LineRow line={line} grain={grain} notes={notes} isOutcome={line === outcome} />
  return (
    <Section
      title={title}
      aside={
        <Button variant="subtle" size="compact-xs" onClick={toggle} aria-expanded={isOpen}>
          {isOpen ? 'Hide the periods' : `All ${periods.length} periods`}
        </Button>
      }
    >
      <div>
        <Text fz="sm">
          {stakeholder ? (
            <Text span fw={500} fz="sm">
              For {stakeholder.charAt(0).toLowerCase() + stakeholder.slice(1)}.{' '}
            </Text>
          ) : null}
          <Text span c="dimmed" fz="sm">
            {why}
          </Text>
        </Text>
      </div>
      <div className="card-frame">
        <RowHeads last={periods.at(-1)?.label} />
        <PlumbLine
          label={`What is meant to move ${outcome.title}`}
          top={row(outcome)}
          bobs={lines.map(line => {
            const found = against.get(`metric/${line.metric}`)
            return { key: line.metric, lean: found?.lean ?? 0, says: saysOf(found), content: row(line) }
          })}
        />
      </div>
      {isOpen ? <PeriodsTable section={section} /> : null}
    </Section>
  )
}

function saysOf(against: Against | undefined): string | undefined {
  const [first, ...others] = against?.says ?? []
  if (!first) return undefined
  return others.length === 0 ? first.message : `${first.message} (${others.length} more)`
}
