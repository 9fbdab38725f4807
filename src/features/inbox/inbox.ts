import { z } from 'zod'
import { Grain } from '../../core/calendar.ts'
import { Point } from '../scorecard/scorecard.ts'

/**
 * What one person owes and should know. Who is reminded of it, and how often, is in `nudge.ts`; how it reads as a mail, in
 * `digest.ts`.
 */

/** Something that waits for a person, or for the teams they sign for. */
export const Owed = z.object({
  id: z.string().describe('The same as long as it is the same thing that waits'),
  what: z.enum(['signature', 'objection', 'check-in', 'mention', 'drift', 'connection', 'feed']),
  object: z.string().describe('What it is about, as kind/name'),
  title: z.string(),
  team: z.string().nullable().describe('Team that owes it; null for what was said to a person'),
  says: z.string().describe('What waits, in a sentence'),
  since: z.string().nullable().describe('Since when it waits'),
})
export type Owed = z.output<typeof Owed>

/** Something that has happened since somebody last looked. */
export const Happened = z.object({
  what: z.enum(['in force', 'proposed', 'retired', 'status', 'taken over']),
  object: z.string().nullable().describe('What it is about, as kind/name; null for many at once'),
  title: z.string(),
  team: z.string().nullable(),
  says: z.string(),
  at: z.string().nullable().describe('When; null where only the day is known'),
})
export type Happened = z.output<typeof Happened>

export const Settings = z.object({
  mail: z.enum(['never', 'daily']).describe('Whether they get a mail each morning on which something waits or is new'),
})
export type Settings = z.output<typeof Settings>

export const Inbox = z.object({
  owed: z.array(Owed).describe('What has waited longest comes first'),
  happened: z.array(Happened).describe('The newest first'),
  since: z.string().describe('Since when that is: the last look, or a week ago'),
  seen: z.boolean().describe('Whether they ever said that they have seen it'),
  teams: z.array(z.string()).describe('Teams they belong to; empty for those who belong to none, who are shown all'),
  settings: Settings,
})
export type Inbox = z.output<typeof Inbox>

/** A goal that does not go as it should. */
export const RiskyGoal = z.object({
  goal: z.string(),
  title: z.string(),
  owner: z.string(),
  status: z.string(),
  progress: z.number().nullable(),
  expected: z.number(),
  cycle: z.string(),
})
export type RiskyGoal = z.output<typeof RiskyGoal>

export const RiskyFinding = z.object({
  id: z.string(),
  rule: z.string(),
  message: z.string(),
  owner: z.string().nullable(),
  points: z.number(),
})
export type RiskyFinding = z.output<typeof RiskyFinding>

export const Win = z.object({
  what: z.enum(['goal', 'metric', 'finding']),
  object: z.string().nullable(),
  says: z.string(),
})
export type Win = z.output<typeof Win>

/** A shared outcome on its plumb line: what it says, and what pulls it sideways. */
export const Plumb = z.object({
  metric: z.string(),
  title: z.string(),
  owner: z.string(),
  unit: z.string(),
  direction: z.enum(['up', 'down']),
  grain: Grain,
  period: z.string().nullable(),
  value: z.number().nullable(),
  previous: z.number().nullable(),
  target: z.number().nullable(),
  health: z.enum(['healthy', 'watch', 'unhealthy', 'pending']),
  points: z.array(Point),
  weight: z.number().describe('Points that findings about it, and about what hangs under it, take from the score'),
  carriers: z
    .array(
      z.object({
        object: z.string().describe('A number or a goal that carries the outcome, or the outcome itself, as kind/name'),
        title: z.string(),
        lean: z.number().min(0).max(1).describe('How far it hangs out of plumb: 0 hangs true'),
        says: z.string().describe('What is said against it, the heaviest first'),
      }),
    )
    .describe('What hangs furthest out of plumb, in the order of what weighs most'),
  findings: z.number().int().describe('How many findings that are'),
  says: z.string().describe('What that comes to, in a sentence'),
  problem: z.string().nullable().describe('Why there is no number'),
})
export type Plumb = z.output<typeof Plumb>

export const Outlook = z.object({
  score: z.number(),
  goals: z.array(RiskyGoal).describe('The worst first'),
  findings: z.array(RiskyFinding).describe('Those of level error, what costs most first'),
  wins: z.array(Win),
  outcomes: z.array(Plumb),
  asOf: z.string().describe('First day of which nothing is known'),
})
export type Outlook = z.output<typeof Outlook>
