import { expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { retainSources } from './operations/retaining.ts'

const source = (name: string, keeps?: string) => ({
  ...{ kind: 'source', name, owner: 'marketing', person: { user: 'id' }, events: [{ name: 'visit', at: 'at' }] },
  ...(keeps === undefined ? {} : { keeps }),
})

eachStore(open => {
  it('what is older than its source is kept is forgotten, and nothing else', async () => {
    const stores = await open(migrations)
    const { ctx } = await buildWorld(stores)
    await declare(ctx, [team('marketing'), source('web', '2 months'), source('crm')])
    const at = (source: string) => ({ source })
    await happened(stores.events, [
      ['a', 'visit', '2025-12-31', {}, at('web')],
      ['a', 'visit', '2025-12-31', {}, at('crm')],
      ['b', 'visit', '2025-12-30', {}, at('web')],
      ['a', 'visit', '2026-01-01T00:30:00Z', {}, at('web')],
    ])
    const on = (day: string) => ({ ...ctx, now: () => `${day}T06:00:00.000Z` })
    expect(await retainSources(on('2026-02-27'), {})).toMatchObject([{ source: 'web', since: '2025-12-27', facts: 0 }])
    expect(await retainSources(on('2026-03-01'), {})).toEqual([
      { source: 'web', keeps: '2 months', since: '2026-01-01', facts: 2, held: 0, rejected: 0 },
    ])
    const left = await stores.events.query('SELECT source, count(*) AS n FROM event GROUP BY source ORDER BY source')
    expect(left).toEqual([
      { source: 'crm', n: 1 },
      { source: 'web', n: 1 },
    ])
    expect(await stores.events.query("SELECT value FROM identifier WHERE value = 'b'")).toEqual([])
    expect(await retainSources(on('2026-03-01'), {})).toMatchObject([{ facts: 0 }])
  })
})
