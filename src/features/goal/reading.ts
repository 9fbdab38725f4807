import { z } from 'zod'
import { PlainDate } from '../../core/calendar.ts'
import { Share } from '../../core/share.ts'
import { Health } from './check-in.ts'
import { Contributor, Dependency, KeyResult, Level, RESULT_FORMS } from './goal.ts'
import { STATUSES } from './progress.ts'

/**
 * How far a goal has come on a day, in three numbers that are never mixed: progress looks back, confidence looks forward,
 * and a score stands only at the end of the cycle.
 */

const Used = z.object({ kind: z.string(), name: z.string(), revision: z.number() })

const Going = z.object({
  elapsed: Share.describe('Share of the time that has passed'),
  expected: Share.describe('How much should be done by now'),
  progress: z
    .number()
    .nullable()
    .describe('Looking back, how much is done: 0 nothing, 1 all; null while it is not known'),
  pace: z.number().nullable().describe('What is done by what should be; 1 arrives in time'),
  status: z.enum(STATUSES),
  confidence: Share.nullable().describe(
    'Looking forward, how sure people said last that it will be reached; null when nobody did',
  ),
  score: Share.nullable().describe('What was reached, told only when the cycle is over: 0 nothing, 1 all'),
})
export type Going = z.output<typeof Going>

export const ResultReading = z.object({
  ...KeyResult.shape,
  form: z.enum(RESULT_FORMS),
  weight: z.number().describe('How much it counts beside the others'),
  by: PlainDate,
  title: z.string().describe('What people call its number; the name of the result where it is given by hand'),
  unit: z.string(),
  current: z
    .number()
    .nullable()
    .describe('The number over the cycle so far, in the newest period of a band, or as said last'),
  source: z.string().optional().describe('Where a number by hand comes from'),
  saidAt: z.string().nullable().describe('When somebody last said something of it, or of the whole goal'),
  periods: z
    .object({ inside: z.number(), of: z.number() })
    .optional()
    .describe('Of a band: in how many periods the number lay in it, of how many'),
  ...Going.shape,
  problem: z.string().optional().describe('Why there is no number'),
})
export type ResultReading = z.output<typeof ResultReading>

export const ContributorReading = Contributor.extend({
  title: z.string().nullable().describe('What people call the number that shows it'),
  unit: z.string().nullable(),
  current: z.number().nullable().describe('That number over the cycle so far'),
})
export type ContributorReading = z.output<typeof ContributorReading>

export const DependencyReading = Dependency.extend({
  confirmed: z.boolean().describe('Whether the provider has signed the goal as it stands, or review has'),
})
export type DependencyReading = z.output<typeof DependencyReading>

export const GoalReading = z.object({
  goal: z.string(),
  title: z.string(),
  owner: z.string(),
  level: Level,
  parent: z.string().optional(),
  cycle: z.object({ label: z.string(), start: PlainDate, end: PlainDate }),
  ...Going.shape,
  health: Health.nullable().describe('How people said last that it goes; null when nobody did, or that is overdue'),
  checkIn: z.object({
    last: z.string().nullable().describe('When somebody last said how it goes'),
    by: z.string().nullable().describe('Who did'),
    due: z.string().nullable().describe('When somebody has to say it next; null when the cycle or the goal is over'),
    overdueDays: z.number().describe('How many days that is past; 0 when it is not'),
  }),
  results: z.array(ResultReading),
  contributors: z.array(ContributorReading),
  dependencies: z.array(DependencyReading),
  receipt: z.object({ uses: z.array(Used), zone: z.string(), asOf: z.string(), watermark: z.number() }),
})
export type GoalReading = z.output<typeof GoalReading>
