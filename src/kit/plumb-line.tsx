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
          const above = i === 0 ? TRUE_AT : (at + (places[i - 1] ?? at)) / 2
          const below = i === bobs.length - 1 ? undefined : (at + (places[i + 1] ?? at)) / 2
          return (
            <li key={key} data-leans={lean > 0 ? 'true' : undefined}>
              <Segment above={above} at={at} below={below} />
              <div className="plumb-content" style={{ paddingLeft: depth * 14 }}>
                {content}
                {lean > 0 && says ? <p className="plumb-says">{says}</p> : null}
              </div>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** The line through one row, bent towards its bob. */
function Segment({ above, at, below }: { above: number; at: number; below: number | undefined }) {
  const down = below === undefined ? '' : ` C ${at} 75, ${below} 75, ${below} 100`
  return (
    <div className="plumb-segment" style={{ width: WIDTH }} aria-hidden="true">
      <svg viewBox={`0 0 ${WIDTH} 100`} preserveAspectRatio="none" aria-hidden="true">
        <line x1={TRUE_AT} x2={TRUE_AT} y1="0" y2="100" className="plumb-true" />
        <path d={`M ${above} 0 C ${above} 25, ${at} 25, ${at} 50${down}`} className="plumb-path" />
      </svg>
      <span className="plumb-bob" style={{ left: at }} />
    </div>
  )
}
