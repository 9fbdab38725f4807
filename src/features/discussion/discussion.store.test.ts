import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { eachRecords } from '../../../test/stores.ts'
import { listAudit } from '../audit/operations.ts'
import type { Actor } from '../context.ts'
import { listMentions, listSaid, retractSaid, sayOf } from './operations.ts'

const about = { kind: 'metric', name: 'demos' }

eachRecords(open => {
  let world: World
  let mara: Actor
  let sven: Actor

  beforeEach(async () => {
    world = await buildWorld({ records: await open(migrations) })
    await declare(world.ctx, [
      team('marketing'),
      team('sales'),
      metric('demos', { measure: 'count', of: 'demo_requested' }),
    ])
    mara = await world.person('Mara', 'lead', { marketing: 'lead' })
    sven = await world.person('Sven', 'member', { sales: 'member' })
  })

  it('keeps what was said in order, with who said it, about which revision, to whom', async () => {
    await sayOf(world.as(mara), { ...about, text: 'Do we count @sales and @Sven too?' })
    await sayOf(world.as(sven), { ...about, text: '  We do.  ' })
    const { items } = await listSaid(world.ctx, about)
    expect(items).toMatchObject([
      {
        author: 'Mara',
        person: mara.id,
        revision: 1,
        text: 'Do we count @sales and @Sven too?',
        mentions: [
          { kind: 'person', id: sven.id, name: 'Sven' },
          { kind: 'team', id: 'sales', name: 'sales' },
        ],
      },
      { author: 'Sven', text: 'We do.', mentions: [] },
    ])
  })

  it('gives a long discussion page by page', async () => {
    for (const text of ['one', 'two', 'three']) await sayOf(world.as(mara), { ...about, text })
    const first = await listSaid(world.ctx, { ...about, limit: 2 })
    const second = await listSaid(world.ctx, { ...about, limit: 2, cursor: first.next! })
    expect([...first.items, ...second.items].map(each => each.text)).toEqual(['one', 'two', 'three'])
    expect(second.next).toBeNull()
  })

  it('can be taken back by who said it, which stays visible while the words are gone', async () => {
    const { id } = await sayOf(world.as(mara), { ...about, text: 'A hasty word, @Sven' })
    await expect(retractSaid(world.as(sven), { comment: id })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await retractSaid(world.as(mara), { comment: id })).toMatchObject({ text: null, mentions: [] })
    await expect(retractSaid(world.as(mara), { comment: id })).rejects.toMatchObject({ code: 'conflict' })
    expect((await listSaid(world.ctx, about)).items).toMatchObject([{ text: null, retractedAt: expect.any(String) }])
    expect((await listMentions(world.as(sven), {})).items).toEqual([])
    const { items } = await listAudit(world.ctx, {})
    expect(JSON.stringify(items)).not.toContain('hasty')
  })

  it('calls those who are mentioned by name or by their team, and not who said it', async () => {
    await sayOf(world.as(mara), { ...about, text: '@Sven, first' })
    await sayOf(world.as(mara), { ...about, text: '@sales, second, and @marketing' })
    await sayOf(world.as(sven), { ...about, text: '@sales, third' })
    const texts = async (actor: Actor) => (await listMentions(world.as(actor), {})).items.map(each => each.text)
    expect(await texts(sven)).toEqual(['@sales, second, and @marketing', '@Sven, first'])
    expect(await texts(mara)).toEqual([])
    const page = await listMentions(world.as(sven), { limit: 1 })
    expect((await listMentions(world.as(sven), { limit: 1, cursor: page.next! })).items).toMatchObject([
      { text: '@Sven, first' },
    ])
  })

  it('refuses nothing, too much, what is not there, and readers', async () => {
    const say = (input: object) => sayOf(world.as(mara), { ...about, text: 'x', ...input })
    await expect(say({ text: '  ' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(say({ text: 'x'.repeat(5001) })).rejects.toMatchObject({ code: 'invalid' })
    await expect(say({ name: 'demo' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(say({ kind: 'metrik' })).rejects.toThrow('Did you mean “metric”?')
    await expect(say({ revision: 7 })).rejects.toMatchObject({ code: 'not_found' })
    const vera = await world.person('Vera', 'viewer')
    await expect(sayOf(world.as(vera), { ...about, text: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(retractSaid(world.as(mara), { comment: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('does not reach into another workspace', async () => {
    const { id } = await sayOf(world.as(mara), { ...about, text: '@Sven' })
    const other = { ...world.ctx, workspace: 'other' }
    await expect(listSaid(other, about)).rejects.toMatchObject({ code: 'not_found' })
    await expect(retractSaid({ ...other, actor: mara }, { comment: id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listMentions({ ...other, actor: sven }, {})).items).toEqual([])
  })
})
