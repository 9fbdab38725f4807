import { z } from 'zod'
import type { Problem } from '../../core/problem.ts'

const EVERY = {
  everyDays: z.int().min(1).optional().describe('Days within which new data should come'),
  everyHours: z.int().min(1).optional().describe('The same in hours, for what comes all day'),
}

/** How often something should come. */
const Rhythm = z.strictObject(EVERY)

/** What should hold of a source’s data. */
export const Expects = z.strictObject({
  required: z.array(z.string()).optional().describe('Properties and traits that should not be missing'),
  ...EVERY,
  events: z
    .record(z.string().min(1), Rhythm)
    .optional()
    .describe('How often single events should come, where the source as a whole is not enough'),
})
export type Expects = z.infer<typeof Expects>

/** How often a source, or one of its events, should send something. */
export type Expectation = { event: string | null; hours: number; says: string }

/** Everything that says how often something should come: for the source as a whole, then for its events. */
export function expectationsOf(expects: Expects | undefined): Expectation[] {
  const whole = expectation(null, expects ?? {})
  const single = Object.entries(expects?.events ?? {}).flatMap(([event, rhythm]) => expectation(event, rhythm) ?? [])
  return [...(whole ? [whole] : []), ...single]
}

function expectation(event: string | null, { everyDays, everyHours }: z.infer<typeof Rhythm>): Expectation | undefined {
  if (everyHours !== undefined) return { event, hours: everyHours, says: everyOf(everyHours, 'hour') }
  if (everyDays !== undefined) return { event, hours: everyDays * 24, says: everyOf(everyDays, 'day') }
  return undefined
}

const everyOf = (count: number, unit: string): string => (count === 1 ? `every ${unit}` : `every ${count} ${unit}s`)

/** What is wrong with expectations in themselves; paths start at the source. */
export function checkRhythms(expects: Expects | undefined): Problem[] {
  const problems = (rhythm: z.infer<typeof Rhythm>, path: Problem['path'], isWhole: boolean): Problem[] => {
    const { everyDays, everyHours } = rhythm
    if (everyDays !== undefined && everyHours !== undefined)
      return [{ path, code: 'two_rhythms', message: '“everyDays” and “everyHours” both say how often. Remove one.' }]
    if (isWhole || everyDays !== undefined || everyHours !== undefined) return []
    return [{ path, code: 'no_rhythm', message: 'Nothing says how often it should come. Add everyDays or everyHours.' }]
  }
  return [
    ...problems(expects ?? {}, ['expects'], true),
    ...Object.entries(expects?.events ?? {}).flatMap(([event, rhythm]) =>
      problems(rhythm, ['expects', 'events', event], false),
    ),
  ]
}
