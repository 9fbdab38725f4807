import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { adviseGoal } from './operations/advise.ts'

const draft = {
  name: 'leads',
  title: 'Launch the campaign',
  owner: 'marketing',
  level: 'team' as const,
  cycle: '2026-Q1',
  results: [{ name: 'Leads', metric: 'leads', from: 10, to: 40 }],
}

eachStore(open => {
  let stores: { records: Records; events: Events }
  beforeAll(async () => {
    stores = await open(migrations, { zone: 'UTC' })
  })

  const world = async (): Promise<World> => {
    const built = await buildWorld(stores)
    await declare(built.ctx, [team('marketing'), metric('leads', { title: 'Leads', measure: 'count', of: 'lead' })])
    return built
  }

  it('advises on a goal before it is proposed, by the numbers that are in force, with an example of each', async () => {
    const { ctx } = await world()
    const { goal, advice } = await adviseGoal(ctx, draft)
    expect(goal).toBe('leads')
    expect(advice.map(({ rule, path }) => [rule, path])).toEqual([
      ['objective-names-a-task', ['title']],
      ['single-number-goal', ['results']],
    ])
    for (const { weak, strong } of advice) expect([weak, strong]).not.toContain(null)
  })

  it('writes nothing', async () => {
    const { ctx } = await world()
    const before = await ctx.rows.selectFrom('agreement').selectAll().execute()
    await adviseGoal(ctx, draft)
    expect(await ctx.rows.selectFrom('agreement').selectAll().execute()).toEqual(before)
  })

  it('refuses what is no goal', async () => {
    const { ctx } = await world()
    await expect(adviseGoal(ctx, { ...draft, level: 'galaxy' as never })).rejects.toThrow('goal.advise')
  })
})
