import { expect, it } from 'vitest'
import { type Defined, footnotesOf } from './footnote.ts'

const demos = (...specs: [on: string, spec: object][]): Defined => ({
  kind: 'metric',
  name: 'demos',
  revisions: specs.map(([on, spec], i) => ({ revision: i + 1, on, spec })),
})

it('says what came to be counted otherwise since a day, and under which revision everything is counted', () => {
  const defined = demos(['2025-01-01', { of: 'demo' }], ['2026-03-02', { of: 'demo_held', target: 30 }])
  expect(footnotesOf([defined], '2026-01-05', 'metric/demos')).toEqual([
    {
      on: '2026-03-02',
      kind: 'metric',
      name: 'demos',
      revision: 2,
      says: 'changed on 2026-03-02: of from “demo” to “demo_held”; target from nothing to 30. All periods are counted under revision 2.',
    },
  ])
})

it.each<[string, Defined]>([
  ['the first revision', demos(['2026-03-02', { of: 'demo' }])],
  ['a change before the first day', demos(['2025-01-01', { of: 'demo' }], ['2026-01-04', { of: 'demo_held' }])],
  ['what changes no number', demos(['2025-01-01', { drives: [] }], ['2026-03-02', { drives: [{ metric: 'arr' }] }])],
  ['a revision that says the same', demos(['2025-01-01', { of: 'demo' }], ['2026-03-02', { of: 'demo' }])],
])('is silent about %s', (_, defined) => expect(footnotesOf([defined], '2026-01-05', 'metric/demos')).toEqual([]))

it('is silent about the target of what a number is made of', () => {
  const defined = demos(['2025-01-01', { of: 'demo' }], ['2026-03-02', { of: 'demo', target: 3 }])
  expect(footnotesOf([defined], '2026-01-05', 'metric/demo-share')).toEqual([])
})

it('is silent about the order of a stage, and not about who enters it', () => {
  const stage: Defined = {
    kind: 'stage',
    name: 'mql',
    revisions: [
      { revision: 1, on: '2026-01-06', spec: { enters: 'signed_up', order: 1 } },
      { revision: 4, on: '2026-01-07', spec: { enters: 'signed_up', order: 2 } },
      { revision: 5, on: '2026-01-08', spec: { enters: { event: 'asked', times: 2 }, order: 2 } },
    ],
  }
  const notes = footnotesOf([stage], '2026-01-05', 'metric/mqls')
  expect(notes.map(({ revision }) => revision)).toEqual([5])
  expect(notes[0]?.says).toMatch(/^changed on 2026-01-08: enters from “signed_up” to \{"event":"asked","times":2\}\./)
})

it('puts the oldest first, and counts what is too much to tell', () => {
  const one = demos(['2025-01-01', {}], ['2026-03-02', { unit: 'a', of: 'b', over: 'c', where: {}, formula: 'd' }])
  const other: Defined = { ...demos(['2025-01-01', { of: 'a' }], ['2026-02-02', { of: 'b' }]), name: 'opens' }
  const notes = footnotesOf([one, other], '2026-01-05', 'metric/demos')
  expect(notes.map(({ name }) => name)).toEqual(['opens', 'demos'])
  expect(notes[1]?.says).toMatch(/; 2 more\. All/)
})
