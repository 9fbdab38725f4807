import { Tooltip } from '@mantine/core'

const LOOKS: Readonly<Record<string, { sign: string; color: string }>> = {
  done: { sign: '✓', color: 'var(--status-good)' },
  'on track': { sign: '●', color: 'var(--status-good)' },
  'in force': { sign: '✓', color: 'var(--status-good)' },
  'signed off': { sign: '✓', color: 'var(--status-good)' },
  healthy: { sign: '●', color: 'var(--status-good)' },
  better: { sign: '↗', color: 'var(--status-good)' },
  'up to date': { sign: '●', color: 'var(--status-good)' },
  'at risk': { sign: '▲', color: 'var(--status-warn)' },
  watch: { sign: '▲', color: 'var(--status-warn)' },
  warning: { sign: '▲', color: 'var(--status-warn)' },
  contested: { sign: '▲', color: 'var(--status-warn)' },
  drifted: { sign: '▲', color: 'var(--status-warn)' },
  overdue: { sign: '▲', color: 'var(--status-warn)' },
  frozen: { sign: '◐', color: 'var(--status-warn)' },
  proposed: { sign: '◐', color: 'var(--status-warn)' },
  'off track': { sign: '✗', color: 'var(--status-bad)' },
  unhealthy: { sign: '✗', color: 'var(--status-bad)' },
  error: { sign: '✗', color: 'var(--status-bad)' },
  worse: { sign: '↘', color: 'var(--status-bad)' },
}
const OTHER = { sign: '○', color: 'var(--status-none)' }

/** A status as sign, word and colour, so that none of its meaning hangs on one of them. */
export function Status({ of, why, bare = false }: { of: string | null; why?: string; bare?: boolean }) {
  const word = of ?? 'pending'
  const { sign, color } = LOOKS[word] ?? OTHER
  const text = (
    <span style={{ color, whiteSpace: 'nowrap' }}>
      <span aria-hidden="true">{sign}</span>
      <span className={bare ? 'visually-hidden' : undefined}>
        {bare ? '' : ' '}
        {word}
      </span>
    </span>
  )
  return why ? <Tooltip label={why}>{text}</Tooltip> : text
}
