import './map.css'

const LINES = [
  { says: 'computed from it', width: 2, dash: undefined },
  { says: 'said to move it: stated, not yet shown by data', width: 1.4, dash: '6 5' },
  { says: 'a key result is seen by it', width: 1.4, dash: '1 4' },
  { says: 'hangs under it', width: 1, dash: undefined },
] as const

/** What the lines and signs of the map mean. */
export function MapLegend() {
  return (
    <ul className="map-legend" aria-label="What lines and signs mean">
      {LINES.map(({ says, width, dash }) => (
        <li key={says}>
          <svg width="34" height="8" aria-hidden="true">
            <path d="M1 4H33" stroke="currentColor" strokeWidth={width} strokeDasharray={dash} strokeLinecap="round" />
          </svg>
          {says}
        </li>
      ))}
      <li>○ hangs true</li>
      <li>◆ out of plumb, displaced by what its findings weigh</li>
    </ul>
  )
}
