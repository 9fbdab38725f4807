import { figure, share } from './figure.ts'
import './way.css'

type WayProps = {
  /** How much of the way is done: 0 nothing, 1 all; null while that is not known. */
  done: number | null
  /** How much should be done by now. */
  expected?: number | null
  what: string
}

/** How much of a way is done, with a mark where it should be by now. */
export function Way({ done, expected = null, what }: WayProps) {
  const words = [
    `${what}: ${done === null ? 'not known' : `${share(done)} done`}`,
    expected === null ? '' : `${share(expected)} expected by now`,
  ]
  return (
    <div className="way" role="img" aria-label={words.filter(Boolean).join(', ')}>
      <div className="way-done" style={{ width: `${held(done) * 100}%` }} />
      {expected === null ? null : <div className="way-mark" style={{ left: `${held(expected) * 100}%` }} />}
    </div>
  )
}

/** A number beside the band it should stay in. */
export function Band({
  value,
  low,
  high,
  unit,
  what,
}: {
  value: number | null
  low: number
  high: number
  unit: string
  what: string
}) {
  const room = (high - low) * 0.5 || Math.abs(high) || 1
  const [start, end] = [low - room, high + room]
  const at = (each: number) => held((each - start) / (end - start)) * 100
  const inside = value === null ? 'not known' : value >= low && value <= high ? 'inside the band' : 'outside the band'
  return (
    <div>
      <div className="way" role="img" aria-label={`${what}: ${inside}`}>
        <div className="way-band" style={{ left: `${at(low)}%`, width: `${at(high) - at(low)}%` }} />
        {value === null ? null : <div className="way-mark" style={{ left: `${at(value)}%` }} />}
      </div>
      <div className="way-ends figures" style={{ paddingInline: '10%' }}>
        <span>{figure(low, unit)}</span>
        <span>{figure(high, unit)}</span>
      </div>
    </div>
  )
}

const held = (part: number | null): number => Math.min(1, Math.max(0, part ?? 0))
