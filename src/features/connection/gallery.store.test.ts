import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { outsideFor } from '../../../test/connection.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Connector } from '../../connectors/connector.ts'
import { gallery } from '../../connectors/gallery.ts'
import { createConnection } from './operations/changing.ts'
import { fieldsOf, listConnectors, showConnector } from './operations/gallery.ts'

const asked = gallery.filter(({ api }) => api && api.objects.length > 0)

/** Something to enter in each field that has to be. */
function enteredFor(connector: Connector): Record<string, string> {
  const host = connector.api?.hosts[0]?.replace('*', 'acme') ?? ''
  return Object.fromEntries(
    fieldsOf(connector)
      .filter(({ optional }) => !optional)
      .map(({ name }) => [name, name === 'domain' ? host : 'something']),
  )
}

eachStore(open => {
  let stores: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    stores = await open(migrations)
  })

  it.each(asked.map(each => [each.name, each] as const))(
    '%s is connected with a source for all that its API brings',
    async (name, connector) => {
      const world = await buildWorld(stores)
      Object.assign(world.ctx, outsideFor(gallery))
      await world.team('sales')
      const settings = enteredFor(connector)
      const made = await createConnection(world.ctx, { name, connector: name, owner: 'sales', settings })
      expect(made.proposed).toEqual((connector.api?.objects ?? []).map(object => `${name}-${object}`))
      expect(made.waits).toHaveLength(made.proposed.length)
      for (const wait of made.waits) expect(wait).toMatch(/proposed, not in force/)
    },
  )

  it('systems are shown to whoever may read, and those that bring files only cannot be connected', async () => {
    const { ctx } = await buildWorld(stores)
    const viewer = { ...ctx, actor: { id: 'v', name: 'V', role: 'viewer' as const, signsFor: [] } }
    const all = await listConnectors(viewer, {})
    expect(all.map(({ name }) => name)).toEqual(gallery.map(({ name }) => name))
    for (const { name } of all) expect((await showConnector(viewer, { name })).steps.length).toBeGreaterThan(0)
    await expect(showConnector(viewer, { name: 'hubspt' })).rejects.toThrow('Did you mean “hubspot”?')
    const file = createConnection(
      { ...ctx, ...outsideFor(gallery) },
      { name: 'x', connector: 'mailchimp', owner: 'sales' },
    )
    await expect(file).rejects.toThrow('brings files only')
  })
})
