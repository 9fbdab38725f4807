import { expect, it } from 'vitest'
import { type DigestParts, digestOf } from './digest.ts'

const nothing: DigestParts = {
  name: 'Ada',
  company: 'Acme',
  url: 'https://plumbline.acme.test',
  owed: [],
  happened: [],
  goals: [],
  findings: [],
  wins: [],
}

const owed = (says: string) => ({
  id: says,
  what: 'signature' as const,
  object: 'metric/mqls',
  title: 'MQLs',
  team: 'sales',
  says,
  since: null,
})

it('there is no mail when nothing waits and nothing happened, whatever is at risk', () => {
  const goals = [{ goal: 'g', title: 'G', owner: 'sales', status: 'off track', progress: 0, expected: 1, cycle: 'Q1' }]
  expect(digestOf({ ...nothing, goals })).toBeUndefined()
})

it('a mail says what waits, where, and how to stop getting it', () => {
  expect(digestOf({ ...nothing, owed: [owed('Sign this.')] })).toEqual({
    subject: 'Acme: one thing waits for you',
    text: `Good morning Ada,

What waits for you
- Sign this.
  https://plumbline.acme.test/agreements/metric/mqls

Everything else is at https://plumbline.acme.test/.

You get this because you asked for it. To stop it: https://plumbline.acme.test/settings?part=account
`,
  })
})

it('a mail shows all that waits, and of everything else at most seven', () => {
  const happened = Array.from({ length: 9 }, (_, i) => ({
    what: 'in force' as const,
    object: 'metric/mqls',
    title: 'MQLs',
    team: 'sales',
    says: `thing ${i}`,
    at: '2026-01-05T08:00:00.000Z',
  }))
  const nine = Array.from({ length: 9 }, (_, i) => owed(`owed ${i}`))
  const text = digestOf({ ...nothing, owed: nine, happened })?.text ?? ''
  expect(text).toContain('owed 8')
  expect(text).toContain('thing 6')
  expect(text).not.toContain('thing 7')
  expect(text).toContain('- and 2 more')
})
