import { expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { sha256 } from '../../store/hash.ts'
import { verifyAudit } from '../audit/operations.ts'
import type { Actor } from '../context.ts'
import type { Declaration } from '../declaration/declaration.ts'
import { frozenScorecard } from './operations/comparing.ts'
import { freezeScorecard, signOffScorecard } from './operations/freezing.ts'
import { reportedNumber } from './operations/reported.ts'
import { measureScorecard } from './operations.ts'

const language = (fields: Record<string, unknown> = {}): Declaration[] => [
  team('marketing'),
  team('sales'),
  metric('arr', { class: 'outcome', measure: { sum: 'amount' }, of: 'deal_won', owner: 'sales' }),
  metric('demos', { measure: 'count', of: 'demo', ...fields }),
]

const board: Declaration = {
  kind: 'scorecard',
  name: 'board',
  owner: 'sales',
  sections: [{ outcome: 'arr', lines: [{ metric: 'demos', owner: 'marketing' }] }],
}

type Cast = World & { mara: Actor; sami: Actor; admin: Actor }

eachStore(open => {
  /** A company with facts of January, asked on 2 February. */
  async function cast(): Promise<Cast> {
    const stores = await open(migrations, { zone: 'UTC' })
    await happened(stores.events, [
      ['a', 'demo', '2025-12-30'],
      ['b', 'demo', '2026-01-06'],
      ['c', 'demo', '2026-01-07'],
      ['d', 'demo', '2026-01-20'],
      ['e', 'deal_won', '2026-01-20', { amount: 0.1 }],
      ['f', 'deal_won', '2026-01-21', { amount: 0.2 }],
      ['g', 'demo', '2026-02-01'],
    ])
    const built = await buildWorld(stores, {
      calendar: { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' },
    })
    const ctx = { ...built.ctx, now: () => '2026-02-02T08:00:00.000Z' }
    await declare(ctx, [...language(), board])
    return {
      ...built,
      ctx,
      as: actor => ({ ...ctx, actor }),
      mara: await built.person('mara', 'lead', { marketing: 'lead' }),
      sami: await built.person('sami', 'lead', { sales: 'delegate' }),
      admin: await built.person('ada', 'admin', { marketing: 'lead', sales: 'lead' }),
    }
  }

  const january = { name: 'board', period: '2026-01' }

  it('keeps the weeks that end within a month, whole, under their fingerprint', async () => {
    const { ctx, as, admin } = await cast()
    const entries = (await verifyAudit(ctx, {})).entries
    const freeze = await freezeScorecard(as(admin), january)
    expect(freeze).toMatchObject({
      number: 1,
      state: 'frozen',
      frozenAt: '2026-02-02T08:00:00.000Z',
      by: admin.id,
      intact: true,
      missing: ['sales', 'marketing'],
    })
    const [row] = await ctx.rows.selectFrom('scorecard_freeze').selectAll().execute()
    expect(sha256(row?.content ?? '')).toBe(freeze.hash)
    const { reading } = JSON.parse(row?.content ?? '')
    expect(reading.sections[0].periods.map(({ label }: { label: string }) => label)).toEqual([
      '2026-W01',
      '2026-W02',
      '2026-W03',
      '2026-W04',
    ])
    expect(reading.sections[0].lines[0].points.map(({ value }: { value: number }) => value)).toEqual([null, 2, 0, 1])
    expect(reading.receipt).toMatchObject({ asOf: '2026-02-02', watermark: freeze.watermark })
    expect(reading.receipt.uses).toContainEqual({ kind: 'metric', name: 'demos', revision: 1 })
    expect(await verifyAudit(ctx, {})).toMatchObject({ entries: entries + 1, intact: true })
  })

  it('says of one number what it was when it was frozen, and why it is another one now', async () => {
    const { ctx, as, admin } = await cast()
    const week = { metric: 'demos', period: '2026-W02' }
    expect((await reportedNumber(ctx, week)).freezes).toEqual([])
    await freezeScorecard(as(admin), january)
    const same = { scorecard: 'board', freeze: '2026-01', number: 1, frozenOn: '2026-02-02', reported: 2, now: 2 }
    expect((await reportedNumber(ctx, week)).freezes).toMatchObject([{ ...same, restated: null }])
    await happened(ctx.events, [['late', 'demo', '2026-01-08']])
    expect((await reportedNumber(ctx, week)).freezes).toMatchObject([
      { ...same, now: 3, restated: 'facts arrived later' },
    ])
    expect((await reportedNumber(ctx, { ...week, period: '2026-01' })).freezes).toEqual([])
  })

  it('freezes a period twice only beside the first, and with a reason', async () => {
    const { ctx, as, admin } = await cast()
    const first = await freezeScorecard(as(admin), january)
    const { content } = await ctx.rows.selectFrom('scorecard_freeze').select('content').executeTakeFirstOrThrow()
    await expect(freezeScorecard(as(admin), january)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'frozen', number: 1 },
    })
    await expect(freezeScorecard(as(admin), { ...january, again: true })).rejects.toThrow(/Say why/)
    await happened(ctx.events, [['late', 'demo', '2026-01-08']])
    const second = await freezeScorecard(as(admin), { ...january, again: true, why: 'A form was lost.' })
    expect(second).toMatchObject({ number: 2, why: 'A form was lost.', intact: true })
    const { freezes, freezable } = await frozenScorecard(ctx, { name: 'board' })
    expect(freezes).toEqual([first, second])
    expect(freezable.slice(0, 5)).toEqual([
      { period: '2025-Q4', frozen: 0 },
      { period: '2025-Q3', frozen: 0 },
      { period: '2025-Q2', frozen: 0 },
      { period: '2025-Q1', frozen: 0 },
      { period: '2026-01', frozen: 2 },
    ])
    expect(await ctx.rows.selectFrom('scorecard_freeze').select('content').where('number', '=', 1).execute()).toEqual([
      { content },
    ])
  })

  it('takes exactly one of many freezes made at once', async () => {
    const { ctx, as, admin } = await cast()
    const tries = Array.from({ length: 5 }, () => freezeScorecard(as(admin), january))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(each => each.status === 'fulfilled')).toHaveLength(1)
    expect((await frozenScorecard(ctx, { name: 'board' })).freezes).toHaveLength(1)
  })

  it.each<[string, object, RegExp]>([
    ['is not over', { period: '2026-02' }, /facts are known until 2026-02-02/],
    ['holds none of its periods', { period: '2026-01-05' }, /none ends within 2026-01-05/],
    ['nothing is known of', { period: '2025-11' }, /No number of 2025-11 is known/],
    ['does not exist', { period: '2026-13' }, /no period “2026-13”/],
  ])('does not freeze a period that %s', async (_, input, message) => {
    const { as, admin } = await cast()
    await expect(freezeScorecard(as(admin), { ...january, ...input })).rejects.toThrow(message)
  })

  it('marks what is another number since, and says that facts arrived later', async () => {
    const { ctx, as, admin } = await cast()
    await freezeScorecard(as(admin), january)
    expect((await frozenScorecard(ctx, january)).reading).toMatchObject({ frozenOn: '2026-02-02', restated: 0 })
    await happened(ctx.events, [['late', 'demo', '2026-01-08']])

    const { sections, frozen } = await measureScorecard(ctx, { periods: 4 })
    expect(frozen).toEqual([{ period: '2026-01', number: 1, frozenOn: '2026-02-02', intact: true }])
    expect(sections[0]?.lines[0]?.points.map(({ value, restated }) => [value, restated])).toEqual([
      [3, { was: 2, frozenOn: '2026-02-02' }],
      [0, null],
      [1, null],
      [1, null],
    ])
    expect(sections[0]?.outcome.points.every(({ restated }) => restated === null)).toBe(true)

    const { reading } = await frozenScorecard(ctx, january)
    expect(reading).toMatchObject({ restated: 1 })
    expect(reading?.lines[1]?.points[1]).toMatchObject({
      reported: 2,
      now: 3,
      restated: { from: 2, to: 3, reason: 'facts arrived later' },
    })
  })

  it('names the definition that changed, and knows a number that has become unknown', async () => {
    const { ctx, as, admin } = await cast()
    await freezeScorecard(as(admin), january)
    await declare(ctx, [...language({ where: { origin: 'web' } }), board])
    const changed = (await frozenScorecard(ctx, january)).reading
    expect(changed?.lines[1]?.points[1]?.restated).toEqual({
      from: 2,
      to: 0,
      reason: 'the definition of metric/demos changed from revision 1 to 2',
    })
    await declare(ctx, language().slice(0, 3))
    const gone = (await frozenScorecard(ctx, january)).reading
    expect(gone?.lines[1]?.points[1]?.restated).toEqual({
      from: 2,
      to: null,
      reason: 'it does not rest on metric/demos any more',
    })
  })

  it('compares with the newest freeze of a period', async () => {
    const { ctx, as, admin } = await cast()
    await freezeScorecard(as(admin), january)
    await happened(ctx.events, [['late', 'demo', '2026-01-08']])
    await freezeScorecard(as(admin), { ...january, again: true, why: 'A form was lost.' })
    const { sections } = await measureScorecard(ctx, { periods: 4 })
    expect(sections[0]?.lines[0]?.points.every(({ restated }) => restated === null)).toBe(true)
    expect((await frozenScorecard(ctx, january)).reading).toMatchObject({ number: 2, restated: 0 })
    expect((await frozenScorecard(ctx, { ...january, number: 1 })).reading).toMatchObject({ number: 1, restated: 1 })
  })

  it('is signed off once every team it binds has signed, somebody besides its author among them', async () => {
    const { as, mara, admin } = await cast()
    await freezeScorecard(as(admin), january)
    await signOffScorecard(as(admin), { ...january, team: 'sales' })
    expect(await signOffScorecard(as(admin), { ...january, team: 'marketing' })).toMatchObject({
      state: 'frozen',
      missing: [],
    })
    expect(await signOffScorecard(as(mara), { ...january, team: 'marketing' })).toMatchObject({ state: 'signed off' })
    const again = await signOffScorecard(as(mara), { ...january, team: 'marketing' })
    expect(again.signatures).toHaveLength(3)
  })

  it('is signed off by its author alone where signatures are switched off', async () => {
    const { as, admin } = await cast()
    const ctx = { ...as(admin), company: { ...as(admin).company, signatures: false } }
    await freezeScorecard(ctx, january)
    await signOffScorecard(ctx, { ...january, team: 'sales' })
    expect(await signOffScorecard(ctx, { ...january, team: 'marketing' })).toMatchObject({ state: 'signed off' })
  })

  it('is signed only by a lead or delegate of a team that it binds, and only the newest of a period', async () => {
    const { as, team: add, person, mara, sami, admin } = await cast()
    await freezeScorecard(as(admin), january)
    await expect(signOffScorecard(as(mara), { ...january, team: 'sales' })).rejects.toMatchObject({ code: 'forbidden' })
    const member = await person('mo', 'member', { sales: 'member' })
    await expect(signOffScorecard(as(member), { ...january, team: 'sales' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await add('it')
    const ines = await person('ines', 'lead', { it: 'lead' })
    await expect(signOffScorecard(as(ines), { ...january, team: 'it' })).rejects.toThrow(/binds sales, marketing/)
    expect(await signOffScorecard(as(sami), { ...january, team: 'sales' })).toMatchObject({ missing: ['marketing'] })
    const second = await freezeScorecard(as(admin), { ...january, again: true, why: 'once more' })
    expect(second).toMatchObject({ number: 2, signatures: [], missing: ['sales', 'marketing'] })
    await expect(signOffScorecard(as(mara), { ...january, number: 1, team: 'marketing' })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'stale' },
    })
    await expect(signOffScorecard(as(mara), { name: 'board', period: '2025-12', team: 'marketing' })).rejects.toThrow(
      /2025-12 of “board” is not frozen/,
    )
  })

  it('is not believed once it was changed in the store', async () => {
    const { ctx, as, mara, admin } = await cast()
    await freezeScorecard(as(admin), january)
    await happened(ctx.events, [['late', 'demo', '2026-01-08']])
    const { content } = await ctx.rows.selectFrom('scorecard_freeze').select('content').executeTakeFirstOrThrow()
    const embellish = (content: string, more: object = {}) =>
      ctx.rows
        .updateTable('scorecard_freeze')
        .set({ content, ...more } as never)
        .execute()
    const tampered = content.replaceAll('"value":2,', '"value":9,').replaceAll('"value":2}', '"value":9}')
    expect(tampered).not.toBe(content)
    await embellish(tampered)
    expect((await frozenScorecard(ctx, { name: 'board' })).freezes).toMatchObject([{ intact: false, by: null }])
    await expect(frozenScorecard(ctx, january)).rejects.toMatchObject({ details: { reason: 'tampered' } })
    await expect(signOffScorecard(as(mara), { ...january, team: 'marketing' })).rejects.toThrow(/not what was frozen/)
    const { sections, frozen } = await measureScorecard(ctx, { periods: 4 })
    expect(frozen).toMatchObject([{ intact: false }])
    expect(sections[0]?.lines[0]?.points.every(({ restated }) => restated === null)).toBe(true)

    await embellish(content, { number: 7 })
    expect((await frozenScorecard(ctx, { name: 'board' })).freezes).toMatchObject([{ intact: false }])
    await embellish('not even JSON', { hash: sha256('not even JSON') })
    expect((await frozenScorecard(ctx, { name: 'board' })).freezes).toMatchObject([{ intact: false }])
  })

  it('is not for viewers to freeze, and not seen from another workspace', async () => {
    const { ctx, as, person, admin } = await cast()
    const vera = await person('vera', 'viewer')
    await expect(freezeScorecard(as(vera), january)).rejects.toMatchObject({ code: 'forbidden' })
    await freezeScorecard(as(admin), january)
    const there = await buildWorld(ctx)
    await expect(frozenScorecard(there.ctx, january)).rejects.toMatchObject({ code: 'not_found' })
    await declare({ ...there.ctx, now: ctx.now }, [...language(), board])
    expect((await frozenScorecard(there.ctx, { name: 'board' })).freezes).toEqual([])
    expect((await measureScorecard({ ...there.ctx, now: ctx.now }, {})).frozen).toEqual([])
    await expect(signOffScorecard({ ...there.ctx, actor: admin }, { ...january, team: 'sales' })).rejects.toMatchObject(
      { code: 'not_found' },
    )
  })
})
