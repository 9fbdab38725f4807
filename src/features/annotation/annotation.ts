import { z } from 'zod'
import { PlainDate } from '../../core/plain-date.ts'

/** Something that happened outside of the numbers and explains them: a price rise, an outage, a campaign. It binds nobody. */
export const Annotation = z.object({
  on: PlainDate.describe('Day on which it happened or began'),
  until: PlainDate.optional().describe('Last day of it, where it lasted longer than one'),
  text: z.string().min(1).max(1000).describe('What happened, in a sentence'),
  about: z
    .array(z.string().regex(/^[a-z-]+\/[a-z0-9-]+$/, 'must be a kind and a name, such as metric/demos'))
    .min(1)
    .optional()
    .describe('What it explains, such as metric/demos; everything, when absent'),
})
export type Annotation = z.infer<typeof Annotation>

/** Whether any day of it lies in the days from `start` up to but without `end`. */
export function fallsInto(
  { on, until = on }: Annotation,
  { start, end }: { start: PlainDate; end: PlainDate },
): boolean {
  return on < end && until >= start
}

/** Whether it explains a number, given everything that number is made of as kind/name. */
export function explains({ about }: Annotation, objects: readonly string[]): boolean {
  return about === undefined || about.some(object => objects.includes(object))
}
