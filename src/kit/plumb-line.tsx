import type { ReactNode } from 'react'
import './plumb-line.css'

export type Bob = {
  key: string
  content: ReactNode
  /** How far out of plumb: 0 hangs true, towards 1 as far as the line bends. */
  lean: number
  /** What puts it there; said wherever it is displaced. */
  says?: string | undefined
  /** Steps to the right, for what hangs under another. */
  depth?: number
}

const WIDTH = 72
const TRUE_AT = 14
const REACH = 44

/** What is shared at the top, and under it on a line what carries it: true on the line, or displaced beside its sentence. */
export function PlumbLine({ label, top, bobs }: { label: string; top: ReactNode; bobs: readonly Bob[] }) {
  const places = bobs.map(({ lean }) => TRUE_AT + lean * REACH)
  return (
    <div className="plumb">
      <div className="plumb-top">{top}</div>
      <ol aria-label={label}>
        {bobs.map(({ key, content, lean, says, depth = 0 }, i) => {
          const at = places[i] ?? TRUE_AT
          return (
            <li key={key} data-leans={lean > 0 ? 'true' : undefined}>
              <Segment before={places[i - 1]} at={at} after={places[i + 1]} />
              <div className="plumb-content" style={{ paddingLeft: depth * 14 }}>
                {content}
                {lean > 0 && says ? (
                  <p className="plumb-says" title={says}>
                    {says}
                  </p>
                ) : null}
              </div>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** The line through one row, bent towards its bob; half of each bend lies in the next row. */
function Segment({ before, at, after }: { before: number | undefined; at: number; after: number | undefined }) {
  const half = (other: number) => ({ end: (at + other) / 2, bend: (3 * at + other) / 4 })
  const up = before === undefined ? { end: TRUE_AT, bend: TRUE_AT } : half(before)
  const down = half(after ?? at)
  const rest = after === undefined ? '' : `C ${at} 75, ${down.bend} 87.5, ${down.end} 100`
  return (
    <div className="plumb-segment" style={{ width: WIDTH }} aria-hidden="true">
      <svg viewBox={`0 0 ${WIDTH} 100`} preserveAspectRatio="none" aria-hidden="true">
        <line x1={TRUE_AT} x2={TRUE_AT} y1="0" y2="100" className="plumb-true" />
        <path d={`M ${up.end} 0 C ${up.bend} 12.5, ${at} 25, ${at} 50 ${rest}`} className="plumb-path" />
      </svg>
      <span className="plumb-bob" style={{ left: at }} />
    </div>
  )
}
