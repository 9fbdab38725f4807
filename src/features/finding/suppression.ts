import { z } from 'zod'
import { PlainDate } from '../../core/plain-date.ts'

/** A finding that a team has looked at and lives with, for a reason and for a time. */
export const Suppression = z.object({
  rule: z.string().min(1).describe('Rule whose findings are suppressed'),
  object: z
    .string()
    .regex(/^[a-z-]+\/[a-z0-9-]+$/, 'must be a kind and a name, such as metric/opens')
    .optional()
    .describe('Only findings about this object, such as metric/opens; all of the rule, when absent'),
  reason: z.string().min(1).max(2000).describe('Why it is right to live with it'),
  until: PlainDate.describe('Last day on which it holds'),
})
export type Suppression = z.infer<typeof Suppression>

/** Whether a suppression takes a finding out on a day. */
export function suppresses(
  { rule, object, until }: Suppression,
  finding: { rule: string; objects: readonly string[] },
  today: PlainDate,
): boolean {
  return rule === finding.rule && (object === undefined || finding.objects.includes(object)) && today <= until
}
