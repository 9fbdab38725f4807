import { describe, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, team } from '../../../test/declare.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { DEFAULT_RULES } from '../../core/identity-rules.ts'
import { uuidOf } from '../../store/hash.ts'
import type { Context } from '../context.ts'
import { checkDeclarations } from '../declaration/declaration.ts'
import { rulingVerbs } from './operations/agreed.ts'
import { joinIdentity, splitIdentity, undoIdentity } from './operations/deciding.ts'
import { settleIdentity } from './operations/ruling.ts'
import { listCrowded, listRulings, previewIdentity, showIdentity } from './operations/showing.ts'

const START = Date.UTC(2026, 2, 1)

const visit = (n: number, who: Partial<Fact>): Fact => ({
  id: uuidOf('visit', String(n)),
  ts: START + n,
  name: 'visit',
  source: 'web',
  props: {},
  ...who,
})

const facts = [
  visit(1, { user: 'ada', email: 'ada@acme.test' }),
  visit(2, { user: 'ada', anonymous: 'tablet' }),
  visit(3, { user: 'bob', anonymous: 'tablet' }),
  visit(4, { user: 'bob', email: 'info@acme.test' }),
  visit(5, { user: 'cem', email: 'info@acme.test' }),
]

const peopleOf = async (ctx: Context): Promise<string[]> => {
  const found = await ctx.events.query<{ value: string; person: number }>(
    'SELECT value, person FROM identifier ORDER BY node',
  )
  return [...Map.groupBy(found, ({ person }) => person).values()].map(all => all.map(({ value }) => value).join(' '))
}

const ALL = 'ada ada@acme.test tablet bob info@acme.test cem'

