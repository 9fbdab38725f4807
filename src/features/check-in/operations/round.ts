import { z } from 'zod'
import { dateOfDay, localDay } from '../../../core/calendar.ts'
import { fail } from '../../../core/error.ts'
import { newId } from '../../../core/id.ts'
import { toMs } from '../../../core/instant.ts'
import { Name } from '../../../core/name.ts'
import { keyOf, PageRequest, pageOf, toPage } from '../../../core/page.ts'
import { formatShare, Share } from '../../../core/share.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { listPeople, listTeams } from '../../team/operations.ts'
import { findGoal, storeCheckIn } from '../operations.ts'
import {
  insertRound,
  lockRound,
  revealRound,
  type StoredRound,
  selectRounds,
  takeVotes,
  upsertVote,
} from '../queries.ts'
import { isComplete, LEAST_VOTES, Round, resultOf } from '../round.ts'

const Id = z.string().min(1).describe('Id of the round')

export const openRound = operation({
  name: 'check-in.open-round',
  does: 'Ask a team in private how sure it is of a goal; the answers are shown when all are in.',
  needs: 'check-in:write',
  input: z.object({ goal: Name.describe('Name of the goal'), team: Name.describe('Team that is asked') }),
  output: Round,
  object: input => input.goal,
  async run(ctx, { goal, team }) {
    const { binds } = await findGoal(ctx, goal)
    if (!binds.includes(team))
      fail('invalid', `“${goal}” does not bind ${team}. It binds ${binds.join(', ')}: ask one of those.`)
    const members = await membersOf(ctx, team)
    if (!members.includes(ctx.actor.id)) fail('forbidden', `Only members of ${team} ask it. Talk to one of them.`)
    const round = { id: newId(), goal, team, opened_at: ctx.now() }
    if (!(await insertRound(ctx, round)))
      fail('conflict', `${team} has a round for “${goal}” open. Let everybody vote in it, or its lead reveal it.`)
    return seen(ctx, await lockRound(ctx, round.id))
  },
})

export const vote = operation({
  name: 'check-in.vote',
  does: 'Say in private how sure you are; until the answers are shown you can change yours, and nobody can read it.',
  needs: 'check-in:write',
  input: z.object({ round: Id, confidence: Share.describe('How sure you are: 0 not at all, 1 certain') }),
  output: Round,
  object: input => input.round,
  audited: ({ round }) => ({ round }),
  async run(ctx, { round: id, confidence }) {
    const round = await lockRound(ctx, id)
    requireOpen(round)
    const members = await membersOf(ctx, round.team)
    if (!members.includes(ctx.actor.id)) fail('forbidden', `Only members of ${round.team} vote in this round.`)
    await upsertVote(ctx, id, confidence)
    return isComplete(members, [...round.voters, ctx.actor.id]) ? show(ctx, round) : seen(ctx, await lockRound(ctx, id))
  },
})

export const reveal = operation({
  name: 'check-in.reveal',
  does: 'Show the answers of a round that some members have not answered; its team’s lead may, from three on.',
  needs: 'check-in:write',
  input: z.object({ round: Id }),
  output: Round,
  object: input => input.round,
  async run(ctx, { round: id }) {
    const round = await lockRound(ctx, id)
    if (!ctx.actor.signsFor.includes(round.team))
      fail('forbidden', `Only a lead of ${round.team}, or a delegate, can show its answers.`)
    requireOpen(round)
    if (round.voters.length < LEAST_VOTES)
      fail(
        'conflict',
        `${round.voters.length} of ${LEAST_VOTES} answers are in: with fewer, everybody would know whose is whose. Wait for more.`,
      )
    return show(ctx, round)
  },
})

export const listRounds = operation({
  name: 'check-in.rounds',
  does: 'List the private rounds of teams, newest first, with the answers of those that are shown.',
  needs: 'check-in:read',
  input: PageRequest.extend({
    goal: Name.optional().describe('Only for this goal'),
    team: Name.optional().describe('Only of this team'),
  }),
  output: pageOf(Round),
  async run(ctx, { goal, team, limit, cursor }) {
    const before = cursor === undefined ? undefined : String(keyOf(cursor, 1)[0])
    const rounds = await selectRounds(ctx, { goal, team, before, limit: limit + 1 })
    const page = toPage(rounds, limit, each => [each.id])
    const members = await everyTeam(ctx)
    return { ...page, items: page.items.map(each => toRound(each, members(each.team))) }
  },
})

function requireOpen(round: StoredRound): void {
  if (round.revealed_at !== null) fail('conflict', 'The answers of this round are shown already. Open a new one.')
}

/** Takes the answers out, keeps them without names, and says their middle as what the team thinks of the goal. */
async function show(ctx: Context, { id, goal, team }: StoredRound): Promise<Round> {
  const { votes, median } = resultOf(await takeVotes(ctx, id))
  const at = ctx.now()
  await revealRound(ctx, id, at, votes)
  const round = await seen(ctx, await lockRound(ctx, id))
  const [low = 0, high = 0] = [votes[0], votes.at(-1)]
  const note = `${votes.length} private answers of ${team}, from ${formatShare(low)} to ${formatShare(high)}.`
  const day = dateOfDay(localDay(toMs(at), ctx.company.calendar.zone))
  await storeCheckIn(ctx, { goal, at, confidence: median ?? low, note, by: team }, day)
  return round
}

async function seen(ctx: Context, round: StoredRound): Promise<Round> {
  return toRound(round, await membersOf(ctx, round.team))
}

function toRound(round: StoredRound, members: readonly string[]): Round {
  const isOpen = round.votes === null
  const { votes, median, spread } = isOpen
    ? { votes: null, median: null, spread: null }
    : resultOf(JSON.parse(round.votes as string))
  return {
    round: round.id,
    goal: round.goal,
    team: round.team,
    openedAt: round.opened_at,
    openedBy: round.opened_by,
    revealedAt: round.revealed_at,
    voted: round.voters.length,
    of: isOpen ? members.length : Math.max(members.length, round.voters.length),
    votes,
    median,
    spread,
  }
}

const membersOf = async (ctx: Context, team: string): Promise<string[]> => (await everyTeam(ctx))(team)

/** People of a team who may vote: viewers only look. */
async function everyTeam(ctx: Context): Promise<(team: string) => string[]> {
  const viewers = new Set((await listPeople(ctx, {})).filter(each => each.role === 'viewer').map(each => each.id))
  const teams = new Map((await listTeams(ctx, {})).map(each => [each.name, each.people]))
  return team => (teams.get(team) ?? []).map(each => each.person).filter(person => !viewers.has(person))
}
