import { expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { eachRecords } from '../../../test/stores.ts'
import { changePerson, changeTeam } from '../team/operations.ts'
import { listAudit } from './operations.ts'

eachRecords(open => {
  it('lists the newest first, page by page, and only what is asked for', async () => {
    const here = await buildWorld({ records: await open(migrations) })
    for (const name of ['sales', 'marketing', 'product']) await here.team(name)
    const ada = await here.person('ada', 'admin')
    await changeTeam(here.as(ada), { name: 'sales', title: 'Sales' })
    await changePerson(here.as(ada), { person: ada.id, name: 'Ada' })
    const list = async (asked: Parameters<typeof listAudit>[1]) => {
      const { items, next } = await listAudit(here.ctx, asked)
      return { seen: items.map(({ operation, object }) => `${operation} ${object.split('-')[0]}`), next }
    }
    const all = (await list({ limit: 500 })).seen
    const first = await list({ newest: true, limit: 2 })
    const second = await list({ newest: true, limit: 2, cursor: first.next ?? '' })
    expect([...first.seen, ...second.seen]).toEqual(all.toReversed().slice(0, 4))
    expect(first.seen).toEqual([`person.change ${ada.id}`, 'team.change sales'])
    expect((await list({ operation: 'person' })).seen).toEqual(all.filter(each => each.startsWith('person')))
    expect((await list({ actor: ada.id, operation: 'team' })).seen).toEqual(['team.change sales'])
    expect((await list({ object: 'marketing' })).seen).toEqual(['team.change marketing'])
    await expect(list({ operation: 'team%' })).rejects.toMatchObject({ code: 'invalid' })
  })
})
