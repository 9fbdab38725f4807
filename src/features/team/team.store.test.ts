import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { eachRecords } from '../../../test/stores.ts'
import { actorOf, addPerson, joinTeam, leaveTeam, listTeams } from './operations.ts'

eachRecords(open => {
  let world: World

  beforeEach(async () => {
    world = await buildWorld({ records: await open(migrations) })
    await world.team('sales')
  })

  it('names a person by id or by e-mail, in whatever case', async () => {
    const { ctx } = world
    const ada = await addPerson(ctx, { name: 'Ada', email: 'Ada@Example.com', role: 'lead' })
    expect(await joinTeam(ctx, { team: 'sales', person: 'ADA@example.com', part: 'lead' })).toMatchObject({
      person: ada.id,
    })
    expect(await actorOf(ctx, 'ada@example.com')).toEqual(await actorOf(ctx, ada.id))
    expect(await actorOf(ctx, ada.id)).toMatchObject({ role: 'lead', signsFor: ['sales'] })
    await leaveTeam(ctx, { team: 'sales', person: ada.id })
    expect(await listTeams(ctx, {})).toMatchObject([{ name: 'sales', people: [] }])
  })

  it('lets nobody speak for a team who may not sign at all', async () => {
    await addPerson(world.ctx, { name: 'Vera', email: 'vera@example.com', role: 'viewer' })
    const asDelegate = joinTeam(world.ctx, { team: 'sales', person: 'vera@example.com', part: 'delegate' })
    await expect(asDelegate).rejects.toThrow('Vera is a viewer, and a viewer cannot sign.')
    expect(await joinTeam(world.ctx, { team: 'sales', person: 'vera@example.com', part: 'member' })).toBeTruthy()
  })

  it('says where to look for somebody who is not there', async () => {
    await expect(joinTeam(world.ctx, { team: 'sales', person: 'bo@example.com', part: 'lead' })).rejects.toThrow(
      'Nobody here is “bo@example.com”. See “person list”.',
    )
  })
})
