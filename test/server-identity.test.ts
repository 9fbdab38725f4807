import { expect, it } from 'vitest'
import type { Fact } from '../src/core/fact.ts'
import { changeTeam } from '../src/features/team/operations.ts'
import { uuidOf } from '../src/store/hash.ts'
import { startServer } from './server.ts'

const visit = (n: number, who: Partial<Fact>): Fact => ({
  id: uuidOf('visit', String(n)),
  ts: Date.UTC(2026, 2, 1) + n,
  name: 'visit',
  source: 'web',
  props: {},
  ...who,
})

it('a ruling that the last team signs has done its work when the answer comes, and so has its end', async () => {
  const server = await startServer()
  for (const name of ['sales', 'service']) await changeTeam(server.ctx, { name })
  const sam = await server.person('Sam', 'lead', { sales: 'lead' })
  const sue = await server.person('Sue', 'lead', { service: 'lead' })
  await server.ctx.events.append([visit(1, { user: 'a', anonymous: 'v' }), visit(2, { user: 'b', anonymous: 'v' })])
  const people = async () => (await server.ctx.events.counts()).persons
  const ruling = {
    name: 'tablet',
    owner: 'sales',
    binds: ['service'],
    apart: ['n1', 'n3'],
    why: 'They share a tablet.',
  }
  expect(await sam.call('ruling.propose', ruling)).toMatchObject({ status: 200 })
  expect(await sam.call('ruling.sign', { name: 'tablet', revision: 1, team: 'sales' })).toMatchObject({ status: 200 })
  expect(await people()).toBe(1)
  expect(await sue.call('ruling.sign', { name: 'tablet', revision: 1, team: 'service' })).toMatchObject({ status: 200 })
  expect(await people()).toBe(2)
  expect(await sam.call('ruling.retire', { name: 'tablet', why: 'They are one.' })).toMatchObject({ status: 200 })
  expect(await people()).toBe(1)
})
