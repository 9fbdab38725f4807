import type { z } from 'zod'
import type { createCheckIn } from '../../features/check-in/operations.ts'
import type { Health } from '../../features/goal/check-in.ts'
import type { ResultReading } from './goal-tree.ts'

/** A check-in as it is being filled in; confidence from 0 to 10. */
export type Draft = {
  confidence: number | null
  health: Health | null
  note: string
  blockers: string
  results: Record<string, { value?: number | undefined; source?: string | undefined }>
}

export type Spoken = Omit<z.input<typeof createCheckIn.input>, 'goal'>

/** Whether people give a result’s number, as no metric does: always of milestones and baselines that are told. */
export function isByHand({ metric, form }: Pick<ResultReading, 'metric' | 'form'>): boolean {
  return metric === undefined || form === 'milestone' || form === 'baseline'
}

/** What a filled-in form says: first of each key result whose number it gives, then of the goal as a whole. */
export function spokenIn(
  { confidence, health, note, blockers, results }: Draft,
  of: readonly ResultReading[],
): Spoken[] {
  const values = of.filter(isByHand).flatMap(({ name, unit }) => {
    const { value, source } = results[name] ?? {}
    if (value === undefined) return []
    return [{ result: name, value: unit === '%' ? value / 100 : value, ...text('source', source) }]
  })
  const whole = {
    ...(confidence === null ? {} : { confidence: confidence / 10 }),
    ...(health === null ? {} : { health }),
    ...text('note', note),
    ...text('blockers', blockers),
  }
  return Object.keys(whole).length === 0 && values.length > 0 ? values : [...values, whole]
}

const text = (name: string, said: string | undefined): Record<string, string> =>
  said === undefined || said.trim() === '' ? {} : { [name]: said.trim() }
