import { z } from 'zod'
import { Instant } from '../../core/instant.ts'
import { Name } from '../../core/name.ts'
import { Share } from '../../core/share.ts'

/**
 * What people say of a goal between its start and its end: a value where no metric gives one, how sure they are, what is in the
 * way. A check-in is a fact named `check_in`: it is never changed, the newest one counts, and exports of other tools bring
 * theirs through a source.
 */

/** Name of the event under which check-ins are stored, with these fields as its properties. */
export const CHECK_IN = 'check_in'

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
