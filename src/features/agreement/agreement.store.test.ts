import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { eachRecords } from '../../../test/stores.ts'
import { ProductError } from '../../core/error.ts'
import type { Records } from '../../store/records/records.ts'
import { verifyAudit } from '../audit/operations.ts'
import type { Actor } from '../context.ts'
import { agreementKind } from '../kind.ts'
import type { Agreement } from './agreement.ts'
import { agreementUsers, listAgreements } from './operations/reading.ts'
import { agreementVerbs } from './operations/verbs.ts'

const promise = agreementKind({
  kind: 'pledge',
  does: 'A made-up kind for these tests.',
  spec: z.object({ says: z.string(), with: z.array(z.string()).default([]), on: z.array(z.string()).default([]) }),
  binds: spec => spec.with,
  refers: spec => spec.on.map(name => ({ kind: 'pledge', name })),
})
const pledge = agreementVerbs(promise)

type Cast = World & { mara: Actor; sami: Actor; sven: Actor; admin: Actor; viewer: Actor }

eachRecords(open => {
  let records: Records
  beforeAll(async () => {
    records = await open(migrations)
  })

  const cast = async (): Promise<Cast> => {
    const world = await buildWorld({ records })
    for (const team of ['marketing', 'sales']) await world.team(team)
    return {
      ...world,
      mara: await world.person('mara', 'lead', { marketing: 'lead' }),
      sami: await world.person('sami', 'lead', { sales: 'lead' }),
      sven: await world.person('sven', 'lead', { sales: 'delegate', marketing: 'member' }),
      admin: await world.person('ada', 'admin', { marketing: 'lead', sales: 'lead' }),
      viewer: await world.person('vera', 'viewer', { sales: 'lead' }),
    }
  }
  const both = { name: 'mql', owner: 'marketing', says: 'a demo was asked for', with: ['sales'], why: 'one meaning' }

  it('is in force once every team it binds has signed', async () => {
    const { as, mara, sami } = await cast()
    const proposed = await pledge.propose(as(mara), both)
    expect(proposed).toMatchObject({ state: 'proposed', inForce: null, head: { binds: ['marketing', 'sales'] } })
    const half = await pledge.sign(as(mara), { name: 'mql', revision: 1, team: 'marketing' })
    expect(half.state).toBe('proposed')
    const whole = await pledge.sign(as(sami), { name: 'mql', revision: 1, team: 'sales' })
    expect(whole).toMatchObject({ state: 'in force', inForce: { number: 1, adopted: 'signed' } })
  })

  it('refuses to list a kind that is none, with the one that was meant', async () => {
    const { ctx } = await cast()
    await expect(listAgreements(ctx, { kind: 'metrik' })).rejects.toThrow('Did you mean “metric”?')
    await expect(agreementUsers(ctx, { kind: 'metric', name: 'nope' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('lists what it rests on in the order of names, on every store', async () => {
    const { as, mara } = await cast()
    const names = ['zulu', 'alpha', 'mike']
    for (const name of names) await pledge.propose(as(mara), { ...both, name })
    const { head } = await pledge.propose(as(mara), { ...both, name: 'all', on: names })
    expect(head.refers.map(to => to.name)).toEqual(names.toSorted())
  })

  it('stays as it was signed while a change of it waits for signatures', async () => {
    const { as, mara, sami } = await cast()
    await pledge.propose(as(mara), both)
    await pledge.sign(as(mara), { name: 'mql', revision: 1, team: 'marketing' })
    await pledge.sign(as(sami), { name: 'mql', revision: 1, team: 'sales' })
    const edited = await pledge.propose(as(mara), { ...both, says: 'a mail was opened', base: 1 })
    expect(edited).toMatchObject({
      state: 'proposed',
      head: { number: 2, signatures: [] },
      inForce: { number: 1, spec: { says: 'a demo was asked for' } },
    })
    expect((await pledge.diff(as(mara), { name: 'mql' })).changes).toEqual([
      { path: ['says'], before: 'a demo was asked for', after: 'a mail was opened' },
    ])
  })

  it('never comes into force by its author’s signatures alone, even an admin’s who leads both teams', async () => {
    const { as, admin, sven } = await cast()
    await pledge.propose(as(admin), both)
    await pledge.sign(as(admin), { name: 'mql', revision: 1, team: 'marketing' })
    const signed = await pledge.sign(as(admin), { name: 'mql', revision: 1, team: 'sales' })
    expect(signed.state).toBe('proposed')
    const seconded = await pledge.sign(as(sven), { name: 'mql', revision: 1, team: 'sales' })
    expect(seconded.state).toBe('in force')
  })

  it('is signed only by a lead or delegate of a team that it binds', async () => {
    const { as, mara, sami, viewer } = await cast()
    await pledge.propose(as(mara), both)
    await expect(pledge.sign(as(sami), { name: 'mql', revision: 1, team: 'marketing' })).rejects.toThrow(/cannot speak/)
    await expect(pledge.sign(as(viewer), { name: 'mql', revision: 1, team: 'sales' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(pledge.propose(as(viewer), { ...both, name: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is contested while an objection is open, and its signatures count once the objection is settled', async () => {
    const { as, mara, sami } = await cast()
    await pledge.propose(as(mara), both)
    const objected = await pledge.object(as(sami), { name: 'mql', revision: 1, team: 'sales', reason: 'too wide' })
    expect(objected.state).toBe('contested')
    await pledge.sign(as(mara), { name: 'mql', revision: 1, team: 'marketing' })
    const signed = await pledge.sign(as(sami), { name: 'mql', revision: 1, team: 'sales' })
    expect(signed).toMatchObject({ state: 'contested', inForce: null })
    const id = objected.objections[0]?.id as string
    await expect(pledge.settle(as(mara), { name: 'mql', objection: id, outcome: 'ok' })).rejects.toThrow(/sales/)
    const settled = await pledge.settle(as(sami), { name: 'mql', objection: id, outcome: 'narrowed in words' })
    expect(settled.state).toBe('in force')
  })

  it('has drifted when what it rests on changed, until its teams sign it again', async () => {
    const { as, mara, sami } = await cast()
    const agree = async (name: string, revision: number) => {
      await pledge.sign(as(mara), { name, revision, team: 'marketing' })
      return pledge.sign(as(sami), { name, revision, team: 'sales' })
    }
    await pledge.propose(as(mara), both)
    await agree('mql', 1)
    await pledge.propose(as(mara), { ...both, name: 'mql-volume', on: ['mql'] })
    expect((await agree('mql-volume', 1)).state).toBe('in force')
    await pledge.propose(as(mara), { ...both, says: 'two demos', base: 1 })
    await agree('mql', 2)
    expect(await pledge.get(as(mara), { name: 'mql-volume' })).toMatchObject({
      state: 'drifted',
      drift: [{ kind: 'pledge', name: 'mql' }],
    })
    expect((await agree('mql-volume', 1)).state).toBe('in force')
  })

  it('cannot end while another rests on it, and its history stays when it ends', async () => {
    const { as, mara } = await cast()
    await pledge.propose(as(mara), both)
    await pledge.propose(as(mara), { ...both, name: 'mql-volume', on: ['mql'] })
    await expect(pledge.retire(as(mara), { name: 'mql', why: 'old' })).rejects.toThrow(/pledge\/mql-volume/)
    await pledge.retire(as(mara), { name: 'mql-volume', why: 'old' })
    expect((await pledge.retire(as(mara), { name: 'mql', why: 'old' })).state).toBe('retired')
    expect(await pledge.history(as(mara), { name: 'mql' })).toHaveLength(1)
  })

  it('is not changed without saying which revision the change is based on, nor on top of an old one', async () => {
    const { as, mara } = await cast()
    await pledge.propose(as(mara), both)
    await expect(pledge.propose(as(mara), both)).rejects.toMatchObject({
      details: { reason: 'base_required', head: 1 },
    })
    await pledge.propose(as(mara), { ...both, says: 'second', base: 1 })
    await expect(pledge.propose(as(mara), { ...both, says: 'third', base: 1 })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'stale', head: 2 },
    })
  })

  it('takes exactly one of many changes made at once on top of the same revision', async () => {
    const { as, mara } = await cast()
    await pledge.propose(as(mara), both)
    const tries = Array.from({ length: 12 }, (_, i) => pledge.propose(as(mara), { ...both, says: `${i}`, base: 1 }))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(each => each.status === 'fulfilled')).toHaveLength(1)
    expect((await pledge.get(as(mara), { name: 'mql' })).head.number).toBe(2)
  })

  it('says every problem of a declaration at once, with the likely spelling', async () => {
    const { as, mara } = await cast()
    const wrong = { ...both, owner: 'marketting', on: ['mgl'] }
    await pledge.propose(as(mara), both)
    const error = await pledge.propose(as(mara), { ...wrong, name: 'other' }).catch((e: ProductError) => e)
    expect((error as ProductError).details.problems).toMatchObject([
      { path: ['owner'], code: 'unknown_team', repair: 'marketing' },
      { path: ['on', 0], code: 'unknown_pledge', repair: 'mql' },
    ])
  })

  it('happens once under one idempotency key, and the key serves no other request', async () => {
    const { as, mara } = await cast()
    const ctx = { ...as(mara), idempotencyKey: 'k1' }
    const first = await pledge.propose(ctx, both)
    expect(await pledge.propose(ctx, both)).toEqual(first)
    await expect(pledge.propose(ctx, { ...both, says: 'else' })).rejects.toMatchObject({
      details: { reason: 'idempotency_mismatch' },
    })
  })

  it('is not seen from another workspace', async () => {
    const here = await cast()
    const there = await cast()
    await pledge.propose(here.as(here.mara), both)
    await expect(pledge.get(there.as(there.mara), { name: 'mql' })).rejects.toMatchObject({ code: 'not_found' })
    expect((await pledge.list(there.as(there.mara), {})).items).toEqual([])
  })

  it('leaves one audit entry for each change in a chain that shows tampering', async () => {
    const { ctx, as, mara } = await cast()
    const before = await verifyAudit(ctx, {})
    await pledge.propose(as(mara), both)
    await pledge.propose(as(mara), both).catch(() => undefined)
    expect(await verifyAudit(ctx, {})).toMatchObject({ entries: before.entries + 1, intact: true })
    await records.rows
      .updateTable('audit')
      .set({ input: '{}' } as never)
      .where('workspace', '=', ctx.workspace)
      .where('seq', '=', before.entries)
      .execute()
    expect(await verifyAudit(ctx, {})).toMatchObject({ intact: false, brokenAt: before.entries })
  })

  describe('whatever people do', () => {
    const who = fc.constantFrom('mara', 'sami', 'sven', 'admin') as fc.Arbitrary<'mara' | 'sami' | 'sven' | 'admin'>
    const team = fc.constantFrom('marketing', 'sales')
    const act = fc.oneof(
      fc.record({ does: fc.constant('propose' as const), who, says: fc.string({ maxLength: 4 }), alone: fc.boolean() }),
      fc.record({ does: fc.constant('sign' as const), who, team, back: fc.nat(2) }),
      fc.record({ does: fc.constant('sign' as const), who, team, back: fc.constant(0) }),
      fc.record({ does: fc.constant('object' as const), who, team }),
      fc.record({ does: fc.constant('settle' as const), who }),
    )

    it('nothing is in force without every signature, and nothing in force changes by an edit', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 25 }), async acts => {
          const people = await cast()
          let before: Agreement | undefined
          for (const each of acts) {
            const after = await attempt(people, each, before)
            if (!after) continue
            expectSound(after)
            if (each.does === 'propose' || each.does === 'object')
              expect(after.inForce).toEqual(before?.inForce ?? null)
            expect(after.inForce?.number ?? 0).toBeGreaterThanOrEqual(before?.inForce?.number ?? 0)
            before = after
          }
        }),
        { numRuns: 40 },
      )
    })

    type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

    async function attempt(people: Cast, each: Act, before: Agreement | undefined): Promise<Agreement | undefined> {
      const ctx = people.as(people[each.who])
      const head = before?.head.number ?? 0
      try {
        if (each.does === 'propose')
          return await pledge.propose(ctx, { ...both, says: each.says, with: each.alone ? [] : ['sales'], base: head })
        if (each.does === 'sign')
          return await pledge.sign(ctx, { name: 'mql', revision: Math.max(1, head - each.back), team: each.team })
        if (each.does === 'object')
          return await pledge.object(ctx, { name: 'mql', revision: Math.max(1, head), team: each.team, reason: 'no' })
        const open = before?.objections.find(objection => objection.settledAt === null)
        return await pledge.settle(ctx, { name: 'mql', objection: open?.id ?? 'none', outcome: 'done' })
      } catch (error) {
        if (error instanceof ProductError) return undefined
        throw error
      }
    }

    function expectSound({ inForce, objections }: Agreement): void {
      if (!inForce) return
      const signed = inForce.signatures.map(signature => signature.team)
      expect(inForce.binds.every(team => signed.includes(team))).toBe(true)
      expect(inForce.signatures.some(signature => signature.person !== inForce.author)).toBe(true)
      expect(inForce.proposed).toBe(true)
      const openAtTheTime = objections.filter(
        each =>
          each.revision === inForce.number &&
          each.at < (inForce.inForceAt as string) &&
          (each.settledAt ?? '9') > (inForce.inForceAt as string),
      )
      expect(openAtTheTime).toEqual([])
    }
  })
})
