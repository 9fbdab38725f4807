import { Text } from '@mantine/core'
import type { Change } from '../../core/diff.ts'
import { labelOf } from '../../kit/form/schema.ts'
import { inWords } from './words.ts'

/** Where two revisions differ: each place, what it said and what it says. */
export function Difference({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0)
    return (
      <Text fz="sm" c="dimmed">
        They say the same.
      </Text>
    )
  return (
    <dl className="declared">
      {changes.map(change => (
        <div key={change.path.join('.')}>
          <dt>{change.path.map(each => (typeof each === 'number' ? each + 1 : labelOf(each))).join(' › ')}</dt>
          <dd className="declared-change">
            {change.before === undefined ? null : (
              <del>
                <span className="visually-hidden">before: </span>
                {inWords(change.before)}
              </del>
            )}
            {change.before === undefined || change.after === undefined ? null : ' → '}
            {change.after === undefined ? (
              <span className="quiet"> taken out</span>
            ) : (
              <ins>
                <span className="visually-hidden">now: </span>
                {inWords(change.after)}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
