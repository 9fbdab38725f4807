import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, stage, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Context } from '../context.ts'
import { impactOfMetric } from './operations/impact.ts'

const rules = (medium: string) => ({ rules: [{ channel: 'Paid', when: { medium } }], otherwise: 'Other' })
const asked = { measure: 'count', of: 'demo_requested', grain: 'month' }

eachStore(open => {
  let ctx: Context

  beforeAll(async () => {
    const stores = await open(migrations, { zone: 'UTC' })
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    ctx = (await buildWorld(stores, { calendar })).ctx
    await declare(ctx, [
      team('marketing'),
      stage('mql', 1, 'demo_requested'),
      stage('sql', 2, { all: [{ stage: 'mql' }, 'call_held'] }),
      metric('demos', { ...asked, segments: ['channel'] }),
      metric('deals', { measure: 'count', of: 'deal_won', grain: 'month' }),
      metric('demos-per-deal', { unit: 'demos', grain: 'month', ratio: { numerator: 'demos', denominator: 'deals' } }),
      metric('sqls', { measure: 'people', of: { stage: 'sql' }, grain: 'month' }),
      { kind: 'channel', name: 'channels', owner: 'marketing', ...rules('cpc') },
    ])
    await happened(ctx.events, [
      ['ann', 'demo_requested', '2025-10-07', { utm_medium: 'cpc', country: 'DE' }],
      ['ann', 'demo_requested', '2025-10-08', { country: 'FR' }],
      ['bob', 'demo_requested', '2025-11-03', { utm_medium: 'paid', country: 'DE' }],
      ['ann', 'call_held', '2025-11-05'],
      ['ann', 'deal_won', '2025-11-20'],
      ['bob', 'deal_won', '2025-12-30'],
    ])
  })

  const impact = async (kind: 'metric' | 'stage' | 'channel', name: string, spec: object) => {
    const { numbers } = await impactOfMetric(ctx, { kind, name, spec: spec as Record<string, unknown>, last: 2 })
    return numbers.map(({ metric, segment, before, after }) => [metric, segment, before, after])
  }
  const common = { class: 'output', unit: 'people', direction: 'up' }

  it('shows every number that is computed from a metric, itself first', async () => {
    expect(await impact('metric', 'demos', { ...common, ...asked, where: { country: 'FR' } })).toEqual([
      ['demos', null, [2, 1], [1, 0]],
      ['demos-per-deal', null, [null, 1], [null, 0]],
    ])
  })

  it('shows what rests on a stage through other stages', async () => {
    expect(await impact('stage', 'mql', { order: 1, enters: { event: 'demo_requested', times: 3 } })).toEqual([
      ['sqls', null, [0, 1], [0, 0]],
    ])
  })

  it('shows channels beside each other where their rules change', async () => {
    expect(await impact('channel', 'channels', rules('paid'))).toEqual([
      ['demos', 'Other', [1, 1], [2, 0]],
      ['demos', 'Paid', [1, 0], [0, 1]],
    ])
  })

  it('shows a metric that nobody has agreed on yet, and refuses what is none', async () => {
    expect(await impact('metric', 'wins', { ...common, measure: 'count', of: 'deal_won', grain: 'month' })).toEqual([
      ['wins', null, [null, null], [0, 1]],
    ])
    await expect(impact('metric', 'demos', { ...common, measure: 'cuont' })).rejects.toMatchObject({ code: 'invalid' })
  })
})
