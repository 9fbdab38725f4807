import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../src/features/context.ts'
import { operations } from '../src/features/index.ts'
import { openRecords } from '../src/store/records/records.ts'
import { buildWorld, migrations, type World } from './build.ts'

/** What each role may do; a verb's permission ends in one of these words. */
const MAY: Record<Role, readonly string[]> = {
  viewer: ['read'],
  member: ['read', 'write'],
  lead: ['read', 'write', 'sign'],
  admin: ['read', 'write', 'sign', 'admin'],
}

describe('every verb', () => {
  let world: World

  beforeAll(async () => {
    world = await buildWorld({ records: await openRecords({ memory: true }, migrations) })
  })

  it('has a name of its own, a noun that is its permission’s, and a sentence', () => {
    const names = operations.map(each => each.operation)
    expect(new Set(names).size).toBe(names.length)
    for (const { operation, needs, does } of operations) {
      expect(operation).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z-]+)+$/)
      expect(needs.split(':')[0], operation).toBe(operation.split('.')[0])
      expect(does, operation).toMatch(/^[A-Z].*\.$/s)
    }
  })

  const cases = operations.flatMap(each => (Object.keys(MAY) as Role[]).map(role => ({ each, role })))

  it.each(cases.map(({ each, role }) => [each.operation, role, each] as const))('%s as %s', async (_, role, verb) => {
    const ctx = { ...world.ctx, actor: { id: 'x', name: 'X', role, signsFor: [] } }
    const refused = await verb(ctx, { surely: 'not an input', name: '' }).then(
      () => false,
      (error: { code?: string }) => error.code === 'forbidden' && 'needs' in (error as { details: object }).details,
    )
    const allowed = MAY[role].includes(verb.needs.split(':').at(-1) ?? '')
    expect(refused, `${verb.operation} needs ${verb.needs}`).toBe(!allowed)
  })
})
