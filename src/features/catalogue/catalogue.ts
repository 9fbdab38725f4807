import { z } from 'zod'
import { PlainDate } from '../../core/calendar.ts'
import { Share } from '../../core/share.ts'
import { ViolationCode } from '../tracking-plan/tracking-plan.ts'

/**
 * What really came: which team’s systems feed what, every event and trait with what is in it, and where it breaks a tracking
 * plan. What should come is declared in `source` and `tracking-plan`.
 */

export const Trend = z.enum(['up', 'down', 'flat'])

/** How much came, over 13 weeks. */
export const Volume = z.object({
  events: z.int().describe('How many ever came'),
  first: z.string().nullable().describe('When the earliest happened'),
  last: z.string().nullable().describe('When the newest happened'),
  from: PlainDate.describe('First of the days'),
  days: z.array(z.number()).describe('How many on each of 91 days'),
  perDay: z.number().describe('How many a day, in these days or since the first of them with any'),
  trend: Trend.describe('Of the weeks since the first with any, told from chance'),
})
export type Volume = z.output<typeof Volume>

export const Rest = z.object({
  kind: z.enum(['stage', 'metric', 'goal', 'scorecard']),
  name: z.string(),
  title: z.string(),
  owner: z.string(),
  through: z.string().nullable().describe('What it rests on that counts the events; null where it does so itself'),
})
export type Rest = z.output<typeof Rest>

export const WAYS = ['tracker', 'file', 'connection', 'webhook'] as const
export type Way = (typeof WAYS)[number]

export const FeedState = z.enum(['coming', 'stale', 'silent', 'nothing yet'])
export type FeedState = z.output<typeof FeedState>

export const Feed = z.object({
  source: z.string(),
  title: z.string(),
  declared: z.boolean().describe('Whether a source of this name is in force'),
  owner: z.string().nullable().describe('Team that answers for it; null for what nobody declared'),
  ways: z.array(z.enum(WAYS)).describe('How it comes'),
  ...Volume.shape,
  traits: z.int().describe('How often it said something about a person or an account'),
  lastArrival: z.string().nullable().describe('When something last came: a file, a run of a connection, or an event'),
  people: z.int().describe('People whom its events of these days are about'),
  accounts: z.int().describe('Accounts that its events of these days are about'),
  names: z.array(z.string()).describe('Events that came, the most frequent first'),
  brought: z.int().describe('Rows and messages that came'),
  kept: z.int().describe('Those that could not be used: rejected, held or refused'),
  keptShare: Share.nullable(),
  expected: z.string().nullable().describe('How often it should send something; null where nobody said'),
  state: FeedState.describe(
    'stale: overdue by what is expected; silent: overdue by its own rhythm, where nobody said anything',
  ),
  since: z.string().nullable().describe('Since when it has been stale or silent'),
  rests: z
    .array(Rest)
    .describe('What would have nothing to count without its events: stages, metrics, goals, scorecards'),
})
export type Feed = z.output<typeof Feed>

export const Contribution = z.object({
  team: z.string(),
  title: z.string(),
  department: z.string(),
  feeds: z.array(z.string()).describe('Sources it answers for from which something came'),
  waits: z.array(z.string()).describe('Sources it answers for from which nothing has come'),
  lastArrival: z.string().nullable(),
  uses: z.array(z.string()).describe('Metrics it owns, aims at or reads on a scorecard it signs'),
  unfed: z.array(z.string()).describe('Those of them that none of its sources feeds'),
  says: z.string(),
})
export type Contribution = z.output<typeof Contribution>

export const PropertyShape = z.object({
  property: z.string(),
  types: z
    .array(z.object({ type: z.string(), count: z.int() }))
    .describe('Types of its values, the most frequent first'),
  filled: Share.describe('Share of what was looked at that has it'),
  values: z
    .array(z.object({ value: z.string(), count: z.int() }))
    .nullable()
    .describe('Every value, where there are few; null for many and for what is personal'),
  examples: z.array(z.string()).describe('Some of its newest values; what is personal is masked'),
  first: z.string().describe('When it was first there, among what was looked at'),
  last: z.string().describe('When it was last there'),
  personal: z.boolean().describe('Whether it tells who somebody is'),
})
export type PropertyShape = z.output<typeof PropertyShape>

export const Breach = z.object({
  plan: z.string(),
  title: z.string(),
  owner: z.string(),
  event: z.string(),
  property: z.string().nullable(),
  code: ViolationCode,
  among: z.enum(['stored', 'held']).describe('Whether the events count all the same, or are kept out until mended'),
  count: z.int().describe('How many of those looked at'),
  looked: z.int().describe('How many of the newest were looked at'),
  share: Share,
  first: z.string(),
  last: z.string(),
  example: z.string().describe('One of them, in a sentence'),
})
export type Breach = z.output<typeof Breach>
