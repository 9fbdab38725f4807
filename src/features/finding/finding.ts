import { z } from 'zod'
import { PlainDate } from '../../core/plain-date.ts'

/**
 * Where agreements, facts and readings disagree, said in sentences that name the objects and the numbers. What is looked for is
 * in `rules/`, one file a rule; how findings are printed belongs to the doors.
 */

export const SEVERITIES = ['error', 'warning', 'info'] as const

/** error: a number is wrong or a promise empty; warning: it will be, or teams pull apart; info: it could be better. */
export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

/** How a finding is against the last recorded run that is at least a week older. */
export const Trend = z.enum(['new', 'worse', 'better', 'same'])
export type Trend = z.infer<typeof Trend>

const Score = z.number().min(0).max(100)

export const Suppressed = z.object({
  by: z.string().describe('Name of the suppression'),
  reason: z.string(),
  until: PlainDate.describe('Last day on which it holds'),
  points: Score.describe('What it would take from the alignment score'),
})

export const Finding = z.object({
  id: z.string().describe('Rule and objects: the same as long as the finding is the same, whatever its numbers'),
  rule: z.string(),
  severity: Severity,
  message: z.string().describe('What is wrong, with the objects and the numbers'),
  objects: z.array(z.string()).describe('What it is about, as kind/name'),
  teams: z.array(z.string()).describe('Teams that can put it right'),
  owner: z.string().nullable().describe('The one of them that should act'),
  points: Score.describe('What it takes from the alignment score; 0 while it is suppressed'),
  numbers: z.record(z.string(), z.number()),
  extent: z.number().nullable().describe('How far out of plumb: more is worse; null where that has no number'),
  firstSeen: PlainDate.nullable().describe('Day of the first recorded run that found it; null where none did'),
  trend: Trend.nullable().describe('Against the last recorded run at least a week older; null where there is none'),
  known: z.boolean().describe('Whether a baseline holds it'),
  why: z.string().describe('Why it matters'),
  fix: z.string().describe('What would put it right'),
  docs: z.string().describe('Page about the rule'),
  suppressed: Suppressed.optional(),
})
export type Finding = z.infer<typeof Finding>

export const Counts = z
  .object({ error: z.int(), warning: z.int(), info: z.int(), suppressed: z.int() })
  .describe('How many findings there are; suppressed ones count as nothing else')
export type Counts = z.infer<typeof Counts>

export const TeamScore = z.object({
  team: z.string(),
  score: Score.describe('What the findings that name it leave of 100'),
  findings: z.int().describe('How many findings name it'),
})
export type TeamScore = z.infer<typeof TeamScore>

/** Two teams: what they have in common, what stands between them, and a word for it. */
export const Pair = z.object({
  teams: z.tuple([z.string(), z.string()]),
  score: Score.nullable().describe(
    'What the findings that name both leave of 100; null when nothing at all joins them',
  ),
  common: z.object({
    count: z.int().describe('How many things in all'),
    goals: z.array(z.string()).describe('Goals that both own, contribute to, or are needed for'),
    agreements: z.array(z.string()).describe('Other agreements that both sign, as kind/name'),
    scorecards: z.array(z.string()).describe('Scorecards on which numbers of both stand in one section'),
    drives: z
      .array(z.object({ team: z.string(), metric: z.string(), moves: z.string() }))
      .describe('Metrics of one that are meant to move a metric of the other'),
  }),
  findings: z.array(z.string()).describe('Ids of the standing findings that name both'),
  says: z.enum(['pulling together', 'apart', 'nothing in common']),
})
export type Pair = z.infer<typeof Pair>

/** The score at the time of a run. */
export const ScorePoint = z.object({
  day: PlainDate.describe('Day of the run, or the last day of a state that was computed'),
  score: Score,
})
export type ScorePoint = z.infer<typeof ScorePoint>

export const Findings = z.object({
  asOf: PlainDate.describe('First day of which nothing is known'),
  score: Score.describe('Alignment score: what all standing findings leave of 100'),
  teams: z.array(TeamScore).describe('The score of each team, the lowest first'),
  matrix: z.array(Pair).describe('Each pair of teams: those apart first, the lowest score first'),
  findings: z.array(Finding),
  counts: Counts,
  history: z.array(ScorePoint).describe('The score of recorded runs, the oldest first'),
})
export type Findings = z.infer<typeof Findings>

/** How many findings of each severity stand, and how many are suppressed. */
export function countOf(findings: readonly Pick<Finding, 'severity' | 'suppressed'>[]): Counts {
  const counts = { error: 0, warning: 0, info: 0, suppressed: 0 }
  for (const { severity, suppressed } of findings) counts[suppressed ? 'suppressed' : severity]++
  return counts
}

/** Whether a severity is as grave as another, or graver. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least)
}

/** What stands against an object: how much of the score it takes, and what is said of it, the heaviest first. */
export type Against = { points: number; lean: number; says: { id: string; severity: Severity; message: string }[] }

/** What the standing findings hold against each object, as `kind/name`; an object without any is not there and hangs true. */
export function againstEach(
  findings: readonly Pick<Finding, 'id' | 'severity' | 'message' | 'objects' | 'points' | 'suppressed'>[],
): ReadonlyMap<string, Against> {
  const heaviest = findings.filter(each => !each.suppressed).toSorted((a, b) => b.points - a.points)
  const against = new Map<string, Against>()
  for (const { id, severity, message, objects, points } of heaviest)
    for (const object of new Set(objects)) {
      const before = against.get(object) ?? { points: 0, lean: 0, says: [] }
      const sum = before.points + points
      against.set(object, { points: sum, lean: leanOf(sum), says: [...before.says, { id, severity, message }] })
    }
  return against
}

/** How far out of plumb something hangs that takes so many points from the score: 0 true, towards 1 without reaching it. */
export function leanOf(points: number): number {
  return points <= 0 ? 0 : 1 - Math.exp(-points / HALF_WAY)
}

const HALF_WAY = 3
