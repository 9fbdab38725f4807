import { ProductError } from '../../../core/error.ts'
import type { Reference, Revision } from '../../agreement/agreement.ts'
import { declaredWhole } from '../../agreement/operations/declare.ts'
import type { Context } from '../../context.ts'
import { type Cycle, isCycleName, type Span, type Stretch, spanOf } from '../../cycle/cycle.ts'
import type { Declaration } from '../../declaration/declaration.ts'
import { listPeople, listTeams } from '../../team/operations.ts'
import type { Existing, Known } from '../exchange/known.ts'
import type { Goal } from '../goal.ts'
import { goalVerbs } from '../operations.ts'

/** What a table of goals is brought into: the company as it is declared. */
export type Beside = {
  known: Known
  /** The newest revision of every goal that has not ended. */
  heads: ReadonlyMap<string, Revision>
  teams: string[]
  /** Everything declared and not ended, as declarations, with what it rests on. */
  declared: { declaration: Declaration; refers: readonly Reference[] }[]
}

export async function knownOf(ctx: Context): Promise<Beside> {
  const teams = await listTeams(ctx, {})
  const whole = await declaredWhole(ctx)
  const heads = new Map<string, Revision>()
  const goals = new Map<string, Existing>()
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await goalVerbs.list(ctx, { limit: 500, ...(cursor === undefined ? {} : { cursor }) })
    for (const { name, head, retiredAt } of page.items) {
      const { title, owner, binds, spec } = head
      goals.set(name, { title, owner, binds, spec: spec as Goal, retired: retiredAt !== null })
      if (retiredAt === null) heads.set(name, head)
    }
    cursor = page.next
  }
  const cycles = new Map(
    whole.filter(([kind]) => kind === 'cycle').map(([, name, { head }]) => [name, (head.spec as Cycle).period]),
  )
  return {
    known: {
      calendar: ctx.company.calendar,
      teams,
      people: await peopleOf(ctx, teams),
      goals,
      metrics: called(whole, 'metric'),
      cycles: called(whole, 'cycle'),
      spanOf: stretch => daysOf(isCycleName(stretch) ? cycles.get(stretch) : stretch, ctx),
    },
    heads,
    teams: teams.map(each => each.name),
    declared: whole.map(([kind, name, { head }]) => ({
      declaration: { kind, name, owner: head.owner, ...(head.spec as object) },
      refers: head.refers,
    })),
  }
}

/** Names and titles of a kind, in lower case; of two with one title, neither is meant by it. */
function called(whole: Awaited<ReturnType<typeof declaredWhole>>, kind: string): Map<string, string> {
  const found = new Map<string, string>()
  const twice = new Set<string>()
  for (const [each, name, { head }] of whole) {
    if (each !== kind) continue
    const title = head.title.toLowerCase()
    if (found.has(title) && found.get(title) !== name) twice.add(title)
    found.set(title, name)
  }
  for (const title of twice) found.delete(title)
  for (const [each, name] of whole) if (each === kind) found.set(name, name)
  return found
}

type Team = Awaited<ReturnType<typeof listTeams>>[number]

async function peopleOf(ctx: Context, teams: readonly Team[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { id, name, email } of await listPeople(ctx, {})) {
    const theirs = teams.filter(team => team.people.some(({ person }) => person === id)).map(team => team.name)
    found.set(email.toLowerCase(), theirs)
    const key = name.toLowerCase()
    found.set(key, found.has(key) ? [] : theirs)
  }
  return found
}

function daysOf(stretch: Stretch | undefined, ctx: Context): Span | undefined {
  if (stretch === undefined) return undefined
  try {
    return spanOf(stretch, ctx.company.calendar)
  } catch (error) {
    if (error instanceof ProductError) return undefined
    throw error
  }
}
