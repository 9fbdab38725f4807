import { expect, it } from 'vitest'
import { metric, team } from '../../../test/declare.ts'
import { checkDeclarations, type Declaration } from '../declaration/declaration.ts'
import { kinds } from '../index.ts'

const arr = metric('arr', { measure: { sum: 'amount' }, of: 'deal_won', class: 'outcome', unit: 'EUR' })
const calls = metric('calls', { measure: 'count', of: 'call', class: 'activity' })
const outcome = { metric: 'arr', to: 9_000_000 }
const vision = (fields: Record<string, unknown>): Declaration => ({
  kind: 'vision',
  name: 'north-star',
  owner: 'leadership',
  statement: 'Every harbour in Europe sells its free berths with us.',
  horizon: '2029-12-31',
  outcomes: [outcome],
  ...fields,
})

const check = (fields: Record<string, unknown>) =>
  checkDeclarations([team('leadership'), team('marketing'), arr, calls, vision(fields)], kinds)

it('rests on the numbers it is seen by', () => {
  const { sound, problems } = check({ binds: ['marketing'], notDoing: ['a second product'] })
  expect(problems).toEqual([])
  expect(sound.at(-1)).toMatchObject({
    binds: ['leadership', 'marketing'],
    refers: [{ kind: 'metric', name: 'arr' }],
  })
})

it.each<[string, string, Record<string, unknown>]>([
  ['outcomes', 'too_small', { outcomes: [] }],
  ['outcomes.1.metric', 'same_outcome', { outcomes: [outcome, { ...outcome, to: 1 }] }],
  ['outcomes.0.by', 'beyond_horizon', { outcomes: [{ ...outcome, by: '2030-01-01' }] }],
  ['outcomes.0.metric', 'no_outcome', { outcomes: [{ ...outcome, metric: 'calls' }] }],
])('has a problem at %s: %s', (path, code, fields) => {
  const said = check(fields).problems.map(({ problem }) => ({ path: problem.path.join('.'), code: problem.code }))
  expect(said).toEqual([{ path, code }])
})
