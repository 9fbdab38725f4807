import { Text } from '@mantine/core'
import type { Tally } from '../../features/source/ledger.ts'
import './data.css'

const PARTS = [
  { part: 'stored', says: 'stored' },
  { part: 'duplicate', says: 'known already' },
  { part: 'rejected', says: 'rejected' },
  { part: 'skipped', says: 'left out' },
] as const

/** What became of every row of a file, adding up to all of them. */
export function Ledger({ of }: { of: Tally }) {
  const all = of.rows + of.skipped
  return (
    <div className="ledger">
      <div className="ledger-bar" aria-hidden="true">
        {PARTS.map(({ part }) => (
          <span key={part} className={`ledger-${part}`} style={{ flexGrow: of[part] }} />
        ))}
      </div>
      <Text fz="sm" className="figures">
        <b>{`${grouped(all)} ${all === 1 ? 'row' : 'rows'}`}</b>
        {' = '}
        {PARTS.map(({ part, says }, at) => (
          <span key={part}>
            {at > 0 ? ' + ' : ''}
            <span
              className={of[part] > 0 ? `ledger-word ledger-word-${part}` : 'ledger-word quiet'}
            >{`${grouped(of[part])} ${says}`}</span>
          </span>
        ))}
      </Text>
    </div>
  )
}

const grouped = (value: number): string => value.toLocaleString('en')
