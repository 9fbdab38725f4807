import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { buildWorld, migrations, root, type World } from '../../../test/build.ts'
import { declare, team } from '../../../test/declare.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import type { Actor } from '../context.ts'
import { features, operations } from '../index.ts'
import { leaveTeam } from '../team/operations.ts'
import { listRounds, openRound, reveal, vote } from './operations/round.ts'
import { listCheckIns } from './operations.ts'
import { resultOf } from './round.ts'

/** A number that nothing else says. */
const SECRET = 0.123456789

eachStore(open => {
  let stores: { records: Records; events: Events }
  let world: World
  let lead: Actor
  let members: Actor[]

  beforeEach(async () => {
    stores = await open(migrations, { zone: 'UTC' })
    world = await buildWorld(stores)
    await declare(world.ctx, [
      team('sales'),
      team('marketing'),
      {
        kind: 'goal',
        name: 'grow',
        owner: 'sales',
        level: 'team',
        cycle: '2026-Q1',
        results: [{ name: 'It', from: 0, to: 1 }],
      },
    ])
    lead = await world.person('lea', 'lead', { sales: 'lead' })
    members = []
    for (const name of ['mia', 'max', 'moe']) members.push(await world.person(name, 'member', { sales: 'member' }))
    await world.person('vera', 'viewer', { sales: 'member' })
  })

  const opened = async () => (await openRound(world.as(lead), { goal: 'grow', team: 'sales' })).round
  const votes = (round: string, by: Actor, confidence: number) => vote(world.as(by), { round, confidence })
  const saidOfGoal = async () => (await listCheckIns(world.ctx, { goal: 'grow' })).items

  it('shows all answers at once when the last member has voted, without names, and says their middle', async () => {
    const round = await opened()
    const [mia, max, moe] = members as [Actor, Actor, Actor]
    expect(await votes(round, mia, 0.9)).toMatchObject({ voted: 1, of: 4, votes: null, median: null, revealedAt: null })
    await votes(round, max, 0.2)
    await votes(round, moe, 0.5)
    expect(await saidOfGoal()).toEqual([])
    const shown = await votes(round, lead, 0.7)
    expect(shown).toMatchObject({ voted: 4, of: 4, votes: [0.2, 0.5, 0.7, 0.9], median: 0.6 })
    expect(shown.spread).toBeCloseTo(0.7)
    expect(await saidOfGoal()).toMatchObject([
      { goal: 'grow', confidence: 0.6, by: 'sales', note: '4 private answers of sales, from 20 % to 90 %.' },
    ])
    await expect(votes(round, mia, 0.1)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('counts what a member said last', async () => {
    const round = await opened()
    const [mia, max, moe] = members as [Actor, Actor, Actor]
    await votes(round, mia, 0.9)
    expect((await votes(round, mia, 0.3)).voted).toBe(1)
    await votes(round, max, 0.3)
    await votes(round, moe, 0.3)
    expect((await votes(round, lead, 0.3)).votes).toEqual([0.3, 0.3, 0.3, 0.3])
  })

  it('can be shown by a lead from three answers on, and by nobody else', async () => {
    const round = await opened()
    const [mia, max, moe] = members as [Actor, Actor, Actor]
    await votes(round, mia, 0.9)
    await votes(round, max, 0.2)
    await expect(reveal(world.as(lead), { round })).rejects.toMatchObject({ code: 'conflict' })
    await votes(round, moe, 0.5)
    for (const actor of [mia, root])
      await expect(reveal(world.as(actor), { round })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await reveal(world.as(lead), { round })).toMatchObject({
      votes: [0.2, 0.5, 0.9],
      median: 0.5,
      voted: 3,
      of: 4,
    })
    await expect(reveal(world.as(lead), { round })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('asks members only, one round at a time', async () => {
    const outsider = await world.person('otto', 'lead', { marketing: 'lead' })
    const round = await opened()
    await expect(votes(round, outsider, 1)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(votes(round, root, 1)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(openRound(world.as(outsider), { goal: 'grow', team: 'sales' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(openRound(world.as(outsider), { goal: 'grow', team: 'marketing' })).rejects.toMatchObject({
      message: '“grow” does not bind marketing. It binds sales: ask one of those.',
    })
    await expect(opened()).rejects.toMatchObject({ code: 'conflict' })
    await expect(votes('nothing', lead, 1)).rejects.toMatchObject({ code: 'not_found' })
    expect((await listRounds(world.ctx, { goal: 'grow' })).items).toHaveLength(1)
  })

  it('does not wait for who has left', async () => {
    const round = await opened()
    const [mia, max, moe] = members as [Actor, Actor, Actor]
    await votes(round, mia, 0.1)
    await votes(round, max, 0.2)
    await leaveTeam(world.ctx, { team: 'sales', person: moe.id })
    expect((await votes(round, lead, 0.3)).votes).toEqual([0.1, 0.2, 0.3])
  })

  it('is not missed by the last two who vote at the same time', async () => {
    const round = await opened()
    const [mia, max, moe] = members as [Actor, Actor, Actor]
    await votes(round, mia, 0.1)
    await votes(round, max, 0.2)
    const last = await Promise.all([votes(round, moe, 0.3), votes(round, lead, 0.4)])
    expect(last.filter(each => each.votes !== null)).toHaveLength(1)
    expect((await listRounds(world.ctx, {})).items[0]?.votes).toEqual([0.1, 0.2, 0.3, 0.4])
    expect(await saidOfGoal()).toHaveLength(1)
  })

  describe('an answer before the others are in', () => {
    it('is in no answer of any operation, to nobody, admins included', async () => {
      const round = await opened()
      const [mia] = members as [Actor]
      await votes(round, mia, SECRET)
      await vote({ ...world.as(mia), idempotencyKey: 'twice' }, { round, confidence: SECRET })
      const inputs = [
        {},
        { goal: 'grow' },
        { name: 'grow' },
        { round },
        { team: 'sales' },
        { all: true },
        { kind: 'goal' },
      ]
      let answers = 0
      for (const actor of [root, lead, mia])
        for (const operation of operations.filter(each => each.reads))
          for (const input of inputs) {
            const answer = await operation(world.as(actor), input).catch((error: Error) => error)
            if (!(answer instanceof Error)) answers++
            expect(JSON.stringify(answer instanceof Error ? answer.message : answer)).not.toContain('0.1234567')
          }
      expect(answers).toBeGreaterThan(50)
    })

    it('is in no table but its own, and in none at all with its name afterwards', async () => {
      const round = await opened()
      for (const each of [...members, lead]) {
        const texts = await tablesHolding(SECRET)
        expect(texts.filter(table => table !== 'confidence_vote')).toEqual([])
        await votes(round, each, each === lead ? 0.5 : SECRET)
      }
      expect(await tablesHolding(SECRET)).toEqual(['confidence_round'])
    })
  })

  async function tablesHolding(value: number): Promise<string[]> {
    const names = ['audit', 'idempotency', 'confidence_round', 'confidence_vote'] as const
    const found: string[] = []
    for (const name of names) {
      const rows = await stores.records.rows
        .selectFrom(name)
        .selectAll()
        .where('workspace', '=', world.ctx.workspace)
        .execute()
      if (JSON.stringify(rows).includes(String(value))) found.push(name)
    }
    return found
  }
})

describe('the middle of answers', () => {
  it('is the one in the middle, or half way between the two', () => {
    expect(resultOf([0.9, 0.1, 0.4])).toEqual({ votes: [0.1, 0.4, 0.9], median: 0.4, spread: 0.8 })
    expect(resultOf([0.5, 1])).toEqual({ votes: [0.5, 1], median: 0.75, spread: 0.5 })
    expect(resultOf([])).toEqual({ votes: [], median: null, spread: null })
  })

  it('has as many answers on either side', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 }), votes => {
        const { median } = resultOf(votes) as { median: number }
        expect(votes.filter(each => each < median).length).toBeLessThanOrEqual(votes.length / 2)
        expect(votes.filter(each => each > median).length).toBeLessThanOrEqual(votes.length / 2)
      }),
    )
  })
})

it('is a feature with tables of its own', () => {
  expect(features.find(each => each.name === 'check-in')?.migrations).toHaveLength(1)
})
