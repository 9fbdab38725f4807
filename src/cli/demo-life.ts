import type { Agreement } from '../features/agreement/agreement.ts'
import type { Actor, Context } from '../features/context.ts'
import { sayOf } from '../features/discussion/operations.ts'
import { recordFindings } from '../features/finding/operations/history.ts'
import { stageVerbs } from '../features/stage/operations.ts'
import { actorOf, listPeople, listTeams } from '../features/team/operations.ts'

/**
 * What people in the demo are in the middle of: sales wants the small sites left out of what an MQL is, marketing objects and asks
 * back, and what the linter found today is written down. So whoever comes in finds something to sign, to answer and to look at.
 */
export async function stirUp(ctx: Context): Promise<void> {
  const [sales, marketing] = [await leadOf(ctx, 'sales'), await leadOf(ctx, 'marketing')]
  if (!sales || !marketing) return
  const { head } = (await stageVerbs.get(ctx, { name: 'mql' })) as Agreement
  const spec = head.spec as { enters: unknown }
  await stageVerbs.propose({ ...ctx, actor: sales }, {
    name: 'mql',
    title: head.title,
    owner: head.owner,
    binds: ['sales'],
    ...spec,
    enters: { event: 'became_mql', where: { machines: { gte: 20 } } },
    base: head.number,
    why: 'Of those under 20 machines hardly anybody buys, and each costs us a call.',
  } as Parameters<typeof stageVerbs.propose>[1])
  await sayOf(
    { ...ctx, actor: marketing },
    {
      kind: 'stage',
      name: 'mql',
      text: '@sales, what about small sites of large groups? Two of our best began with twelve machines.',
    },
  )
  await stageVerbs.object({ ...ctx, actor: marketing }, {
    name: 'mql',
    team: 'marketing',
    revision: head.number + 1,
    reason: 'Our number would fall by a third in the middle of the quarter, and the goal was set with the old one.',
  } as Parameters<typeof stageVerbs.object>[1])
  await recordFindings(ctx, {})
}

async function leadOf(ctx: Context, team: string): Promise<Actor | undefined> {
  const found = (await listTeams(ctx, {})).find(each => each.name === team)
  const lead = found?.people.find(each => each.part === 'lead')
  const person = (await listPeople(ctx, {})).find(each => each.id === lead?.person)
  return person && actorOf(ctx, person.email)
}