eachStore(open => {
  const build = async () => {
    const world = await buildWorld(await open(migrations))
    await world.ctx.events.append(facts)
    return world
  }

  it('what is agreed is how people are put together, once it is in force and until it ends', async () => {
    const { ctx } = await build()
    expect(await peopleOf(ctx)).toEqual([ALL])
    const agreed = { kind: 'identity', name: 'identity', owner: 'sales', limits: { user: 1 } }
    await declare(ctx, [team('sales'), agreed])
    expect(await settleIdentity(ctx)).toMatchObject({ before: 1, after: 3 })
    expect(await settleIdentity(ctx)).toBeNull()
    expect(await peopleOf(ctx)).toEqual(['ada ada@acme.test tablet', 'bob info@acme.test', 'cem'])
    await declare(ctx, [team('sales'), { ...agreed, blocked: [{ kind: 'email', value: 'info@*' }] }])
    await settleIdentity(ctx)
    expect(await peopleOf(ctx)).toEqual(['ada ada@acme.test tablet', 'bob', 'info@acme.test', 'cem'])
    await declare(ctx, [team('sales')])
    await settleIdentity(ctx)
    expect(await peopleOf(ctx)).toEqual([ALL])
    expect(await ctx.events.identity.rules()).toEqual(DEFAULT_RULES)
  })

  it('other rules are tried without changing anything', async () => {
    const { ctx } = await build()
    expect(await previewIdentity(ctx, { limits: { user: 1 } })).toEqual({
      before: 1,
      after: 3,
      moved: 3,
      held: { 'limit user': 2 },
      acts: [
        { act: 'split', person: 'p1', other: 'p4' },
        { act: 'split', person: 'p1', other: 'p6' },
      ],
    })
    expect(await peopleOf(ctx)).toEqual([ALL])
  })

  it('two ids are split, shown, and put back, and the audit log names nobody', async () => {
    const { ctx } = await build()
    const split = await splitIdentity(ctx, { id: 'ada', from: 'user:bob', why: 'They share a tablet.' })
    expect(split).toMatchObject({ one: 'n1', other: 'n4', change: { before: 1, after: 2 } })
    expect(await peopleOf(ctx)).toEqual(['ada ada@acme.test tablet', 'bob info@acme.test cem'])
    expect(await listRulings(ctx, {})).toMatchObject([{ id: split.id, says: 'apart', one: 'n1', other: 'n4' }])
    const shown = await showIdentity(ctx, { id: 'tablet' })
    expect(shown).toMatchObject({
      person: 'p1',
      identifiers: [
        { code: 'n1', kind: 'user', value: 'ada' },
        { code: 'n2', kind: 'email' },
        { code: 'n3', kind: 'anonymous', value: 'tablet' },
      ],
      links: [
        { one: 'n1', other: 'n2' },
        { one: 'n1', other: 'n3' },
      ],
      held: [{ one: 'n3', other: { code: 'n4', person: 'p4' }, why: 'It would join two that are kept apart.' }],
      history: [{ act: 'split', person: 'p1', other: 'p4', fact: null }],
    })
    expect(shown.identifiers[1]!.value).not.toContain('ada@')
    expect((await showIdentity(granted(ctx), { id: 'n2' })).identifiers[1]!.value).toBe('ada@acme.test')
    await undoIdentity(ctx, { id: split.id, why: 'They married.' })
    expect(await peopleOf(ctx)).toEqual([ALL])
    expect(await listRulings(ctx, {})).toEqual([])
    expect(await listRulings(ctx, { undone: true })).toMatchObject([{ id: split.id, undone: expect.any(String) }])
    await expect(undoIdentity(ctx, { id: split.id, why: 'again' })).rejects.toMatchObject({ code: 'not_found' })
    const log = await ctx.rows.selectFrom('audit').selectAll().execute()
    const said = JSON.stringify(log.filter(({ operation }) => operation.startsWith('identity.')))
    expect(said).toContain('n4')
    expect(said).not.toMatch(/ada|bob|tablet"|acme/)
  })

  it('two ids are put together that no fact names both of, and a later decision replaces an earlier', async () => {
    const { ctx } = await build()
    await ctx.events.append([visit(9, { user: 'dora' })])
    await joinIdentity(ctx, { id: 'dora', with: 'ada@ACME.test', why: 'She said so.' })
    expect(await peopleOf(ctx)).toEqual([`${ALL} dora`])
    await splitIdentity(ctx, { id: 'dora', from: 'ada@acme.test', why: 'It was another Dora.' })
    expect(await peopleOf(ctx)).toEqual([ALL, 'dora'])
    expect(await listRulings(ctx, {})).toHaveLength(1)
  })

  it('refuses what means nobody, several, or the same id, and never repeats it', async () => {
    const { ctx } = await build()
    await ctx.events.append([visit(9, { anonymous: 'ada' })])
    const why = 'because'
    const refusal = (id: string, from: string) => splitIdentity(ctx, { id, from, why }).catch(error => error.message)
    expect(await refusal('zoe@acme.test', 'ada')).toBe(
      'No fact names this id. Check how it is written, or give “kind:value”.',
    )
    expect(await refusal('ada', 'user:bob')).toBe('This means 2 ids: n1 (user), n7 (anonymous). Give the code of one.')
    expect(await refusal('user:ada', 'n1')).toBe('Both are the same id. Name two.')
  })

  it('only leads and admins decide, and everybody may look', async () => {
    const world = await build()
    const member = world.as(await world.person('mia', 'member'))
    const why = 'because'
    await expect(splitIdentity(member, { id: 'ada', from: 'bob', why })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(joinIdentity(member, { id: 'ada', with: 'bob', why })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(undoIdentity(member, { id: 'x', why })).rejects.toMatchObject({ code: 'forbidden' })
    const viewer = world.as(await world.person('vic', 'viewer'))
    await expect(showIdentity(viewer, { id: 'ada' })).resolves.toMatchObject({ person: 'p1' })
    const lead = world.as(await world.person('lea', 'lead'))
    await expect(splitIdentity(lead, { id: 'ada', from: 'bob', why })).resolves.toMatchObject({ change: { after: 2 } })
  })

  it('lists people with many ids, and ids that may be shared', async () => {
    const { ctx } = await build()
    expect((await listCrowded(ctx, {})).people).toEqual([
      { person: 'p1', kind: 'user', ids: 3 },
      { person: 'p1', kind: 'email', ids: 2 },
    ])
    await declare(ctx, [
      team('sales'),
      { kind: 'identity', name: 'identity', owner: 'sales', blocked: [{ kind: 'email', value: 'info@acme.test' }] },
    ])
    await settleIdentity(ctx)
    expect((await listCrowded(granted(ctx), {})).shared).toEqual([
      {
        code: 'n5',
        kind: 'email',
        value: 'info@acme.test',
        links: 2,
        why: 'One of the two is blocked.',
        advice: 'It is blocked already. Unblock it should it be one person’s.',
      },
    ])
  })

  describe('a ruling', () => {
    it('binds the teams that dispute somebody, holds once they signed, and ends when it is retired', async () => {
      const world = await build()
      for (const name of ['sales', 'service']) await world.team(name)
      const [sam, sue, tom] = [
        await world.person('sam', 'lead', { sales: 'lead' }),
        await world.person('sue', 'lead', { service: 'lead' }),
        await world.person('tom', 'lead', { sales: 'delegate' }),
      ]
      const { ctx, as } = world
      const declaration = { name: 'tablet', owner: 'sales', binds: ['service'], apart: ['n1', 'n4'], why: 'A tablet.' }
      await rulingVerbs.propose(as(sam), declaration as Parameters<typeof rulingVerbs.propose>[1])
      await rulingVerbs.sign(as(tom), { name: 'tablet', revision: 1, team: 'sales' })
      expect(await settleIdentity(ctx)).toBeNull()
      expect(await previewIdentity(ctx, { proposed: true })).toMatchObject({ before: 1, after: 2 })
      await rulingVerbs.sign(as(sue), { name: 'tablet', revision: 1, team: 'service' })
      await settleIdentity(ctx)
      expect(await peopleOf(ctx)).toEqual(['ada ada@acme.test tablet', 'bob info@acme.test cem'])
      await joinIdentity(as(sam), { id: 'n1', with: 'n4', why: 'I think otherwise.' })
      expect(await peopleOf(ctx)).toHaveLength(2)
      expect(await listRulings(ctx, {})).toMatchObject([{ agreement: 'ruling/tablet' }, { says: 'together' }])
      await rulingVerbs.retire(as(sam), { name: 'tablet', why: 'They are one after all.' })
      await settleIdentity(ctx)
      expect(await peopleOf(ctx)).toEqual([ALL])
    })

    it.each([
      [{}, 'A ruling says “apart” or “together”, and one of them only.'],
      [{ apart: ['n1', 'n2'], together: ['n1', 'n2'] }, 'A ruling says “apart” or “together”, and one of them only.'],
      [{ apart: ['n1', 'n1'] }, 'Both are the same id. Name two.'],
      [{ apart: ['ada@acme.test', 'n1'] }, 'Name an id by its code, such as n12, as “identity show” gives it.'],
    ])('is refused when it says %j', async (says, message) => {
      const { ctx } = await buildWorld(await open(migrations))
      const { problems } = checkDeclarations(
        [team('sales'), { kind: 'ruling', name: 'r', owner: 'sales', why: 'x', ...says }],
        ctx.kinds,
      )
      expect(problems.map(({ problem }) => problem.message)).toEqual([message])
    })
  })
})

const granted = (ctx: Context): Context => ({ ...ctx, actor: { ...ctx.actor, grants: ['personal'] } })
