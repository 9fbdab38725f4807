import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { buildWorld, migrations, type World } from '../../test/build.ts'
import { happened } from '../../test/facts.ts'
import { fail } from '../core/error.ts'
import { operation } from '../features/operation.ts'
import { openEvents } from '../store/events/events.ts'
import { openRecords } from '../store/records/records.ts'
import { keepAnswers } from './kept-answers.ts'

let world: World
let asked: number

const slow = operation({
  name: 'team.slow',
  does: 'Answer slowly.',
  needs: 'team:read',
  shared: true,
  input: z.object({ of: z.string().default('a') }),
  output: z.object({ of: z.string(), number: z.number() }),
  async run(_, { of }) {
    asked++
    if (of === 'nothing') fail('not_found', 'There is nothing.')
    await new Promise(resolve => setTimeout(resolve, 5))
    return { of, number: asked }
  },
})

beforeEach(async () => {
  const events = await openEvents({ memory: true }, { zone: 'UTC' })
  world = await buildWorld({ records: await openRecords({ memory: true }, migrations), events })
  world.ctx.now = () => '2026-03-02T08:30:00.000Z'
  asked = 0
})

describe('answers that are the same for everybody', () => {
  it('are computed once, however many ask at a time, and again for another question', async () => {
    const answer = keepAnswers()
    const all = await Promise.all(Array.from({ length: 20 }, () => answer(world.ctx, slow, { of: 'x' })))
    expect(new Set(all)).toEqual(new Set(['{"of":"x","number":1}']))
    expect(await answer(world.ctx, slow, { of: 'y' })).toBe('{"of":"y","number":2}')
    expect(await answer(world.ctx, slow, { of: 'x' })).toBe('{"of":"x","number":1}')
  })

  it('are new once something was changed, a fact came, or the hour is another', async () => {
    const answer = keepAnswers()
    const next = async () => JSON.parse(await answer(world.ctx, slow, {})).number
    expect([await next(), await next()]).toEqual([1, 1])
    await world.team('sales')
    expect([await next(), await next()]).toEqual([2, 2])
    await happened(world.ctx.events, [['ada', 'demo', '2026-03-01']])
    expect([await next(), await next()]).toEqual([3, 3])
    world.ctx.now = () => '2026-03-02T09:00:00.000Z'
    expect([await next(), await next()]).toEqual([4, 4])
  })

  it('are given to nobody who may not ask', async () => {
    const answer = keepAnswers()
    await answer(world.ctx, slow, {})
    const nobody = { id: 'n', name: 'N', role: 'nobody' as never, signsFor: [] }
    await expect(answer({ ...world.ctx, actor: nobody }, slow, {})).rejects.toThrow()
  })

  it('are not kept when there was none', async () => {
    const answer = keepAnswers()
    await expect(answer(world.ctx, slow, { of: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(answer(world.ctx, slow, { of: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
    expect(asked).toBe(2)
  })

  it('make room for new ones', async () => {
    const answer = keepAnswers(60)
    for (const of of ['a', 'b', 'c', 'd']) await answer(world.ctx, slow, { of })
    expect(await answer(world.ctx, slow, { of: 'd' })).toContain('"number":4')
    expect(await answer(world.ctx, slow, { of: 'a' })).toContain('"number":5')
  })
})
