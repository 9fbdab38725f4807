import { z } from 'zod'
import { PlainDate } from '../../core/calendar.ts'
import { nameAmong } from '../../core/name.ts'
import type { Reference } from '../agreement/agreement.ts'

/** Where the company wants to be, in words and in the few numbers that will show it, agreed by every team. */

export const Outcome = z.strictObject({
  metric: nameAmong('metric').describe('The number that shows it'),
  to: z.number().describe('What it should be at the horizon, in a period of the metric’s grain'),
  by: PlainDate.optional().describe('By when; the horizon, when absent'),
  why: z.string().min(1).max(1000).optional().describe('What is in it for customers and for us'),
})
export type Outcome = z.infer<typeof Outcome>

export const Priority = z.strictObject({
  title: z.string().min(1).max(200).describe('What comes first'),
  success: z.string().min(1).max(1000).describe('What will be so in twelve months'),
})

export const Vision = z.object({
  statement: z.string().min(1).max(2000).describe('Where we want to be, in a sentence or two'),
  horizon: PlainDate.describe('By when'),
  outcomes: z.array(Outcome).min(1).describe('The few shared numbers that will show it'),
  priorities: z.array(Priority).optional().describe('Three to five things that come first'),
  notDoing: z.array(z.string().min(1).max(500)).optional().describe('What we have decided to leave'),
})
export type Vision = z.output<typeof Vision>

/** The numbers it is seen by. */
export function refersTo({ outcomes }: Vision): Reference[] {
  return outcomes.map(({ metric }) => ({ kind: 'metric', name: metric }))
}
