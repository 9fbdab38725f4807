import { addDays, dateOfDay, localDay, type PlainDate } from '../../../core/calendar.ts'
import { toInstant, toMs } from '../../../core/instant.ts'
import { DAY_MS } from '../../../core/plain-date.ts'
import type { Agreement } from '../../agreement/agreement.ts'
import { listAgreements } from '../../agreement/operations/reading.ts'
import { dueCheckIns } from '../../check-in/operations.ts'
import { failingConnections } from '../../connection/operations/showing.ts'
import type { Context } from '../../context.ts'
import type { Comment } from '../../discussion/discussion.ts'
import { listMentions } from '../../discussion/operations.ts'
import { goneFindings } from '../../finding/operations/history.ts'
import { checkFindings } from '../../finding/operations.ts'
import { measureGoals } from '../../goal/operations/measure.ts'
import { showMap } from '../../map/operations/show.ts'
import { asOf } from '../../metric/operations.ts'
import { measureFreshness } from '../../source/operations/ledger.ts'
import { listTeams } from '../../team/operations.ts'
import { happenedSince, type Moved } from '../happened.ts'
import type { Inbox, Outlook } from '../inbox.ts'
import { findingsGone, goalsDone, metAgain, plumbOf } from '../outlook.ts'
import { owedOf } from '../owed.ts'
import { selectKnown } from '../queries.ts'

/** What the actor owes, and what happened since they last looked; in the last week, where they never did. */
export async function readInbox(ctx: Context): Promise<Inbox> {
  const { seenAt, mail } = await selectKnown(ctx)
  const teams = await ownTeams(ctx)
  const since = seenAt ?? toInstant(toMs(ctx.now()) - WEEK_MS)
  const agreements = await everyAgreement(ctx)
  const due = teams.length > 0 ? await dueCheckIns(ctx, {}) : []
  const isSigned = (kind: string) => ctx.company.signatures && ctx.kinds.get(kind)?.signed !== false
  return {
    owed: owedOf(agreements, {
      signsFor: ctx.actor.signsFor,
      isSigned,
      due,
      mentions: await mentionsSince(ctx, since),
      failing: (await failingConnections(ctx)).filter(({ owner }) => teams.includes(owner)),
      feeds: (await measureFreshness(ctx, {})).filter(({ owner }) => teams.includes(owner)),
    }),
    happened: happenedSince(since, agreements, await movedSince(ctx, since)),
    since,
    seen: seenAt !== null,
    teams,
    settings: { mail },
  }
}

const WEEK_MS = 7 * DAY_MS

/** What others said to the actor or their teams and they have not seen; with very much of it, the newest. */
async function mentionsSince(ctx: Context, since: string): Promise<Comment[]> {
  const { items } = await listMentions(ctx, { limit: 100 })
  return items.filter(({ at, person }) => at > since && person !== ctx.actor.id)
}

async function everyAgreement(ctx: Context): Promise<Agreement[]> {
  const all: Agreement[] = []
  let cursor: string | undefined
  do {
    const page = await listAgreements(ctx, { limit: 500, cursor })
    all.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return all
}

async function ownTeams(ctx: Context): Promise<string[]> {
  const teams = await listTeams(ctx, {})
  return teams.filter(({ people }) => people.some(({ person }) => person === ctx.actor.id)).map(({ name }) => name)
}

/** Goals whose status is another than on the day of the last look; none while the facts end before it. */
async function movedSince(ctx: Context, since: string): Promise<Moved[]> {
  const day = addDays(dayOf(ctx, toMs(since)), 1)
  if ((await asOf(ctx)) <= day) return []
  const before = new Map((await measureGoals(ctx, { at: day })).map(({ goal, status }) => [goal, status]))
  return (await measureGoals(ctx)).flatMap(({ goal, title, owner, status }) => {
    const was = before.get(goal)
    return was === undefined || was === status ? [] : [{ goal, title, owner, before: was, after: status }]
  })
}

const dayOf = (ctx: Context, ms: number): PlainDate => dateOfDay(localDay(ms, ctx.company.calendar.zone))

const WORST = ['off track', 'at risk']

/** What is at risk and what went well: of the actor’s teams, or of all where they belong to none. */
export async function readOutlook(ctx: Context): Promise<Outlook> {
  const teams = await ownTeams(ctx)
  const isOwn = (named: readonly (string | null)[]) =>
    teams.length === 0 || named.some(team => team && teams.includes(team))
  const readings = await measureGoals(ctx)
  const own = readings.filter(({ owner, contributors }) => isOwn([owner, ...contributors.map(({ team }) => team)]))
  const { findings, score, asOf: day } = await checkFindings(ctx, {})
  const standing = findings.filter(({ suppressed }) => !suppressed)
  const { nodes } = await showMap(ctx, {})
  const grave = standing.filter(({ severity, teams: named }) => severity === 'error' && isOwn(named))
  return {
    score,
    goals: own
      .filter(({ status }) => WORST.includes(status))
      .toSorted((a, b) => WORST.indexOf(a.status) - WORST.indexOf(b.status) || behindOf(b) - behindOf(a))
      .map(({ goal, title, owner, status, progress, expected, cycle }) => ({
        goal,
        title,
        owner,
        status,
        progress,
        expected,
        cycle: cycle.label,
      })),
    findings: grave
      .toSorted((a, b) => b.points - a.points)
      .map(({ id, rule, message, owner, points }) => ({ id, rule, message, owner, points })),
    wins: [
      ...goalsDone(own),
      ...metAgain(nodes.filter(({ owner }) => isOwn([owner]))),
      ...findingsGone(await goneFindings(ctx, findings)),
    ],
    outcomes: plumbOf(nodes, standing),
    asOf: day,
  }
}

const behindOf = ({ expected, progress }: { expected: number; progress: number | null }): number =>
  expected - (progress ?? 0)
