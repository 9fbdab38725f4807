import type { Settled } from '../../features/event/operations/collecting.ts'
import type { Request } from './batch.ts'

type Outcome = Record<'stored' | 'duplicate' | 'quarantined' | 'refused', number> & {
  success: boolean
  errors: { index: number; messageId: string | null; verdict: string; code: string; reason: string }[]
}

/**
 * The answer to a request: what became of its messages, and why of those that are no facts now. A message that is
 * refused for what it is makes it an error; one about somebody who may not be stored is only counted.
 */
export function outcomeOf(
  { incoming, places, refusals }: Request,
  settled: readonly Settled[],
): { status: number; outcome: Outcome } {
  const outcome: Outcome = {
    success: true,
    stored: 0,
    duplicate: 0,
    quarantined: 0,
    refused: refusals.length,
    errors: [],
  }
  settled.forEach(({ verdict, code = '', reason = '' }, i) => {
    outcome[verdict]++
    if (verdict === 'stored' || verdict === 'duplicate') return
    const { messageId } = incoming[i]?.message ?? {}
    const shown = typeof messageId === 'string' ? messageId.slice(0, 200) : null
    outcome.errors.push({ index: places[i] ?? i, messageId: shown, verdict, code, reason })
  })
  for (const { index, code, reason } of refusals)
    outcome.errors.push({ index, messageId: null, verdict: 'refused', code, reason })
  outcome.errors.sort((a, b) => a.index - b.index)
  outcome.success = refusals.length === 0
  const status = outcome.success ? 200 : refusals.some(({ code }) => code === 'too_large') ? 413 : 400
  return { status, outcome }
}
