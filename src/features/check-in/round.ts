import { z } from 'zod'
import { Share } from '../../core/share.ts'

/**
 * A team says in private how sure it is that a goal will be reached, and sees all answers at once: nobody is led by who
 * spoke first, and nobody can read an answer before the others are in.
 */
export const Round = z.object({
  round: z.string().describe('Id of the round'),
  goal: z.string(),
  team: z.string(),
  openedAt: z.string(),
  openedBy: z.string().describe('Id of the person who opened it'),
  revealedAt: z.string().nullable().describe('When the answers were shown; null while they are private'),
  voted: z.number().describe('How many have voted'),
  of: z.number().describe('How many members of the team may'),
  votes: z.array(Share).nullable().describe('The answers from low to high, without names; null until they are shown'),
  median: Share.nullable().describe('The answer in the middle'),
  spread: Share.nullable().describe('How far the highest lies above the lowest'),
})
export type Round = z.infer<typeof Round>

/** With so few answers nobody can hide behind the others, so a lead cannot show them. */
export const LEAST_VOTES = 3

type Shown = { votes: number[]; median: number | null; spread: number | null }

/** Answers without their names and without the order in which they came. */
export function resultOf(votes: readonly number[]): Shown {
  const sorted = votes.toSorted((a, b) => a - b)
  const [low, high] = [sorted[0], sorted.at(-1)]
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return {
    votes: sorted,
    median: middle.length === 0 ? null : middle.reduce((sum, vote) => sum + vote, 0) / middle.length,
    spread: low === undefined || high === undefined ? null : high - low,
  }
}

/** Whether everybody who may has voted, so that the answers are shown by themselves. */
export function isComplete(members: readonly string[], voters: readonly string[]): boolean {
  return members.length > 0 && members.every(person => voters.includes(person))
}
