import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { eachRecords } from '../../../test/stores.ts'
import {
  actorOf,
  addPerson,
  grantPerson,
  joinTeam,
  leaveTeam,
  listTeams,
  removePerson,
  revokeGrant,
} from './operations.ts'

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

  it('takes somebody out of the company for good, or until they are added again', async () => {
    const { ctx } = world
    const [ada, kim] = [
      await addPerson(ctx, { name: 'Ada L', email: 'ada.l@example.com', role: 'admin' }),
      await addPerson(ctx, { name: 'Kim', email: 'kim@example.com', role: 'lead' }),
    ]
    await joinTeam(ctx, { team: 'sales', person: kim.id, part: 'lead' })
    await expect(removePerson(ctx, { person: ada.id })).rejects.toThrow('Ada L is the last admin.')
    await expect(removePerson({ ...ctx, actor: { ...ctx.actor, id: kim.id } }, { person: kim.id })).rejects.toThrow(
      'Nobody removes themselves.',
    )
    expect(await removePerson(ctx, { person: kim.id })).toMatchObject({ name: 'Kim', leftAt: expect.any(String) })
    await expect(actorOf(ctx, kim.email)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(joinTeam(ctx, { team: 'sales', person: kim.id, part: 'member' })).rejects.toThrow('has left')
    await expect(removePerson(ctx, { person: kim.id })).rejects.toThrow('has left already')
    const again = await addPerson(ctx, { name: 'Kim B', email: 'kim@example.com', role: 'member' })
    expect(again.id).toBe(kim.id)
    expect(await actorOf(ctx, kim.id)).toMatchObject({ name: 'Kim B', role: 'member', signsFor: [] })
  })

  it('sees who customers are only when an admin said so, and never after having left', async () => {
    const { ctx } = world
    const { id } = await addPerson(ctx, { name: 'Ada', email: 'ada@example.com', role: 'admin' })
    expect(await actorOf(ctx, id)).not.toHaveProperty('grants')
    await grantPerson(ctx, { person: 'ada@example.com' })
    expect(await grantPerson(ctx, { person: id })).toMatchObject({ grants: ['personal'] })
    expect(await actorOf(ctx, id)).toMatchObject({ grants: ['personal'] })
    await revokeGrant(ctx, { person: id })
    expect(await actorOf(ctx, id)).not.toHaveProperty('grants')
    await grantPerson(ctx, { person: id })
    await addPerson(ctx, { name: 'Bo', email: 'bo@example.com', role: 'admin' })
    await removePerson(ctx, { person: id })
    await expect(grantPerson(ctx, { person: id })).rejects.toThrow('Ada has left the company.')
    await addPerson(ctx, { name: 'Ada', email: 'ada@example.com', role: 'viewer' })
    expect(await actorOf(ctx, id)).not.toHaveProperty('grants')
  })

  it('says where to look for somebody who is not there', async () => {
    await expect(joinTeam(world.ctx, { team: 'sales', person: 'bo@example.com', part: 'lead' })).rejects.toThrow(
      'Nobody here is “bo@example.com”. See “person list”.',
    )
  })
})
