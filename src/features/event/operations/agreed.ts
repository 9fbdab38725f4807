import type { Fact } from '../../../core/fact.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import type { Source } from '../../source/source.ts'
import { plansFor } from '../../tracking-plan/operations.ts'
import { checkerOf, OFF_PLAN } from '../../tracking-plan/tracking-plan.ts'
import type { Trouble } from '../event.ts'

/** What is agreed about a source that sends events by itself. A source that nobody declared may send them too. */
export type Agreed = {
  keepsIp: boolean
  /** What a fact breaks of the tracking plans that keep such messages back. */
  check: ((fact: Fact) => Trouble | undefined) | undefined
}

export async function agreedOn(given: Context, source: string): Promise<Agreed> {
  const ctx = { ...given, reading: {} }
  const declared = (await standing<Source>(ctx, 'source')).get(source)
  const plans = (await plansFor(ctx, source)).filter(({ spec }) => spec.violations === 'quarantine')
  const checkers = plans.map(({ spec }) => checkerOf(spec))
  return {
    keepsIp: declared?.spec.keepIp ?? false,
    check: checkers.length ? fact => brokenBy(checkers, fact) : undefined,
  }
}

function brokenBy(checkers: readonly ReturnType<typeof checkerOf>[], { name, props }: Fact): Trouble | undefined {
  if (name === undefined) return undefined
  for (const check of checkers) {
    const [first] = check({ name, props })
    if (first) return { code: OFF_PLAN, reason: first.message }
  }
  return undefined
}
