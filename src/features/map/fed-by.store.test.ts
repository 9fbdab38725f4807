import { expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { eachStore } from '../../../test/stores.ts'
import { fedBy } from './operations/fed-by.ts'

const declarations = [
  team('sales'),
  { kind: 'source', name: 'crm', owner: 'sales', events: [{ name: 'demo', at: 'Day' }, { each: { Won: 'deal_won' } }] },
  { kind: 'source', name: 'desk', owner: 'sales', events: [{ name: 'ticket', at: 'Day' }] },
  { kind: 'stage', name: 'customer', owner: 'sales', order: 1, enters: 'deal_won' },
  { kind: 'stage', name: 'angry', owner: 'sales', order: 2, enters: 'ticket' },
  metric('demos', { owner: 'sales', measure: 'count', of: 'demo' }),
  metric('customers', { owner: 'sales', measure: 'people', of: { stage: 'customer' } }),
  metric('tickets', { owner: 'sales', measure: 'count', of: 'ticket' }),
  metric('win-rate', { owner: 'sales', unit: '%', ratio: { numerator: 'customers', denominator: 'demos' } }),
]

eachStore(open => {
  it('names what a source feeds, directly or through what a number is made of, and nothing else', async () => {
    const { ctx } = await buildWorld(await open(migrations))
    await declare(ctx, declarations)
    const resting = await fedBy(ctx, { source: 'crm' })
    expect(resting.map(({ kind, name, through }) => [kind, name, through])).toEqual([
      ['stage', 'customer', null],
      ['metric', 'customers', null],
      ['metric', 'demos', null],
      ['metric', 'win-rate', 'metric/customers'],
    ])
    await expect(fedBy(ctx, { source: 'crmm' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
