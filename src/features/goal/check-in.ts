import { z } from 'zod'
import { Instant } from '../../core/instant.ts'
import { Name } from '../../core/name.ts'
import { Share } from '../../core/share.ts'

/**
 * What people say of a goal between its start and its end: a value where no metric gives one, how sure they are, what is in the
 * way. A check-in is a fact named `check_in`: it is never changed, the newest one counts, and exports of other tools bring
 * theirs through a source.
 */

export const HEALTH = ['on track', 'at risk', 'off track'] as const
export const Health = z.enum(HEALTH)
export type Health = z.infer<typeof Health>

export const CheckIn = z.object({
  goal: Name.describe('Name of the goal'),
  result: z.string().min(1).max(200).optional().describe('Name of the key result; the goal as a whole, when absent'),
  at: Instant.describe('When it was said'),
  value: z.number().optional().describe('The number by hand; for a milestone 1 when it is done'),
  source: z.string().min(1).max(500).optional().describe('Where a number by hand comes from'),
  confidence: Share.optional().describe('How sure people are that it will be reached: 0 not at all, 1 certain'),
  health: Health.optional().describe('How they say it goes'),
  note: z.string().min(1).max(5000).optional(),
  blockers: z.string().min(1).max(2000).optional().describe('What is in the way'),
  by: z.string().min(1).max(200).optional().describe('Who said it'),
})
export type CheckIn = z.infer<typeof CheckIn>

/**
 * A check-in from the properties of an event, as other tools write them: numbers may be text, and words may be in any case
 * (`On Track`, `at_risk`). A field that cannot be read is left out; without the name of a goal there is no check-in.
 */
export function readCheckIn(at: Instant, props: Record<string, unknown>): CheckIn | undefined {
  const goal = Name.safeParse(textOf(props.goal)).data
  if (goal === undefined) return undefined
  const { result, value, source, confidence, health, note, blockers, by } = props
  const said = {
    result: textOf(result),
    value: numberOf(value),
    source: textOf(source),
    confidence: Share.safeParse(numberOf(confidence)).data,
    health: Health.safeParse(textOf(health)?.toLowerCase().replaceAll(/[_-]/g, ' ')).data,
    note: textOf(note),
    blockers: textOf(blockers),
    by: textOf(by),
  }
  return { goal, at, ...Object.fromEntries(Object.entries(said).filter(([, each]) => each !== undefined)) }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number(textOf(value) ?? Number.NaN)
  return Number.isFinite(number) ? number : undefined
}
