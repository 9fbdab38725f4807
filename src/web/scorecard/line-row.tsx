import { Link } from '@tanstack/react-router'
import type { Line } from '../../features/scorecard/reading.ts'
import { SIGNS } from '../../features/scorecard/scorecard.ts'
import { change, figure, UNKNOWN } from '../../kit/figure.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { Sparkline } from '../../kit/sparkline.tsx'
import { Status } from '../../kit/status.tsx'
import { textOf } from './notes.ts'

type RowProps = { line: Line; grain: string; notes: ReadonlyMap<string, string>; isOutcome: boolean }

/** One number of a scorecard: its value against its target, how it went, and whose it is. */
export function LineRow({ line, grain, notes, isOutcome }: RowProps) {
  const { metric, title, unit, value, previous, yearAgo, points, status, trend, direction, owner, signed, claim } = line
  const period = points.at(-1)?.period
  const marks = [...line.annotations.map(String), ...line.footnotes.map(note => notes.get(textOf(note)) ?? '')]
  const restated = points.filter(point => point.restated !== null)
  return (
    <div className="card-row figures" data-outcome={isOutcome}>
      <div className="card-name">
        <Link to={`/metrics/${metric}` as string} className="row-link" title={claim?.why}>
          {title}
        </Link>
        {marks.length > 0 ? <sup title="See the notes"> {marks.join(' ')}</sup> : null}
        {restated.length > 0 ? (
          <sup
            title={restated.map(point => `${point.period.label} was ${figure(point.restated?.was, unit)}`).join(', ')}
          >
            {' '}
            restated
          </sup>
        ) : null}
        {claim && claim.via.length > 0 ? <div className="card-via">through {claim.via.join(', ')}</div> : null}
      </div>
      <div className="card-value">
        <Figure
          metric={metric}
          grain={grain}
          period={period?.label ?? ''}
          value={value}
          unit={unit}
          why={line.problem}
        />
      </div>
      <div className="card-target">
        <span className="visually-hidden">Target </span>
        {targetOf(line)}
      </div>
      <div className="card-status">
        <Status of={status} />
      </div>
      <div className="card-change">
        <span className="visually-hidden">Against the period before </span>
        {change(previous, value, unit) || UNKNOWN}
      </div>
      <div className="card-year">
        <span className="visually-hidden">Against the year before </span>
        {change(yearAgo, value, unit) || UNKNOWN}
      </div>
      <div className="card-course">
        <Sparkline values={points.map(point => point.value)} good={direction} />
      </div>
      <div className="card-trend">
        <span className="visually-hidden">Over 8 periods </span>
        {trend ? <Status of={trend} /> : UNKNOWN}
      </div>
      <div className="card-owner">
        {owner}{' '}
        {signed === null ? null : (
          <span className={signed ? undefined : 'warn'} title={signed ? 'has signed' : 'has not signed'}>
            {signed ? '✓' : '○'}
            <span className="visually-hidden">{signed ? 'has signed' : 'has not signed'}</span>
          </span>
        )}
      </div>
    </div>
  )
}

/** A target with its operator, as people write it: `≥ 35 %`. */
export function targetOf({ target, operator, unit }: Pick<Line, 'target' | 'operator' | 'unit'>): string {
  if (target === null || operator === null) return UNKNOWN
  const inUnit = unit === '%' ? '%' : ''
  const bound = Array.isArray(target) ? target.map(each => figure(each, inUnit)).join(' to ') : figure(target, inUnit)
  return `${SIGNS[operator]} ${bound}`
}

/** What the columns of the rows are; each cell says it again to whoever does not see them. */
export function RowHeads({ last = '' }: { last: string | undefined }) {
  return (
    <div className="card-row card-heads" aria-hidden="true">
      <div className="card-name" />
      <div className="card-value">{last}</div>
      <div className="card-target">Target</div>
      <div className="card-status">Status</div>
      <div className="card-change">Before</div>
      <div className="card-year">Year before</div>
      <div className="card-course">Course</div>
      <div className="card-trend">8 periods</div>
      <div className="card-owner">Owner</div>
    </div>
  )
}
