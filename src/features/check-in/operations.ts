import { z } from 'zod'
import { dateOfDay, localDay } from '../../core/calendar.ts'
import { fail, failOn } from '../../core/error.ts'
import { CHECK_IN } from '../../core/fact.ts'
import { toMs } from '../../core/instant.ts'
import { canonicalJson, type JsonValue } from '../../core/json.ts'
import { Name } from '../../core/name.ts'
import { keyOf, PageRequest, pageOf, toPage } from '../../core/page.ts'
import { nearest } from '../../core/problem.ts'
import { Zone } from '../../core/zone.ts'
import { uuidOf } from '../../store/hash.ts'
import { standing } from '../agreement/operations/standing.ts'
import type { Context } from '../context.ts'
import { allCheckIns, StoredCheckIn } from '../goal/operations/check-ins.ts'
import { type PlacedGoal, placedGoals } from '../goal/operations/measure.ts'
import { checkInsAsked, reachOf } from '../goal/operations/owed.ts'
import { operation } from '../operation.ts'
import { listTeams } from '../team/operations.ts'
import { checkSpoken, HERE } from './check-in.ts'

const { goal: _goal, at: _at, by: _by, id: _id, from: _from, ...said } = StoredCheckIn.shape

export const createCheckIn = operation({
  name: 'check-in.create',
  does: 'Say of a goal how it goes: how sure you are, what is in the way, and the number where no metric gives it.',
  needs: 'check-in:write',
  input: z.object({
    goal: StoredCheckIn.shape.goal,
    ...said,
    note: said.note.describe('What happened, in a sentence or two'),
  }),
  output: StoredCheckIn,
  object: input => input.goal,
  async run(ctx, { goal: name, ...spoken }) {
    const goal = await findGoal(ctx, name)
    const at = ctx.now()
    const day = dateOfDay(localDay(toMs(at), ctx.company.calendar.zone))
    const problems = checkSpoken(spoken, name, goal.spec, goal.days, day, reachOf(goal))
    if (problems.length > 0) failOn(problems, 'This check-in')
    return storeCheckIn(ctx, { goal: name, at, by: ctx.actor.id, ...spoken }, day)
  },
})

/** One goal in force in its cycle, or a sentence with the name that was meant. */
export async function findGoal(ctx: Context, name: string): Promise<PlacedGoal> {
  const names = [...(await standing(ctx, 'goal')).keys()]
  const meant = names.includes(name) ? undefined : nearest(name, names)
  if (meant) fail('not_found', `There is no goal “${name}”. Did you mean “${meant}”?`, { meant })
  const [goal] = await placedGoals(ctx, [name])
  return goal as PlacedGoal
}

/**
 * Stores what was said once: the same said again by the same on the same day, with nothing else said in between, is a call
 * that was sent twice.
 */
export async function storeCheckIn(
  ctx: Context,
  checkIn: Omit<StoredCheckIn, 'id' | 'from'>,
  day: string,
): Promise<StoredCheckIn> {
  const { at, ...props } = Object.fromEntries(
    Object.entries(checkIn).filter(([, value]) => value !== undefined),
  ) as typeof checkIn
  const content = canonicalJson(props as JsonValue)
  const before = (await allCheckIns(ctx)).findLast(
    each => each.goal === props.goal && each.result === props.result && each.by === props.by,
  )
  if (before && contentOf(before) === content && dayOf(ctx, before.at) === day) return before
  const id = uuidOf(CHECK_IN, ctx.workspace, before?.id ?? '', day, content)
  await ctx.events.append([{ id, ts: toMs(at), name: CHECK_IN, source: HERE, props }])
  return { ...props, at, id, from: HERE }
}

function contentOf({ at: _, id: _i, from: _f, ...props }: StoredCheckIn): string {
  return canonicalJson(props as JsonValue)
}

const dayOf = (ctx: Context, at: string): string => dateOfDay(localDay(toMs(at), ctx.company.calendar.zone))

export const listCheckIns = operation({
  name: 'check-in.list',
  does: 'List what was said of goals, newest first.',
  needs: 'check-in:read',
  input: PageRequest.extend({ goal: Name.optional().describe('Only of this goal') }),
  output: pageOf(StoredCheckIn),
  async run(ctx, { goal, limit, cursor }) {
    const all = (await allCheckIns(ctx)).filter(each => goal === undefined || each.goal === goal)
    if (goal !== undefined && all.length === 0) await findGoal(ctx, goal)
    const [at, id] = cursor === undefined ? [] : keyOf(cursor, 2)
    const isAfter = (each: StoredCheckIn) =>
      at === undefined || each.at < String(at) || (each.at === at && each.id < String(id))
    const newestFirst = all.toReversed().filter(isAfter)
    return toPage(newestFirst.slice(0, limit + 1), limit, each => [each.at, each.id])
  },
})

const Due = z.object({
  goal: z.string(),
  title: z.string(),
  owner: z.string().describe('Team that owes it'),
  cycle: z.string(),
  last: z.string().nullable().describe('When somebody last said how it goes'),
  due: z.string().describe('Since when it is due'),
  overdueDays: z.number().describe('How many days past, where you are; 0 on the day itself'),
})

export const dueCheckIns = operation({
  name: 'check-in.due',
  does: 'List the goals of which your teams should say now how it goes, the longest overdue first.',
  needs: 'check-in:read',
  input: z.object({
    team: Name.optional().describe('Of this team, instead of your own'),
    zone: Zone.optional().describe('Time zone where you are; the company’s, when absent'),
  }),
  output: z.array(Due),
  async run(ctx, { team, zone = ctx.company.calendar.zone }) {
    const now = ctx.now()
    const own = team === undefined ? await teamsOf(ctx) : [team]
    const asked = await checkInsAsked(ctx, toMs(now), zone)
    return asked
      .flatMap(({ name, title, owner, days, checkIn: { last, due, overdueDays } }) =>
        due !== null && due <= now && (own === undefined || own.includes(owner))
          ? [{ goal: name, title, owner, cycle: days.label, last, due, overdueDays }]
          : [],
      )
      .toSorted((a, b) => b.overdueDays - a.overdueDays || (a.goal < b.goal ? -1 : 1))
  },
})

/** Teams the actor belongs to; absent where that is none, as for who administers all of them. */
async function teamsOf(ctx: Context): Promise<string[] | undefined> {
  const teams = await listTeams(ctx, {})
  const own = teams.filter(each => each.people.some(({ person }) => person === ctx.actor.id)).map(each => each.name)
  return own.length > 0 ? own : undefined
}
